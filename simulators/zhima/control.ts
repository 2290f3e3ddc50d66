import type { FastifyInstance, FastifyReply } from "fastify";
import { Type } from "typebox";
import { Value } from "typebox/value";
import { NamedIds } from "./ant-ids.ts";
import { BusinessFailure } from "./business-failure.ts";
import { Fault, type Faults } from "./faults.ts";
import type { LifeAccountMessages } from "./life-account.ts";
import { LifeEvent } from "./life-account-routes.ts";
import type { OrderBook } from "./order-book.ts";
import { settlementFile } from "./settlement-file.ts";
import { lifeAccountOf, type Order, User, UserId, userOf } from "./state.ts";
import type { StateFile } from "./state-file.ts";

/*
 * The simulator's own interface, for tests and for people who try things out. Amounts in fen, times in epoch ms; errors
 * are RFC 9457 problem+json with a `code`.
 *
 *   GET    /control/orders                          all orders
 *   GET    /control/orders/:outOrderNo              one, with `calls` (how often each method was called for it), `charges`,
 *                                                   `deposit` and `notices` (each attempt and what was answered)
 *   POST   /control/orders/:outOrderNo/pay          the user pays what could not be withheld
 *   POST   /control/orders/:outOrderNo/compensate   {amount?}      the user pays for a lost item (default: the deposit)
 *   POST   /control/orders/:outOrderNo/sms-confirm  {confirmed?}   the user answers the SMS of a withholding above 500 yuan
 *   GET    /control/users/:userId                   PUT {score?, overdue?, signed?} changes it
 *   PUT    /control/current-user {userId}           whose phone it is where neither `?user=` nor a cookie says so
 *   PUT    /control/ids {login, orders}             which ids the answers name: lists of `user_id` and `open_id`
 *   PUT    /control/notify-url {url}                where notifications go (the merchant's application gateway address)
 *   POST   /control/life-account {userId, type, parameter?}  the user does something at the merchant's life account: `follow`,
 *                                                   `unfollow`, `enter` (`parameter`: the scanned scene), `click` (the menu's key)
 *   GET    /control/life-account/:userId            what the merchant wrote to the user
 *   GET    /control/settlements/:day                the settlement file of a Beijing day (2026-11-23), as CSV
 *   GET    /control/faults                          POST adds one (see faults.ts), DELETE ends all
 *
 * To confirm a loan without a browser, post the consent page's form: POST /consent, form-encoded, with `request` (the
 * query text of the signed `rent.create` address, without "?"), `decision` (`confirm` or `refuse`) and `user` (optional,
 * a user id). The answer is a 302 to the merchant's return page, or an error page with status 400.
 */

const Closed = { additionalProperties: false };
const UserChange = Type.Partial(User, Closed);
const NewFault = Type.Object({ ...Fault.properties, times: Type.Optional(Fault.properties.times) }, Closed);
const Compensation = Type.Object({ amount: Type.Optional(Type.Integer({ minimum: 1 })) }, Closed);
const SmsAnswer = Type.Object({ confirmed: Type.Optional(Type.Boolean()) }, Closed);
const CurrentUser = Type.Object({ userId: UserId }, Closed);
const UserLifeEvent = Type.Object({ userId: UserId, ...LifeEvent.properties }, Closed);
const Day = Type.String({ format: "date" });
const NotifyUrl = Type.Object({ url: Type.String({ pattern: "^https?://" }) }, Closed);

interface ForOrder {
  Params: { outOrderNo: string };
}
interface ForDay {
  Params: { day: string };
}
interface ForUser {
  Params: { userId: string };
}

export interface ControlParts {
  readonly file: StateFile;
  readonly book: OrderBook;
  readonly faults: Faults;
  readonly lifeAccount: LifeAccountMessages;
}

export function controlRoutes(app: FastifyInstance, { file, book, faults, lifeAccount }: ControlParts): void {
  const { state } = file;
  const view = (order: Order) => ({ ...order, calls: state.calls[order.outOrderNo] ?? {} });

  app.setErrorHandler((error, _request, reply) => sendProblem(reply, error));

  app.get("/control/orders", () => Object.values(state.orders).map(view));
  app.get<ForOrder>("/control/orders/:outOrderNo", ({ params }) => view(book.byOutOrderNo(params.outOrderNo)));

  const change = (action: string, act: (outOrderNo: string, body: unknown) => Order) =>
    app.post<ForOrder>(`/control/orders/:outOrderNo/${action}`, async ({ params, body }) => {
      const order = act(params.outOrderNo, body ?? {});
      await file.save();
      return view(order);
    });
  change("pay", (outOrderNo) => book.payByRider(outOrderNo));
  change("compensate", (outOrderNo, body) => {
    const { amount } = checked(Compensation, body);
    return book.compensate(outOrderNo, amount ?? book.byOutOrderNo(outOrderNo).request.depositAmount);
  });
  change("sms-confirm", (outOrderNo, body) => book.answerSms(outOrderNo, checked(SmsAnswer, body).confirmed ?? true));

  app.get<ForUser>("/control/users/:userId", ({ params }) => userOf(state, checked(UserId, params.userId)));
  app.put<ForUser>("/control/users/:userId", async ({ params, body }) => {
    const userId = checked(UserId, params.userId);
    const user = { ...userOf(state, userId), ...checked(UserChange, body) };
    state.users[userId] = user;
    await file.save();
    return user;
  });
  app.put("/control/current-user", async ({ body }) => {
    state.currentUser = checked(CurrentUser, body).userId;
    await file.save();
    return { userId: state.currentUser };
  });
  app.put("/control/ids", async ({ body }) => {
    state.ids = checked(NamedIds, body);
    await file.save();
    return state.ids;
  });
  app.put("/control/notify-url", async ({ body }) => {
    state.notifyUrl = checked(NotifyUrl, body).url;
    await file.save();
    return { url: state.notifyUrl };
  });

  app.post("/control/life-account", async ({ body }) => {
    const { userId, ...event } = checked(UserLifeEvent, body);
    return { answer: await lifeAccount.tell(userId, event) };
  });
  app.get<ForUser>("/control/life-account/:userId", ({ params }) =>
    lifeAccountOf(state, checked(UserId, params.userId)),
  );

  app.get<ForDay>("/control/settlements/:day", ({ params }, reply) =>
    reply.type("text/csv; charset=utf-8").send(settlementFile(state, checked(Day, params.day))),
  );

  app.get("/control/faults", () => faults.waiting);
  app.post("/control/faults", ({ body }) => {
    faults.add({ times: 1, ...checked(NewFault, body) });
    return faults.waiting;
  });
  app.delete("/control/faults", () => {
    faults.clear();
    return faults.waiting;
  });
}

class InvalidBody extends Error {}

function checked<Schema extends Type.TSchema>(schema: Schema, value: unknown): Type.Static<Schema> {
  if (Value.Check(schema, value)) return value;
  const [first] = Value.Errors(schema, value);
  throw new InvalidBody(`${first?.instancePath ?? ""} ${first?.message ?? "is not valid"}`.trim());
}

function sendProblem(reply: FastifyReply, error: unknown): FastifyReply {
  const detail = error instanceof Error ? error.message : "fault";
  const [status, code] = problemOf(error);
  return reply
    .code(status)
    .type("application/problem+json")
    .send({ type: "about:blank", title: code, status, detail, code });
}

function problemOf(error: unknown): [status: number, code: string] {
  if (error instanceof BusinessFailure) return [error.subCode === "ORDER_NOT_EXIST" ? 404 : 409, error.subCode];
  if (error instanceof InvalidBody) return [400, "request/invalid"];
  const { statusCode } = error as { statusCode?: number };
  return statusCode !== undefined && statusCode < 500 ? [statusCode, "request/invalid"] : [500, "internal/fault"];
}
