import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { By } from "../accounts/api-tokens.ts";
import type { People } from "../accounts/people.ts";
import type { AuditLog } from "../store/audit-table.ts";
import { profileIn } from "../store/operator-profile-table.ts";
import type { Store } from "../store/store.ts";
import {
  NewSecondFactor,
  PasswordAgain,
  PasswordChange,
  RecoveryCodes,
  SecondFactorCode,
  SecondFactorProof,
  SessionView,
} from "./account-api.ts";
import { selfOf } from "./operator-session-routes.ts";
import type { App } from "./typed-app.ts";

export interface OperatorOwnParts {
  readonly store: Store;
  readonly audit: Pick<AuditLog, "recordIn">;
  readonly people: People;
}

const permission = "own-account";
const proofProblems = [
  "operator/session-only",
  "operator/wrong-credentials",
  "operator/second-factor-needed",
  "operator/wrong-code",
  "operator/code-used",
  "operator/recovery-code-used",
  "account/second-factor-off",
] as const;

/** What people do about their own accounts. An API token has none: it is refused with operator/session-only. */
export function operatorOwnRoutes(app: App, { store, audit, people }: OperatorOwnParts): void {
  const { own, sessions } = people;

  app.put(
    "/api/operator/own/password",
    {
      config: {
        permission,
        problems: [
          "operator/session-only",
          "operator/wrong-credentials",
          "account/weak-password",
          "account/same-password",
        ],
      },
      schema: {
        summary: "Change the own password; all other own sessions end",
        body: PasswordChange,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { password, newPassword } = request.body;
      await own.changePassword(selfOf(request), password, newPassword, byOf(request));
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/api/operator/own/second-factor",
    {
      config: {
        permission,
        problems: ["operator/session-only", "operator/wrong-credentials", "account/second-factor-on"],
      },
      schema: {
        summary: "Begin to set up a second factor; it counts once a code of it is confirmed",
        body: PasswordAgain,
        response: { 200: NewSecondFactor },
      },
    },
    async (request) => {
      const self = selfOf(request);
      const { merchantName, brand } = await store.transact(profileIn);
      return own.beginSecondFactor(self, request.body.password, brand?.zh ?? merchantName ?? "jiehuan");
    },
  );

  app.post(
    "/api/operator/own/second-factor/confirm",
    {
      config: { permission, problems: ["operator/session-only", "operator/wrong-code", "account/second-factor-off"] },
      schema: {
        summary: "Show a code of the new second factor; the answer has the recovery codes",
        body: SecondFactorCode,
        response: { 200: RecoveryCodes },
      },
    },
    async (request) => ({
      recoveryCodes: [...(await own.confirmSecondFactor(selfOf(request), request.body.code, byOf(request)))],
    }),
  );

  app.post(
    "/api/operator/own/second-factor/remove",
    {
      config: { permission, problems: [...proofProblems] },
      schema: {
        summary: "Remove the second factor, shown once more or by a recovery code",
        body: SecondFactorProof,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { password, ...given } = request.body;
      await own.removeSecondFactor(selfOf(request), password, given, byOf(request));
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/api/operator/own/recovery-codes",
    {
      config: { permission, problems: [...proofProblems] },
      schema: {
        summary: "Draw new recovery codes; the old ones are void",
        body: SecondFactorProof,
        response: { 200: RecoveryCodes },
      },
    },
    async (request) => {
      const { password, ...given } = request.body;
      return { recoveryCodes: [...(await own.renewRecoveryCodes(selfOf(request), password, given, byOf(request)))] };
    },
  );

  app.get(
    "/api/operator/own/sessions",
    {
      config: { permission, problems: ["operator/session-only"] },
      schema: { summary: "The own sessions, the one used last first", response: { 200: Type.Array(SessionView) } },
    },
    async (request) => {
      const { name, sessionId } = selfOf(request);
      return (await sessions.list(name)).map((session) => ({ ...session, current: session.id === sessionId }));
    },
  );

  app.delete(
    "/api/operator/own/sessions/:id",
    {
      config: { permission, problems: ["operator/session-only", "account/unknown"] },
      schema: {
        summary: "End one of the own sessions",
        params: Type.Object({ id: Type.String({ maxLength: 40 }) }),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { name } = selfOf(request);
      const { id } = request.params;
      await store.transact(async (tx) => {
        await sessions.endIn(tx, name, id, "ended");
        await audit.recordIn(tx, { ...byOf(request), act: { what: "sessions-ended", name, sessions: [id] } });
      });
      return reply.code(204).send(null);
    },
  );
}

/** Nobody is asked why the own account is changed. */
function byOf({ operator, ip }: FastifyRequest): By {
  return { actor: `operator/${operator.name}`, reason: "", address: ip };
}
