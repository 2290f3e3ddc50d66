import { expect, test } from "vitest";
import { generateDocs, staleDocs } from "../../scripts/generated-docs.ts";

test("the committed documents are as the code makes them", async () => {
  expect(await staleDocs(".", await generateDocs(".")), "run scripts/generate-docs.ts").toEqual([]);
});
