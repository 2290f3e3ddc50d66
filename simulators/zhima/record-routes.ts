import type { FastifyInstance } from "fastify";
import { BusinessFailure } from "./business-failure.ts";
import type { OrderBook } from "./order-book.ts";
import type { StateFile } from "./state-file.ts";
import { errorPage, recordsPage } from "./wallet-pages.ts";
import { type CurrentUser, sendPage } from "./wallet-user.ts";

/** `/records`: the user's own list of loans, where he pays what could not be withheld. */
export function recordRoutes(app: FastifyInstance, file: StateFile, book: OrderBook, currentUser: CurrentUser): void {
  app.get("/records", (request, reply) => {
    const userId = currentUser(request, reply);
    const orders = Object.values(file.state.orders).filter((order) => order.userId === userId);
    return sendPage(reply, 200, recordsPage(userId, orders.toReversed()));
  });

  const actions = {
    pay: (outOrderNo: string) => book.payByRider(outOrderNo),
    "sms-confirm": (outOrderNo: string) => book.answerSms(outOrderNo, true),
  };
  for (const [name, act] of Object.entries(actions))
    app.post<{ Params: { outOrderNo: string } }>(`/records/:outOrderNo/${name}`, async (request, reply) => {
      try {
        if (book.byOutOrderNo(request.params.outOrderNo).userId !== currentUser(request, reply))
          return sendPage(reply, 403, errorPage("NOT_YOUR_ORDER", "这不是您的订单"));
        act(request.params.outOrderNo);
      } catch (error) {
        if (!(error instanceof BusinessFailure)) throw error;
        return sendPage(reply, 409, errorPage(error.subCode, error.message));
      }
      await file.save();
      return reply.redirect("/records", 303);
    });
}
