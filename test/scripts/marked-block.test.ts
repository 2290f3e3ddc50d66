import { expect, test } from "vitest";
import { replaceBlock } from "../../scripts/marked-block.ts";

const page = "# Page\n<!-- a -->\nold\n<!-- /a -->\nbetween\n<!-- b --><!-- /b -->\nend\n";

test("only what stands between the markers is replaced", () => {
  const replaced = "# Page\n<!-- a -->\nnew $& text\n<!-- /a -->\nbetween\n<!-- b --><!-- /b -->\nend\n";
  expect(replaceBlock(page, "a", "new $& text")).toBe(replaced);
});

test("what was replaced can be replaced again", () => {
  expect(replaceBlock(replaceBlock(page, "b", "one"), "b", "two")).toBe(replaceBlock(page, "b", "two"));
});

test.each([
  ["no block", "# Page\n"],
  ["a block without an end", "<!-- c -->\n"],
  ["a block that ends before it begins", "<!-- /c --><!-- c -->\n"],
  ["the block twice", "<!-- c --><!-- /c --><!-- c --><!-- /c -->"],
  ["two ends", "<!-- c --><!-- /c --><!-- /c -->"],
])("a page with %s is refused", (_what, text) => {
  expect(() => replaceBlock(text, "c", "content")).toThrow("<!-- c -->");
});
