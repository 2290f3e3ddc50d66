import { createHash, timingSafeEqual } from "node:crypto";
import { AppError } from "../../platform/app-error.ts";
import { whyWeak } from "../../platform/secret-strength.ts";

/** Who may use the operator's interface; the name stands in the timeline of what was decided. */
export interface Operator {
  readonly name: string;
  readonly token: string;
}

const leastLength = 24;
const shape = /^(?:([a-z][a-z0-9-]{0,31}):)?([^:]{24,})$/;
/** Of a token without a name. */
const usualName = "operator";

/**
 * Reads `name:token` pairs with blanks or line ends between them; a token alone is the operator `operator`.
 * @throws AppError config/invalid, which names all mistakes and never quotes what it could not read
 */
export function readOperators(text: string): Operator[] {
  const { operators, mistakes } = parse(text);
  if (mistakes.length > 0) throw new AppError("config/invalid", `HUB_OPERATOR_TOKEN: ${mistakes.join("; ")}`);
  return operators;
}

/** What is wrong with the text of HUB_OPERATOR_TOKEN. */
export function operatorMistakes(text: string): string[] {
  return parse(text).mistakes;
}

function parse(text: string): { operators: Operator[]; mistakes: string[] } {
  const operators: Operator[] = [];
  const mistakes: string[] = [];
  const entries = text.split(/\s+/).filter((word) => word !== "");
  for (const [index, entry] of entries.entries()) {
    const where = `entry ${index + 1}`;
    const [, name = usualName, token] = shape.exec(entry) ?? [];
    if (token === undefined) {
      mistakes.push(`${where} is no token of at least ${leastLength} characters, without a colon`);
      continue;
    }
    const why = whyWeak(token, leastLength);
    if (why !== undefined)
      mistakes.push(`${where}: the token of ${name} ${why}; \`openssl rand -base64 32\` makes one`);
    if (operators.some((other) => other.name === name)) mistakes.push(`${where}: duplicate operator name ${name}`);
    if (operators.some((other) => other.token === token))
      mistakes.push(`${where}: ${name} has another operator's token`);
    operators.push({ name, token });
  }
  if (entries.length === 0) mistakes.push("it names no operator");
  return { operators, mistakes };
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
