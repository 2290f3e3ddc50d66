import type { Type } from "typebox";
import { isSecret, variableOf } from "../platform/settings.ts";

/** The settings of one program, in Markdown: what can be set, to what, and what holds where it is not. */
export function settingsTable(prefix: string, schema: Type.TObject): string {
  const rows = Object.entries(schema.properties).map(([key, property]) => {
    const { description, default: usual } = property as { description?: string; default?: unknown };
    const standard = schema.required?.includes(key) && usual === undefined ? "required" : inCode(usual);
    const secret = isSecret(property) ? " (secret)" : "";
    return `| \`${variableOf(prefix, key)}\` | ${standard} | ${description ?? ""}${secret} |`;
  });
  return ["| variable | default | what it is |", "| --- | --- | --- |", ...rows].join("\n");
}

function inCode(value: unknown): string {
  if (value === undefined) return "";
  return `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}
