import type { FastifyReply, FastifyRequest } from "fastify";
import { Value } from "typebox/value";
import { type State, UserId } from "./state.ts";

/** Whose phone this is; a user named in the address stays the browser's user. */
export type CurrentUser = (request: FastifyRequest, reply: FastifyReply) => string;

const cookie = "zhima_simulator_user";

/** `?user=`, then the browser's cookie, then the user set under `/control`. */
export function createCurrentUser(state: State): CurrentUser {
  return (request, reply) => {
    const { user: named } = request.query as { user?: unknown };
    if (isUserId(named)) {
      reply.header("set-cookie", `${cookie}=${named}; Path=/; HttpOnly; SameSite=Lax`);
      return named;
    }
    const kept = new RegExp(`(?:^|; *)${cookie}=([0-9]+)`).exec(request.headers.cookie ?? "")?.[1];
    return isUserId(kept) ? kept : state.currentUser;
  };
}

export function isUserId(value: unknown): value is string {
  return Value.Check(UserId, value);
}

export function sendPage(reply: FastifyReply, status: number, html: string): FastifyReply {
  return reply
    .code(status)
    .header("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'")
    .type("text/html;charset=utf-8")
    .send(html);
}
