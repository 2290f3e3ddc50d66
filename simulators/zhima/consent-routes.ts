import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { Value } from "typebox/value";
import type { Clock } from "../../platform/clock.ts";
import { admissionOf } from "./admission.ts";
import { BusinessFailure } from "./business-failure.ts";
import type { OrderBook } from "./order-book.ts";
import { readRentRequest } from "./rent-request.ts";
import { type GatewayIdentity, mistakeIn, type Parameters, parametersOf } from "./signed-request.ts";
import type { Order, RentRequest } from "./state.ts";
import type { StateFile } from "./state-file.ts";
import { consentPage, errorPage } from "./wallet-pages.ts";
import { type CurrentUser, isUserId, sendPage } from "./wallet-user.ts";

/** The consent page's form. `request` is the signed address's query text, so that a script can post it directly. */
const Consent = Type.Object({
  request: Type.String(),
  user: Type.Optional(Type.String()),
  decision: Type.Enum(["confirm", "refuse"]),
});

export interface ConsentParts extends GatewayIdentity {
  readonly file: StateFile;
  readonly book: OrderBook;
  readonly clock: Clock;
  readonly currentUser: CurrentUser;
}

/** Shows the page behind a signed `rent.create` address; every mistake ends on the error page, as with Alipay. */
export function showConsent(
  parts: ConsentParts,
  given: Parameters,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  // `user` chooses the simulated phone and is no part of the merchant's signature.
  const { user: _user, ...parameters } = given;
  const now = parts.clock.now();
  const mistake = mistakeIn(parameters, parts, now);
  if (mistake !== undefined) return sendPage(reply, 400, errorPage(mistake, "请求有误"));
  const { biz_content: bizContent = "" } = parameters;
  const rent = readRentRequest(bizContent, now);
  if (typeof rent === "string") return sendPage(reply, 400, errorPage("ILLEGAL_ARGUMENT", rent));
  const userId = parts.currentUser(request, reply);
  const { state } = parts.file;
  const known = state.orders[rent.outOrderNo];
  if (known !== undefined && known.userId !== userId)
    return sendPage(reply, 400, errorPage("ORDER_BELONGS_TO_OTHER_USER", "该订单已被其他用户使用"));
  const signedQuery = new URLSearchParams(parameters).toString();
  const admission = admissionOf(state, userId, rent, now);
  return sendPage(reply, 200, consentPage(rent, admission, userId, signedQuery));
}

/** `POST /consent`: what the user decided. */
export function consentRoutes(app: FastifyInstance, parts: ConsentParts): void {
  app.post("/consent", async (request, reply) => {
    const { body } = request;
    if (!Value.Check(Consent, body)) return sendPage(reply, 400, errorPage("ILLEGAL_ARGUMENT", "表单有误"));
    const parameters = parametersOf(Object.fromEntries(new URLSearchParams(body.request))) ?? {};
    // The page may have stood open for long: its age does not count here.
    const mistake = mistakeIn(parameters, parts, undefined);
    if (mistake !== undefined) return sendPage(reply, 400, errorPage(mistake, "请求有误"));
    const { biz_content: bizContent = "" } = parameters;
    const rent = readRentRequest(bizContent, parts.clock.now());
    if (typeof rent === "string") return sendPage(reply, 400, errorPage("ILLEGAL_ARGUMENT", rent));
    const userId = isUserId(body.user) ? body.user : parts.currentUser(request, reply);
    if (body.decision === "refuse") {
      const admission = admissionOf(parts.file.state, userId, rent, parts.clock.now());
      // Neither code is documented. Who is not admitted has nothing to choose, and the merchant's page can say so.
      const errorCode = admission === "refused" ? "USER_NOT_ADMITTED" : "USER_CANCEL";
      return reply.redirect(withParameter(rent.returnUrl, "error_code", errorCode), 302);
    }
    try {
      const order = parts.book.confirm(rent, userId);
      await parts.file.save();
      return reply.redirect(withParameter(rent.returnUrl, "biz_content", returned(order, rent)), 302);
    } catch (error) {
      if (!(error instanceof BusinessFailure)) throw error;
      return sendPage(reply, 400, errorPage(error.subCode, error.message));
    }
  });
}

/** What the return page is told; it is not signed and proves nothing. */
function returned(order: Order, { invokeState }: RentRequest): string {
  return JSON.stringify({
    success: true,
    order_no: order.orderNo,
    out_order_no: order.outOrderNo,
    user_id: order.userId,
    admit_state: order.admitted ? "Y" : "N",
    ...(invokeState !== undefined && { invoke_state: invokeState }),
  });
}

function withParameter(address: string, name: string, value: string): string {
  const url = new URL(address);
  url.searchParams.set(name, value);
  return url.href;
}
