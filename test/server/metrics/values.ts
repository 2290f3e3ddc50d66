import type { Registry } from "prom-client";

/** The samples of a registry as they are written, `name{label="value"} 1`, but those of zero and of process metrics. */
export async function samples(registry: Registry): Promise<Record<string, number>> {
  const lines = (await registry.metrics()).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const entries = lines.map((line): [string, number] => {
    const [, name = "", value = ""] = /^(.*) (\S+)$/.exec(line) ?? [];
    return [name, Number(value)];
  });
  return Object.fromEntries(entries.filter(([name, value]) => value !== 0 && !name.includes("_bucket")));
}
