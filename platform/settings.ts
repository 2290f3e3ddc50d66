import { createHash } from "node:crypto";
import { Type } from "typebox";
import { Value } from "typebox/value";
import { AppError } from "./app-error.ts";
import { whyWeak } from "./secret-strength.ts";

/** What is wrong with the text of a setting beyond its schema: one entry each, none of which quotes the text. */
export type Mistakes = (text: string) => readonly string[];

/** Marks a setting whose value is never printed. */
export const Secret = (options: { minLength: number; description: string; mistakes?: Mistakes }) =>
  Type.String({ ...options, secret: true });

/** A secret that was drawn at random, or should have been: one that can be guessed is refused. */
export const DrawnSecret = ({ minLength, description }: { minLength: number; description: string }) =>
  Secret({
    minLength,
    description,
    mistakes(text) {
      const why = whyWeak(text, minLength);
      return why === undefined ? [] : [`${why}; \`openssl rand -base64 32\` makes one`];
    },
  });

export interface Environment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readFile(path: string): string;
}

/**
 * Reads the settings of one process from its environment: `httpPort` of the schema is `<prefix>HTTP_PORT`, and
 * `<prefix>HTTP_PORT_FILE` names a file that holds it. An empty variable counts as not set, as compose files write it.
 * Unknown variables with the prefix are mistakes too.
 * @param moreMistakes what is wrong with the settings together; wrong and missing ones may be among them
 * @throws AppError config/invalid, which lists all mistakes at once
 */
export function readSettings<Schema extends Type.TObject>(
  prefix: string,
  schema: Schema,
  environment: Environment,
  moreMistakes: (settings: Readonly<Record<string, unknown>>) => readonly string[] = () => [],
): Type.Static<Schema> {
  const mistakes: string[] = [];
  const known = new Set<string>();
  const settings: Record<string, unknown> = {};
  for (const [key, property] of Object.entries(schema.properties)) {
    const name = variableOf(prefix, key);
    known.add(name).add(`${name}_FILE`);
    const read = readText(name, environment);
    if ("mistake" in read) mistakes.push(read.mistake);
    else if (read.text !== undefined) settings[key] = convertText(property, read.text);
    else if ("default" in property) settings[key] = property.default;
    else if (schema.required?.includes(key)) mistakes.push(`${name}: missing (${describe(property)})`);
    if (settings[key] !== undefined) mistakes.push(...mistakesOf(name, property, settings[key]));
  }
  for (const variable of Object.keys(environment.variables)) {
    if (variable.startsWith(prefix) && !known.has(variable)) mistakes.push(`${variable}: no such setting`);
  }
  mistakes.push(...moreMistakes(settings));
  if (mistakes.length > 0)
    throw new AppError("config/invalid", `the settings are not valid:\n  ${mistakes.join("\n  ")}`);
  return settings as Type.Static<Schema>;
}

/** The settings as they may be printed: secrets hidden, certificates and other long texts by their fingerprint. */
export function printable(schema: Type.TObject, settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [
      key,
      isSecret(schema.properties[key]) ? "(hidden)" : inOneLine(value),
    ]),
  );
}

/** Whoever reads a log wants to see whether it is the same text as before, not the text. */
function inOneLine(value: unknown): unknown {
  if (typeof value !== "string" || value.length <= longestPrinted) return value;
  const fingerprint = createHash("sha256").update(value).digest("hex").slice(0, 16);
  return `${value.length} characters, SHA-256 ${fingerprint}…`;
}

const longestPrinted = 80;

/**
 * Reads the text of one setting again while the program runs: what its file holds now, or what its variable held at the
 * start.
 * @throws AppError config/invalid where the file can't be read
 */
export function readAgain(prefix: string, key: string, environment: Environment): string | undefined {
  const read = readText(variableOf(prefix, key), environment);
  if ("mistake" in read) throw new AppError("config/invalid", read.mistake);
  return read.text;
}

/** The text of a setting, from its variable or from the file that `<name>_FILE` names; undefined where neither is set. */
function readText(name: string, environment: Environment): { text?: string } | { mistake: string } {
  const text = environment.variables[name];
  const path = environment.variables[`${name}_FILE`];
  if (!path) return text ? { text } : {};
  if (text) return { mistake: `${name}: given twice, also as ${name}_FILE` };
  try {
    const content = environment.readFile(path).trimEnd();
    return content ? { text: content } : { mistake: `${name}_FILE: ${path} is empty` };
  } catch (error) {
    return { mistake: `${name}_FILE: ${error instanceof Error ? error.message : "can't be read"}` };
  }
}

/**
 * A number or truth value where the schema wants one and the text is one; the text itself otherwise, which the schema then
 * refuses. (TypeBox's own conversion would cut "1.5" down to 1 and read "" as 0.)
 */
export function convertText(property: object, text: string): unknown {
  const type = "type" in property ? property.type : undefined;
  if ((type === "integer" || type === "number") && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (type === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}

/** Never quotes the value: it may be a secret. */
function whyNot(property: Type.TSchema, value: unknown): string {
  const errors = Value.Errors(property, value);
  const choices = errors.flatMap((error) => (error.keyword === "const" ? [String(error.params.allowedValue)] : []));
  if (choices.length > 0) return `must be ${choices.join(" or ")}`;
  return errors.map(({ message }) => message).join(", ");
}

/** What is wrong with the value of one setting. @param name what a person calls it: its variable */
export function mistakesOf(name: string, property: Type.TSchema, value: unknown): readonly string[] {
  if (!Value.Check(property, value)) return [`${name}: ${whyNot(property, value)} (${describe(property)})`];
  if (typeof value !== "string" || !("mistakes" in property)) return [];
  return (property.mistakes as Mistakes)(value).map((mistake) => `${name}: ${mistake}`);
}

/** The environment variable of a setting: `httpPort` is `HUB_HTTP_PORT`. */
export function variableOf(prefix: string, key: string): string {
  return prefix + key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

function describe(property: object): string {
  return "description" in property ? String(property.description) : "see the documentation";
}

export function isSecret(property: object | undefined): boolean {
  return property !== undefined && "secret" in property;
}
