import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { younger } from "./younger-features.ts";

const folder = resolve("dist", "kiosk-ui", "assets");
const built = readdirSync(folder).filter((name) => /\.(js|css|svg)$/.test(name));

test.each(["rider", "kiosk", "workbench"])(
  "the built %s page has a script, a style, and a script for each language",
  (face) => {
    const names = built.map((name) => name.replace(/-[\w-]{8}\./, "."));
    const wanted = [`${face}.js`, `${face}.css`, "words-chinese.js", "words-english.js"];
    expect(names).toEqual(expect.arrayContaining(wanted));
  },
);

test("the rider's page names the words of each language, which a browser loads with the script", () => {
  const html = readFileSync(resolve("dist", "kiosk-ui", "rider", "index.html"), "utf8");
  const links = [
    ...html.matchAll(/<link rel="modulepreload"[^>]* href="\/assets\/([\w-]+?)-[\w-]{8}\.js" data-language="(\w+)"/g),
  ];
  const named = links.map(([, chunk, language]) => `${language} ${chunk}`);
  expect(named).toEqual(expect.arrayContaining(["zh words-chinese", "en words-english"]));
});

test.each(built)("%s is there compressed too, and says the same", (name) => {
  const plain = readFileSync(join(folder, name));
  expect(brotliDecompressSync(readFileSync(join(folder, `${name}.br`))).equals(plain)).toBe(true);
  expect(gunzipSync(readFileSync(join(folder, `${name}.gz`))).equals(plain)).toBe(true);
});

test.each(built.filter((name) => !name.endsWith(".svg")))(
  "%s holds nothing that Chrome 69 and iOS 12 don't know",
  (name) => {
    expect(younger(readFileSync(join(folder, name), "utf8"), name.endsWith(".css") ? "css" : "js")).toEqual([]);
  },
);

test("what Chrome 69 and iOS 12 don't know is found", () => {
  expect(younger("a?.b; a ?? b; x.replaceAll('a', 'b'); [].flat(); async () => { await 1 }", "js")).toEqual([
    "optional chaining",
    "nullish coalescing",
    "replaceAll",
    "flat",
  ]);
  const css = ".a{display:flex;gap:4px}.b{inset:0}.c{aspect-ratio:1}.d:is(.e){color:red}.f{width:min(1px,2px)}";
  expect(younger(css, "css")).toEqual(["gap", "inset", "aspect-ratio", ":is", "min()"]);
});
