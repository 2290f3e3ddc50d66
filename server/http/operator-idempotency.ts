import { createHmac } from "node:crypto";
import { Readable } from "node:stream";
import type { FastifyContextConfig, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { IdempotencyKey } from "./idempotency.ts";
import type { KeptAnswers, KeyedRequest } from "./kept-answers.ts";
import type { ActorOf } from "./operator-api.ts";
import type { App } from "./typed-app.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Only asks, though by POST: it may be asked again without a key. */
    changesNothing?: true;
  }
  interface FastifyRequest {
    /** Set while a request with an idempotency key is carried out. */
    keyed?: KeyedRequest;
  }
}

const Headers = Type.Object({ "idempotency-key": Type.Optional(IdempotencyKey) });

/** Headers of an answer that are part of it. */
const keptHeaders = ["content-type", "location"] as const;

/** Errors with which the hub says that it changed nothing. */
const unchanged = new Set(["store/away", "store/write-failed", "hub/stopping", "hub/starting", "credit/unavailable"]);

/**
 * Every operation of a scope that changes something may have the header `Idempotency-Key`: the same request with the same key gets
 * the same answer for a day and changes nothing again.
 */
export function keepAnswers(app: App, kept: KeptAnswers, actorOf: ActorOf): void {
  app.addHook("onRoute", (route) => {
    if (isAct(String(route.method), route.config)) route.schema = { ...route.schema, headers: Headers };
  });

  app.addHook("preHandler", async (request, reply) => {
    const keyed = keyedRequest(request, actorOf);
    if (!keyed) return;
    const before = await kept.begin(keyed);
    if (!before) {
      request.keyed = keyed;
      return;
    }
    const { status, headers, body } = before;
    return reply.code(status).headers(headers).header("idempotency-replayed", "true").send(body);
  });

  app.addHook("onSend", async (request, reply, payload) => {
    const { keyed } = request;
    if (!keyed) return;
    delete request.keyed;
    const body = typeof payload === "string" ? payload : "";
    try {
      if (reply.statusCode < 500) await kept.keep(keyed, { status: reply.statusCode, headers: headersOf(reply), body });
      else if (unchanged.has(codeOf(body))) await kept.forget(keyed);
    } catch (error) {
      // It is done all the same. The request that comes again is told that its outcome is unknown.
      request.log.warn({ err: error }, "an answer was not kept for a request that may come again");
    }
  });
}

function keyedRequest(request: FastifyRequest, actorOf: ActorOf): KeyedRequest | undefined {
  const { method, url, headers, body } = request;
  const key = headers["idempotency-key"];
  if (!isAct(method, request.routeOptions.config) || typeof key !== "string") return undefined;
  // A body may hold a password: without the key, which is kept nowhere, nobody can try words on its fingerprint.
  const print = createHmac("sha256", key).update(`${method} ${url}\n`);
  // A file that streams through is told by its address: another one in its place is refused by its digest.
  if (body instanceof Readable) print.update("stream");
  else print.update(Buffer.isBuffer(body) ? body : JSON.stringify(body ?? null));
  return { actor: actorOf(request), key, print: print.digest("base64url") };
}

function isAct(method: string, config: FastifyContextConfig | undefined): boolean {
  return method !== "GET" && method !== "HEAD" && config?.changesNothing !== true;
}

function headersOf(reply: { getHeader(name: string): unknown }): Record<string, string> {
  return Object.fromEntries(
    keptHeaders.flatMap((name) => {
      const value = reply.getHeader(name);
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );
}

function codeOf(body: string): string {
  const { code } = JSON.parse(body) as { readonly code?: string };
  return code ?? "";
}
