import { Type } from "typebox";
import { Value } from "typebox/value";
import { AppError } from "./app-error.ts";

/** Marks a setting whose value is never printed and which may stand in a file (`<NAME>_FILE`). */
export const Secret = (options: { minLength: number; description: string }) =>
  Type.String({ ...options, secret: true });

export interface Environment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readFile(path: string): string;
}

/**
 * Reads the settings of one process from its environment: `httpPort` of the schema is `<prefix>HTTP_PORT`, and
 * `<prefix>HTTP_PORT_FILE` names a file that holds it. Unknown variables with the prefix are mistakes too.
 * @throws AppError config/invalid, which lists all mistakes at once
 */
export function readConfig<Schema extends Type.TObject>(
  prefix: string,
  schema: Schema,
  environment: Environment,
): Type.Static<Schema> {
  const mistakes: string[] = [];
  const given: Record<string, string> = {};
  for (const [variable, text] of Object.entries(environment.variables)) {
    if (!variable.startsWith(prefix) || text === undefined) continue;
    const fromFile = variable.endsWith("_FILE");
    const name = fromFile ? variable.slice(0, -"_FILE".length) : variable;
    const key = Object.keys(schema.properties).find((known) => variableOf(prefix, known) === name);
    if (key === undefined) mistakes.push(`${variable}: no such setting`);
    else if (key in given) mistakes.push(`${name}: given twice, also as ${name}_FILE`);
    else given[key] = fromFile ? readSecret(environment, variable, text, mistakes) : text;
  }
  const config = Value.Default(schema, Value.Convert(schema, given)) as Record<string, unknown>;
  for (const [key, property] of Object.entries(schema.properties)) {
    const name = variableOf(prefix, key);
    if (config[key] === undefined) {
      if (schema.required?.includes(key)) mistakes.push(`${name}: missing (${describe(property)})`);
    } else if (!Value.Check(property, config[key])) {
      const [first] = Value.Errors(property, config[key]);
      mistakes.push(`${name}: ${first?.message ?? "not valid"} (${describe(property)})`);
    }
  }
  if (mistakes.length > 0)
    throw new AppError("config/invalid", `the settings are not valid:\n  ${mistakes.join("\n  ")}`);
  return config as Type.Static<Schema>;
}

/** The settings as they may be printed: secrets hidden. */
export function printable(schema: Type.TObject, config: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, isSecret(schema.properties[key]) ? "(hidden)" : value]),
  );
}

function readSecret(environment: Environment, variable: string, path: string, mistakes: string[]): string {
  try {
    return environment.readFile(path).trimEnd();
  } catch (error) {
    mistakes.push(`${variable}: ${error instanceof Error ? error.message : "can't be read"}`);
    return "";
  }
}

function variableOf(prefix: string, key: string): string {
  return prefix + key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

function describe(property: object): string {
  return "description" in property ? String(property.description) : "see the documentation";
}

function isSecret(property: object | undefined): boolean {
  return property !== undefined && "secret" in property;
}
