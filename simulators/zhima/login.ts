import type { FastifyInstance } from "fastify";
import { Type } from "typebox";
import { Value } from "typebox/value";
import type { Clock } from "../../platform/clock.ts";
import type { Node } from "./exec-methods.ts";
import type { Parameters } from "./signed-request.ts";
import { errorPage } from "./wallet-pages.ts";
import { type CurrentUser, sendPage } from "./wallet-user.ts";

const Page = Type.Object({
  app_id: Type.String(),
  scope: Type.Literal("auth_base"),
  redirect_uri: Type.String({ pattern: "^https?://" }),
  state: Type.Optional(Type.String()),
});

/** Alipay lets a code live for between 3 minutes and a day. */
const codeLife = 180_000;

/** The codes of the silent login. They end with the process. */
export class LoginCodes {
  readonly #codes = new Map<string, { userId: string; until: number }>();
  readonly #clock: Clock;
  readonly #newId: () => string;

  constructor(clock: Clock, newId: () => string) {
    this.#clock = clock;
    this.#newId = newId;
  }

  issue(userId: string): string {
    const code = this.#newId();
    this.#codes.set(code, { userId, until: this.#clock.now() + codeLife });
    return code;
  }

  /** The node of `alipay.system.oauth.token`, which has no `code`; undefined for a code that is used, old or made up. */
  redeem(parameters: Parameters): Node | undefined {
    const { grant_type: grantType, code = "" } = parameters;
    const login = this.#codes.get(code);
    this.#codes.delete(code);
    if (grantType !== "authorization_code" || login === undefined || login.until < this.#clock.now()) return undefined;
    return {
      user_id: login.userId,
      access_token: this.#newId(),
      refresh_token: this.#newId(),
      expires_in: "1296000",
      re_expires_in: "2592000",
    };
  }
}

/** The page of the silent login: it asks nothing and sends the current user back with a code. */
export function loginRoutes(app: FastifyInstance, appId: string, codes: LoginCodes, currentUser: CurrentUser): void {
  app.get("/oauth2/publicAppAuthorize.htm", (request, reply) => {
    const { query } = request;
    if (!Value.Check(Page, query)) return sendPage(reply, 400, errorPage("invalid_request", "登录参数有误"));
    if (query.app_id !== appId) return sendPage(reply, 400, errorPage("isv.invalid-app-id", "应用不存在"));
    const back = new URL(query.redirect_uri);
    back.searchParams.set("app_id", appId);
    back.searchParams.set("source", "alipay_wallet");
    back.searchParams.set("scope", query.scope);
    if (query.state !== undefined) back.searchParams.set("state", query.state);
    back.searchParams.set("auth_code", codes.issue(currentUser(request, reply)));
    return reply.redirect(back.href, 302);
  });
}
