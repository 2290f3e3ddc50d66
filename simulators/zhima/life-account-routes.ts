import type { FastifyInstance } from "fastify";
import { Type } from "typebox";
import { Value } from "typebox/value";
import type { LifeAccountMessages } from "./life-account.ts";
import { lifeAccountPage } from "./life-account-page.ts";
import { lifeAccountOf } from "./state.ts";
import type { StateFile } from "./state-file.ts";
import { errorPage } from "./wallet-pages.ts";
import { type CurrentUser, sendPage } from "./wallet-user.ts";

export const LifeEvent = Type.Object({
  type: Type.Enum(["follow", "unfollow", "enter", "click"]),
  parameter: Type.Optional(Type.String({ maxLength: 64 })),
});

/**
 * `/life` is the merchant's life account on the user's phone, with what the merchant wrote. `/scene/<scene>` stands for a
 * scanned QR code of the account.
 */
export function lifeAccountRoutes(
  app: FastifyInstance,
  file: StateFile,
  messages: LifeAccountMessages,
  currentUser: CurrentUser,
): void {
  app.get("/life", (request, reply) => {
    const userId = currentUser(request, reply);
    return sendPage(reply, 200, lifeAccountPage(userId, lifeAccountOf(file.state, userId)));
  });

  app.post("/life", async (request, reply) => {
    const { body } = request;
    if (!Value.Check(LifeEvent, body)) return sendPage(reply, 400, errorPage("ILLEGAL_ARGUMENT", "表单有误"));
    await messages.tell(currentUser(request, reply), body);
    return reply.redirect("/life", 303);
  });

  app.get<{ Params: { scene: string } }>("/scene/:scene", async (request, reply) => {
    const userId = currentUser(request, reply);
    const { follows } = lifeAccountOf(file.state, userId);
    await messages.tell(userId, { type: follows ? "enter" : "follow", parameter: request.params.scene });
    return reply.redirect("/life", 303);
  });
}
