import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { version } from "../../platform/version.ts";

test("the programs name the version of package.json", () => {
  expect(JSON.parse(readFileSync("package.json", "utf8"))).toMatchObject({ version });
});
