import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { Account } from "../accounts/account-table.ts";
import type { By } from "../accounts/api-tokens.ts";
import type { People } from "../accounts/people.ts";
import type { AuditLog } from "../store/audit-table.ts";
import type { Store } from "../store/store.ts";
import { NewPerson, OneTimePassword, PersonParams, PersonView, RoleChange, SessionView } from "./account-api.ts";
import { type ActorOf, actorAndReason, WithReason } from "./operator-api.ts";
import type { App } from "./typed-app.ts";

export interface OperatorPeopleParts {
  readonly store: Store;
  readonly audit: Pick<AuditLog, "recordIn">;
  readonly people: People;
}

const permission = "people.manage";
const unknown = { permission, problems: ["account/unknown"] } as const;
const lastAdmin = { permission, problems: ["account/unknown", "account/last-admin"] } as const;

/** The people who may use the console, for admins. */
export function operatorPeopleRoutes(app: App, { store, audit, people }: OperatorPeopleParts, actorOf: ActorOf): void {
  const { accounts, sessions } = people;
  const byOf = (request: FastifyRequest & { body: { reason: string } }): By =>
    actorAndReason(request, actorOf, request.body.reason);

  app.get(
    "/api/operator/people",
    {
      config: { permission },
      schema: { summary: "Everybody who may use the console", response: { 200: Type.Array(PersonView) } },
    },
    async () => (await accounts.list()).map(viewOf),
  );

  app.post(
    "/api/operator/people",
    {
      config: { permission, problems: ["account/name-taken"] },
      schema: {
        summary: "Add a person; the answer has a one-time password",
        body: NewPerson,
        response: { 201: OneTimePassword },
      },
    },
    async (request, reply) => {
      const { name, role } = request.body;
      const oneTimePassword = await accounts.add(name, role, byOf(request));
      return reply.code(201).header("location", `/api/operator/people/${name}`).send({ oneTimePassword });
    },
  );

  app.put(
    "/api/operator/people/:name/role",
    {
      config: { ...lastAdmin, problems: [...lastAdmin.problems] },
      schema: {
        summary: "Give a person another role; the person has to sign in again",
        params: PersonParams,
        body: RoleChange,
        response: { 200: PersonView },
      },
    },
    async (request) => {
      const { name } = request.params;
      await accounts.changeRole(name, request.body.role, byOf(request));
      return viewOf(await accounts.get(name));
    },
  );

  app.post(
    "/api/operator/people/:name/lock",
    {
      config: { ...lastAdmin, problems: [...lastAdmin.problems] },
      schema: {
        summary: "Lock an account: its sessions end, and signing in to it is refused",
        params: PersonParams,
        body: WithReason,
        response: { 200: PersonView },
      },
    },
    async (request) => {
      const { name } = request.params;
      await accounts.lock(name, byOf(request));
      return viewOf(await accounts.get(name));
    },
  );

  app.post(
    "/api/operator/people/:name/unlock",
    {
      config: { ...unknown, problems: [...unknown.problems] },
      schema: { summary: "Unlock an account", params: PersonParams, body: WithReason, response: { 200: PersonView } },
    },
    async (request) => {
      const { name } = request.params;
      await accounts.unlock(name, byOf(request));
      return viewOf(await accounts.get(name));
    },
  );

  app.post(
    "/api/operator/people/:name/reset-password",
    {
      config: { ...unknown, problems: [...unknown.problems] },
      schema: {
        summary: "Replace a forgotten password; the answer has a one-time password",
        params: PersonParams,
        body: WithReason,
        response: { 200: OneTimePassword },
      },
    },
    async (request) => ({ oneTimePassword: await accounts.resetPassword(request.params.name, byOf(request)) }),
  );

  app.post(
    "/api/operator/people/:name/reset-second-factor",
    {
      config: { permission, problems: ["account/unknown", "account/second-factor-off"] },
      schema: {
        summary: "Remove the second factor of a person who has lost it and the recovery codes",
        params: PersonParams,
        body: WithReason,
        response: { 200: PersonView },
      },
    },
    async (request) => {
      const { name } = request.params;
      await accounts.resetSecondFactor(name, byOf(request));
      return viewOf(await accounts.get(name));
    },
  );

  app.get(
    "/api/operator/people/:name/sessions",
    {
      config: { ...unknown, problems: [...unknown.problems] },
      schema: {
        summary: "Where a person is signed in, the session used last first",
        params: PersonParams,
        response: { 200: Type.Array(SessionView) },
      },
    },
    async ({ params: { name }, operator }) => {
      await accounts.get(name);
      return (await sessions.list(name)).map((session) => ({ ...session, current: session.id === operator.sessionId }));
    },
  );

  app.post(
    "/api/operator/people/:name/end-sessions",
    {
      config: { ...unknown, problems: [...unknown.problems] },
      schema: {
        summary: "End all sessions of a person, who may sign in again",
        params: PersonParams,
        body: WithReason,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { name } = request.params;
      await accounts.get(name);
      await store.transact(async (tx) => {
        const ended = await sessions.endAllIn(tx, name, "ended");
        await audit.recordIn(tx, { ...byOf(request), act: { what: "sessions-ended", name, sessions: ended } });
      });
      return reply.code(204).send(null);
    },
  );
}

/** An account without its secrets. */
function viewOf({ name, role, totp, mustChangePassword, lockedAt, createdAt, createdBy, signedInAt }: Account) {
  const times = {
    createdAt,
    createdBy,
    ...(lockedAt !== undefined && { lockedAt }),
    ...(signedInAt !== undefined && { signedInAt }),
  };
  return { name, role, secondFactor: totp !== undefined, mustChangePassword, ...times };
}
