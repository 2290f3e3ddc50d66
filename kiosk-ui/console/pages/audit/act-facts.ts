/** One fact of an act: its name in the data, and its value as text. */
export interface Fact {
  readonly name: string;
  readonly text: string;
}

/** The data of an act as facts that can be read: nested ones by their path, `details.name`; what is not there is left out. */
export function actFacts(data: Readonly<Record<string, unknown>>, path = ""): Fact[] {
  return Object.entries(data).flatMap(([key, value]) => {
    const name = path === "" ? key : `${path}.${key}`;
    if (name === "what" || value === undefined || value === null) return [];
    if (Array.isArray(value)) return value.length === 0 ? [] : [{ name, text: value.map(textOf).join(", ") }];
    if (typeof value === "object") return actFacts(value as Record<string, unknown>, name);
    return [{ name, text: textOf(value) }];
  });
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
