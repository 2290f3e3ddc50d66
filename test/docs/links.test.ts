import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { trackedFiles } from "../../scripts/mutation-copy.ts";

/** As GitHub makes them of headings. */
function anchorsOf(markdown: string): ReadonlySet<string> {
  const headings = Array.from(markdown.matchAll(/^#+ (.+)$/gm), ([, text = ""]) => text);
  const slug = (text: string) =>
    text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-");
  return new Set(headings.map(slug));
}

test("every link between the documents leads to a file and a heading that exist", async () => {
  const pages = (await trackedFiles(".")).filter((path) => path.endsWith(".md") && existsSync(path));
  const broken: string[] = [];
  for (const page of pages) {
    const text = await readFile(page, "utf8");
    for (const [, target = ""] of text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
      const [path = "", anchor] = target.split("#");
      const file = path === "" ? page : join(dirname(page), path);
      const exists = existsSync(file) && (anchor === undefined || anchorsOf(await readFile(file, "utf8")).has(anchor));
      if (!exists) broken.push(`${page}: ${target}`);
    }
  }
  expect(pages.length).toBeGreaterThan(20);
  expect(broken).toEqual([]);
});
