import { AppError } from "../../platform/app-error.ts";
import { formBytes } from "../../platform/form-bytes.ts";
import type { Log } from "../../platform/log.ts";
import type { CreditProvider } from "../credit/credit-provider.ts";
import type { LifeMessage } from "../credit/life-account.ts";
import type { OrderService } from "../orders/order-service.ts";
import { orderTable } from "../store/order-table.ts";
import type { Store } from "../store/store.ts";
import { LifeAccountAnswers, type LifeAccountParts } from "./life-account-answers.ts";
import type { App } from "./typed-app.ts";

export interface CreditRouteParts extends Omit<LifeAccountParts, "log"> {
  readonly store: Store;
  readonly orderService: OrderService;
  readonly credit: CreditProvider;
  /** The answer to the platform's check of this address when it is entered there; undefined for any other form. */
  readonly activation: (form: Readonly<Record<string, unknown>>) => string | undefined;
}

const formType = "application/x-www-form-urlencoded";

/**
 * The application gateway that Alipay posts to (zhima facts 2.1): notifications of orders, messages of the life account, and
 * once the check of the address itself. A genuine notification makes the hub look; it changes nothing by itself. Only the
 * word `success` ends its repetitions.
 */
export function creditRoutes(app: App, parts: CreditRouteParts): void {
  const { store, orderService, credit, activation, lifeAccount } = parts;
  const answers = new LifeAccountAnswers({ ...parts, log: app.log });
  /** What is being sent; the server's close waits for it. */
  const sending = new Set<Promise<void>>();
  app.addHook("onClose", async () => void (await Promise.all(sending)));

  function answerLater(message: LifeMessage, log: Log): void {
    const sent = answers
      .answer(message)
      .catch((error: unknown) => log.warn({ err: error }, "a message of the life account was not answered"))
      .finally(() => sending.delete(sent));
    sending.add(sent);
  }

  // As bytes: the signature is over those of the charset that the form declares.
  app.removeContentTypeParser(formType);
  app.addContentTypeParser(formType, { parseAs: "buffer" }, (_request, body, done) =>
    done(null, typeof body === "string" ? {} : formBytes(body)),
  );

  app.post("/callbacks/zhima", { schema: { hide: true } }, async (request, reply) => {
    const form = formOf(request.body);
    const activated = activation(form);
    if (activated !== undefined) return reply.type("text/xml").send(activated);
    reply.type("text/plain");
    try {
      const message = await lifeAccount.readMessage(form);
      if (message) {
        answerLater(message, request.log);
        return await reply.type("text/xml").send(lifeAccount.acknowledgement(message));
      }
      const notice = credit.readNotice(form);
      const record = await store.transact((tx) => tx.get(orderTable, notice.orderNo));
      const known = record?.order.credit?.orderNo;
      if (!record || (known !== undefined && known !== notice.creditOrderNo)) {
        throw new AppError("notification/not-genuine", "the notification names an order that is not ours");
      }
      const { about, noticeId } = notice;
      await orderService.apply(notice.orderNo, { type: "credit-noticed", about, noticeId }, "credit-provider");
      return await reply.send("success");
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      request.log.warn({ code: error.code, detail: error.detail }, "a notification was refused");
      return reply.code(error.status).send("error");
    }
  });
}

function formOf(body: unknown): Record<string, unknown> {
  return typeof body === "object" && body !== null ? { ...body } : {};
}
