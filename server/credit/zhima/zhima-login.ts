import { Type } from "typebox";
import type { RiderLogin } from "../credit-provider.ts";
import { riderIds } from "./rider-id.ts";
import { UnverifiedAnswer } from "./verified-sdk.ts";
import { read, whyOf, type ZhimaGateway } from "./zhima-gateway.ts";

const method = "alipay.system.oauth.token";

/** Success has no `code`. Newer applications get an `open_id` of their own in the place of the user id, or beside it. */
const TokenAnswer = Type.Object({
  user_id: Type.Optional(Type.String({ pattern: "^2088[0-9]{12}$" })),
  open_id: Type.Optional(Type.String({ pattern: "^[0-9A-Za-z_-]{1,128}$" })),
});

/**
 * Who the rider is, by Alipay's silent login (`auth_base`).
 * @param page Alipay's authorisation page
 * @param returnUrl where the rider comes back with `auth_code`; its host is the one registered for the application
 */
export function createZhimaLogin(gateway: ZhimaGateway, appId: string, page: string, returnUrl: string): RiderLogin {
  return {
    loginUrl(state) {
      const url = new URL(page);
      url.searchParams.set("app_id", appId);
      url.searchParams.set("scope", "auth_base");
      url.searchParams.set("redirect_uri", returnUrl);
      url.searchParams.set("state", state);
      return url.href;
    },

    async riderOf(code) {
      // The code comes from the rider's browser: anything may stand there.
      if (!/^[0-9A-Za-z_-]{1,128}$/.test(code))
        return { outcome: "refused", reason: "other", providerCode: "not-sent: code" };
      try {
        const node = await gateway.exchange(method, { grant_type: "authorization_code", code });
        const answer = read(method, node, TokenAnswer);
        if (answer.outcome !== "ok") return answer;
        const { riderId, ...alias } = riderIds(answer.value);
        if (riderId === undefined) return { outcome: "unknown", why: `${method}: the answer names nobody` };
        return { outcome: "ok", value: { riderId, ...alias } };
      } catch (error) {
        // Alipay does not sign its answer to a bad code. Nobody gains by forging a failed login, and no money hangs on
        // it, so here alone an unsigned refusal counts as one.
        if (error instanceof UnverifiedAnswer && error.claimed.startsWith("4000"))
          return { outcome: "refused", reason: "other", providerCode: error.claimed };
        return { outcome: "unknown", why: `${method}: ${whyOf(error)}` };
      }
    },
  };
}
