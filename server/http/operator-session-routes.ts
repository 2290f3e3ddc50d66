import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import type { Operator } from "../accounts/operator.ts";
import type { Self } from "../accounts/own-account.ts";
import type { People } from "../accounts/people.ts";
import { isPermission, may, permissions } from "../accounts/roles.ts";
import type { AuditLog } from "../store/audit-table.ts";
import type { Store } from "../store/store.ts";
import { Credentials, SignedInOperator } from "./account-api.ts";
import type { OperatorCookie } from "./operator-cookie.ts";
import type { SignInGuard } from "./sign-in-guard.ts";
import type { App } from "./typed-app.ts";

export interface OperatorSessionParts {
  readonly store: Store;
  readonly audit: Pick<AuditLog, "recordIn">;
  readonly people: People;
  readonly signIns: SignInGuard;
  readonly operatorCookie: OperatorCookie;
}

const signInProblems = [
  "operator/wrong-credentials",
  "operator/second-factor-needed",
  "operator/wrong-code",
  "operator/code-used",
  "operator/recovery-code-used",
  "operator/account-locked",
] as const;

/** Signing in: the one operator's route that asks for no login. */
export function signInRoute(app: App, { people, signIns, operatorCookie }: OperatorSessionParts): void {
  app.post(
    "/api/operator/session",
    {
      config: { isPublic: true, problems: [...signInProblems] },
      schema: {
        summary: "Sign in; the answer sets the cookie of the session",
        body: Credentials,
        response: { 200: SignedInOperator },
      },
    },
    async (request, reply) => {
      const { body, ip, headers } = request;
      const site = headers["sec-fetch-site"] ?? headers.origin;
      if (site !== undefined && !operatorCookie.isOwnPage(request)) throw new AppError("operator/cross-site");
      const whence = { address: ip, browser: headers["user-agent"] ?? "" };
      const secret = await signIns.attempt(body.name, ip, (refusedBefore) =>
        people.signIn.signIn(body, whence, refusedBefore),
      );
      operatorCookie.set(reply, secret);
      return viewOf(people, await people.sessions.of(secret));
    },
  );
}

/** Who is signed in, and the end of it. */
export function operatorSessionRoutes(app: App, { store, audit, people, operatorCookie }: OperatorSessionParts): void {
  app.get(
    "/api/operator/session",
    {
      config: { permission: "own-account" },
      schema: { summary: "Who asks, and what the role allows", response: { 200: SignedInOperator } },
    },
    ({ operator }) => viewOf(people, operator),
  );

  app.delete(
    "/api/operator/session",
    {
      config: { permission: "own-account", problems: ["operator/session-only"] },
      schema: { summary: "Sign out", response: { 204: Type.Null() } },
    },
    async (request, reply) => {
      const { name, sessionId } = selfOf(request);
      await store.transact(async (tx) => {
        await people.sessions.endIn(tx, name, sessionId, "signed-out");
        const by = { actor: `operator/${name}`, reason: "", address: request.ip } as const;
        await audit.recordIn(tx, { ...by, act: { what: "signed-out" } });
      });
      operatorCookie.clear(reply);
      return reply.code(204).send(null);
    },
  );
}

/** The person who asks. @throws AppError operator/session-only for a program */
export function selfOf({ operator: { name, sessionId } }: Pick<FastifyRequest, "operator">): Self {
  if (sessionId === undefined) throw new AppError("operator/session-only");
  return { name, sessionId };
}

async function viewOf(people: People, { name, role, by, mustChangePassword = false }: Operator) {
  const account = by === "session" ? await people.accounts.get(name) : undefined;
  return {
    name,
    role,
    by,
    permissions: Object.keys(permissions).filter((permission) => isPermission(permission) && may(role, permission)),
    mustChangePassword,
    secondFactor: account?.totp !== undefined,
    recoveryCodesLeft: account?.recoveryCodes.filter(({ usedAt }) => usedAt === undefined).length ?? 0,
  };
}
