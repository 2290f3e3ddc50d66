import type { FastifyInstance, FastifyReply } from "fastify";
import { Type } from "typebox";
import { Value } from "typebox/value";
import { BusinessFailure } from "./business-failure.ts";
import { FaultKind, type Faults, FaultyMethod } from "./faults.ts";
import { knobsPage } from "./knobs-page.ts";
import type { OrderBook } from "./order-book.ts";
import type { StateFile } from "./state-file.ts";
import { errorPage } from "./wallet-pages.ts";
import { type CurrentUser, sendPage } from "./wallet-user.ts";

/** Forms as browsers post them: every field is text. */
const UserForm = Type.Object({
  score: Type.String({ pattern: "^(3[5-9][0-9]|[4-8][0-9]{2}|9[0-4][0-9]|950)$" }),
  overdue: Type.Optional(Type.Literal("yes")),
  signed: Type.Optional(Type.Literal("yes")),
});
const FaultForm = Type.Object({
  kind: FaultKind,
  method: Type.Union([FaultyMethod, Type.Literal("")]),
  times: Type.Enum(["1", "3", "always"]),
  ms: Type.String({ pattern: "^[0-9]{0,8}$" }),
});
const CompensateForm = Type.Object({ order: Type.String({ maxLength: 64 }) });

export interface KnobsParts {
  readonly file: StateFile;
  readonly book: OrderBook;
  readonly faults: Faults;
  readonly currentUser: CurrentUser;
}

/** `/`: every knob of the simulator as a page. The same is done by programs under `/control`. */
export function knobsRoutes(app: FastifyInstance, { file, book, faults, currentUser }: KnobsParts): void {
  app.get("/", (request, reply) =>
    sendPage(reply, 200, knobsPage(file.state, currentUser(request, reply), faults.waiting)),
  );

  app.post("/knobs/user", async (request, reply) => {
    const { body } = request;
    if (!Value.Check(UserForm, body)) return wrongForm(reply);
    const { score, overdue, signed } = body;
    const user = { score: Number(score), overdue: overdue !== undefined, signed: signed !== undefined };
    file.state.users[currentUser(request, reply)] = user;
    await file.save();
    return reply.redirect("/", 303);
  });

  app.post("/knobs/fault", ({ body }, reply) => {
    if (!Value.Check(FaultForm, body)) return wrongForm(reply);
    const { kind, method, times, ms } = body;
    faults.add({
      kind,
      times: times === "always" ? times : Number(times),
      ...(method !== "" && { method }),
      ...(ms !== "" && { ms: Number(ms) }),
    });
    return reply.redirect("/", 303);
  });

  app.post("/knobs/no-faults", (_request, reply) => {
    faults.clear();
    return reply.redirect("/", 303);
  });

  app.post("/knobs/compensate", async ({ body }, reply) => {
    if (!Value.Check(CompensateForm, body)) return wrongForm(reply);
    try {
      book.compensate(body.order, book.byOutOrderNo(body.order).request.depositAmount);
    } catch (error) {
      if (!(error instanceof BusinessFailure)) throw error;
      return sendPage(reply, 409, errorPage(error.subCode, error.message));
    }
    await file.save();
    return reply.redirect("/", 303);
  });
}

function wrongForm(reply: FastifyReply): FastifyReply {
  return sendPage(reply, 400, errorPage("ILLEGAL_ARGUMENT", "表单有误"));
}
