import { Type } from "typebox";
import { type KnownToken, tokenAmong } from "./known-tokens.ts";
import type { TokenGuard } from "./token-guard.ts";
import type { App } from "./typed-app.ts";

interface Client {
  readonly clientId: string;
  readonly username: string;
}

type TopicRequest =
  | { readonly action: "subscribe"; readonly topic: string }
  | { readonly action: "publish"; readonly topic: string; readonly qos: 0 | 1 | 2; readonly retain: boolean };

/** The rules for whoever connects to the broker. */
export interface AuthHookRouteParts {
  mayLogIn(client: Client, password: string): Promise<boolean>;
  may(client: Client, deed: TopicRequest): boolean;
  /** Whose token lets ask. */
  readonly askers: readonly KnownToken[];
}

/** What a client says of itself or leaves out: whatever it is, the answer is a denial and not a bad request. */
const Text = Type.Optional(Type.Union([Type.String(), Type.Null()]));
const Client = { clientid: Text, username: Text };
const Login = Type.Object({ ...Client, password: Text });
// EMQX fills a number or a truth value in as itself or as text, by its version.
const Access = Type.Object({
  ...Client,
  action: Type.Union([Type.Literal("publish"), Type.Literal("subscribe")]),
  topic: Type.String(),
  qos: Type.Optional(Type.Union([Type.Integer(), Type.String()])),
  retain: Type.Optional(Type.Union([Type.Boolean(), Type.String(), Type.Null()])),
});

/**
 * The questions of a broker that asks over HTTP, as EMQX 5 puts them: answered with 200 and `{"result": "allow" | "deny"}`.
 * Any other status, as where the store is away, means to EMQX that nobody decided; it then refuses, and the client tries again.
 */
export function authHookRoutes(app: App, broker: AuthHookRouteParts, tokens: Pick<TokenGuard, "admit">): void {
  const find = tokenAmong(broker.askers);
  app.addHook("onRequest", async (request, reply) => {
    reply.header("cache-control", "no-store");
    await tokens.admit("broker", find, request, reply);
  });

  app.post("/broker/login", { schema: { hide: true, body: Login } }, async ({ body }) =>
    answer(await broker.mayLogIn(clientIn(body), body.password ?? "")),
  );

  app.post("/broker/access", { schema: { hide: true, body: Access } }, ({ body }) => {
    const { action, topic, qos, retain } = body;
    const deed: TopicRequest =
      action === "subscribe"
        ? { action, topic }
        : { action, topic, qos: level(qos), retain: String(retain) !== "false" };
    return answer(broker.may(clientIn(body), deed));
  });
}

function clientIn({ clientid, username }: { clientid?: string | null; username?: string | null }): Client {
  return { clientId: clientid ?? "", username: username ?? "" };
}

/** What is no level counts as the one that nobody may use. */
function level(qos: string | number | undefined): 0 | 1 | 2 {
  switch (String(qos)) {
    case "0":
      return 0;
    case "1":
      return 1;
    default:
      return 2;
  }
}

function answer(allowed: boolean): { result: "allow" | "deny" } {
  return { result: allowed ? "allow" : "deny" };
}
