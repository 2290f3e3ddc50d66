import buildAjv from "@fastify/ajv-compiler";
import buildStringify from "@fastify/fast-json-stringify-compiler";
import type { FastifyServerOptions } from "fastify";

type Factories = NonNullable<NonNullable<FastifyServerOptions["schemaController"]>["compilersFactory"]>;

/** What the packages' types say of their compilers, without the kinds that the hub has no use for. */
type Factory<Compiled> = (schemas: unknown, options: unknown) => (route: unknown) => Compiled;
type Validate = ((data: unknown) => unknown) & { errors?: unknown };
type Stringify = (data: unknown) => string;

/**
 * Fastify's own compilers of schemas, which compile a schema when it is first used: all of them take a fifth of a second of a
 * start, and few are used in a hub's first seconds.
 */
export function lazyCompilers(): Factories {
  const buildValidator = lazyValidators(buildAjv() as unknown as Factory<Validate>);
  const buildSerializer = lazySerializers(buildStringify() as unknown as Factory<Stringify>);
  return { buildValidator, buildSerializer } as unknown as Factories;
}

function lazyValidators(build: Factory<Validate>): Factory<Validate> {
  return (schemas, options) => {
    const compile = once(() => build(schemas, options));
    return (route) => {
      const compiled = once(() => compile()(route));
      const validate: Validate = (data) => {
        const found = compiled();
        const answer = found(data);
        validate.errors = found.errors;
        return answer;
      };
      return validate;
    };
  };
}

function lazySerializers(build: Factory<Stringify>): Factory<Stringify> {
  return (schemas, options) => {
    const compile = once(() => build(schemas, options));
    return (route) => {
      const compiled = once(() => compile()(route));
      return (data) => compiled()(data);
    };
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
