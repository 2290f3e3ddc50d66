import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

test("the reverse proxy of the guides passes on every interface for riders, screens and bridges", async () => {
  const { paths } = JSON.parse(await readFile("docs/openapi.json", "utf8")) as { paths: Record<string, unknown> };
  const interfaces = new Set(Object.keys(paths).map((path) => /^\/api\/\w+\//.exec(path)?.[0] ?? path));
  // Operators come from inside, or through a tunnel.
  interfaces.delete("/api/operator/");
  expect(interfaces.size).toBeGreaterThan(3);
  const run = await readFile("docs/guides/run.md", "utf8");
  const [, list = ""] = /## The reverse proxy\n\n([\s\S]*?)\n\n/.exec(run) ?? [];
  const [, caddy = ""] = /@public path (.*)/.exec(await readFile("docs/guides/first-cabinet.md", "utf8")) ?? [];
  for (const path of interfaces) {
    expect(list).toContain(`\`${path}\``);
    expect(caddy.split(" ")).toContain(`${path}*`);
  }
});
