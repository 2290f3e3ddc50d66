import { createHash, timingSafeEqual } from "node:crypto";
import { AppError } from "../../platform/app-error.ts";

/** Who may use the operator's interface; the name stands in the timeline of what was decided. */
export interface Operator {
  readonly name: string;
  readonly token: string;
}

const shape = /^(?:([a-z][a-z0-9-]{0,31}):)?([^:]{24,})$/;
/** Of a token without a name. */
const usualName = "operator";

/**
 * Reads `name:token` pairs with blanks or line ends between them; a token alone is the operator `operator`.
 * @throws AppError config/invalid, which never quotes what it could not read
 */
export function readOperators(text: string): Operator[] {
  const operators = text
    .split(/\s+/)
    .filter((word) => word !== "")
    .map((word, index) => {
      const [, name = usualName, token] = shape.exec(word) ?? [];
      if (token === undefined)
        throw mistake(`entry ${index + 1} is no token of at least 24 characters, without a colon`);
      return { name, token };
    });
  if (operators.length === 0) throw mistake("there is none");
  for (const [index, { name, token }] of operators.entries()) {
    const earlier = operators.slice(0, index);
    if (earlier.some((other) => other.name === name)) throw mistake(`${name} stands there twice`);
    if (earlier.some((other) => other.token === token)) throw mistake(`${name} has somebody else's token`);
  }
  return operators;
}

/** The operator whose token a request shows. @throws AppError operator/not-known */
export function operatorOf(operators: readonly Operator[], authorization = ""): Operator {
  const given = digest(/^Bearer (.+)$/.exec(authorization)?.[1] ?? "");
  // All are compared, so that the time tells nothing.
  const [known] = operators.filter(({ token }) => timingSafeEqual(given, digest(token)));
  if (!known) throw new AppError("operator/not-known");
  return known;
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function mistake(what: string): AppError {
  return new AppError("config/invalid", `HUB_OPERATOR_TOKEN: ${what}`);
}
