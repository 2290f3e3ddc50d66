import { AppError } from "../../platform/app-error.ts";
import { formBytes } from "../../platform/form-bytes.ts";
import type { CreditProvider } from "../credit/credit-provider.ts";
import type { OrderService } from "../orders/order-service.ts";
import { orderTable } from "../store/order-table.ts";
import type { Store } from "../store/store.ts";
import type { App } from "./typed-app.ts";

export interface CreditRouteParts {
  readonly store: Store;
  readonly orderService: OrderService;
  readonly credit: CreditProvider;
  /** The answer to the platform's check of this address when it is entered there; undefined for any other form. */
  readonly activation: (form: Readonly<Record<string, unknown>>) => string | undefined;
}

const formType = "application/x-www-form-urlencoded";

/**
 * The application gateway that Alipay posts notifications to (zhima facts 2.1). A genuine one makes the hub look; it
 * changes nothing by itself. Only the word `success` ends the repetitions.
 */
export function creditRoutes(app: App, { store, orderService, credit, activation }: CreditRouteParts): void {
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
