import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, test } from "vitest";

const folder = resolve("dist", "kiosk-ui", "rider");
const built = readdirSync(folder).filter((name) => /\.(js|css|svg)$/.test(name));

test("the built page has a script and a style", () => {
  expect(built.map((name) => name.replace(/-.*\./, "."))).toEqual(expect.arrayContaining(["index.js", "index.css"]));
});

test.each(built)("%s is there compressed too, and says the same", (name) => {
  const plain = readFileSync(join(folder, name));
  expect(brotliDecompressSync(readFileSync(join(folder, `${name}.br`))).equals(plain)).toBe(true);
  expect(gunzipSync(readFileSync(join(folder, `${name}.gz`))).equals(plain)).toBe(true);
});
