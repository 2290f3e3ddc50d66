import { createHash } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import type { OrderRecord, RequestKey } from "../store/order-table.ts";

export const IdempotencyKey = Type.String({
  pattern: "^[0-9A-Za-z_-]{8,64}$",
  description: "drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets",
});

/** Headers of a route that does something more each time it is called. */
export const KeyedHeaders = Type.Object({ "idempotency-key": IdempotencyKey });

/** Headers of a route that finds out by the order's state that it was called before. */
export const OptionallyKeyedHeaders = Type.Object({ "idempotency-key": Type.Optional(IdempotencyKey) });

/** How a request is known if it comes again; undefined where the page drew no key. @param act the route's name */
export function requestKey({ headers, body }: FastifyRequest, act: string): RequestKey | undefined {
  const key = headers["idempotency-key"];
  if (typeof key !== "string") return undefined;
  const print = createHash("sha256").update(JSON.stringify([act, body ?? {}]));
  return { key, print: print.digest("base64url").slice(0, 22) };
}

/**
 * Whether the order has done what this request asks for.
 * @throws AppError request/key-reused where the key came with another request before
 */
export function isDone({ audit }: Pick<OrderRecord, "audit">, asked: RequestKey | undefined): boolean {
  const known = asked && audit.find(({ request }) => request?.key === asked.key)?.request;
  if (!known) return false;
  if (known.print !== asked.print) throw new AppError("request/key-reused");
  return true;
}
