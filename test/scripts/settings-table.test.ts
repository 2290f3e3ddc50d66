import { Type } from "typebox";
import { expect, test } from "vitest";
import { Secret } from "../../platform/settings.ts";
import { settingsTable } from "../../scripts/settings-table.ts";

test("a settings table names each variable, its default, and whether it is secret", () => {
  const schema = Type.Object({
    httpPort: Type.Integer({ default: 8080, description: "port of the pages" }),
    secret: Secret({ minLength: 16, description: "master secret" }),
    share: Type.Optional(Type.Number({ description: "part of the money" })),
  });
  expect(settingsTable("HUB_", schema).split("\n").slice(2)).toEqual([
    "| `HUB_HTTP_PORT` | `8080` | port of the pages |",
    "| `HUB_SECRET` | required | master secret (secret) |",
    "| `HUB_SHARE` |  | part of the money |",
  ]);
});
