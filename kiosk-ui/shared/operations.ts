import type { paths } from "./hub-api.ts";

/** What a page may ask with. */
export type Method = "get" | "post" | "put" | "delete";
export type MethodOf<Path extends keyof paths> = keyof paths[Path] & Method;

/** What an operation of the hub's document says of one part of its requests; undefined where it has no such part. */
type Part<Operation, Name extends string> = Operation extends { parameters: infer All }
  ? Name extends keyof All
    ? All[Name]
    : undefined
  : undefined;
type Body<Operation> = Operation extends { requestBody: { content: { "application/json": infer Json } } }
  ? Json
  : undefined;
type Key<Operation> =
  Part<Operation, "header"> extends { "idempotency-key": string }
    ? string
    : Part<Operation, "header"> extends { "idempotency-key"?: string }
      ? string | undefined
      : undefined;

type Named<Name extends string, Value> = undefined extends Value
  ? { readonly [One in Name]?: Value }
  : { readonly [One in Name]: Value };

/** The parts of a request that the operation asks for. `key` is the one by which the hub knows a repeated request. */
export type RequestOf<Operation> = Named<"path", Part<Operation, "path">> &
  Named<"query", Part<Operation, "query">> &
  Named<"body", Body<Operation>> &
  Named<"key", Key<Operation>>;

/** What the operation answers with where all went well. */
export type AnswerOf<Operation> = Operation extends { responses: infer Responses }
  ? Extract<Responses[keyof Responses & (200 | 201)], { content: object }> extends {
      content: { "application/json": infer Json };
    }
    ? Json
    : undefined
  : never;

/** The addresses that answer a GET. */
export type Gettable = { [Path in keyof paths]: paths[Path] extends { get: unknown } ? Path : never }[keyof paths];
