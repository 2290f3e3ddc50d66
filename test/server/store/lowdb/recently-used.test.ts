import { expect, test } from "vitest";
import { RecentlyUsed } from "../../../../server/store/lowdb/recently-used.ts";

test("the values used last are kept, the others are loaded again", async () => {
  const values = new RecentlyUsed<string, object>(2);
  const loaded: string[] = [];
  const use = (key: string) =>
    values.get(key, async () => {
      loaded.push(key);
      return {};
    });
  for (const key of ["a", "b", "a", "c", "a", "b"]) await use(key);
  expect(loaded).toEqual(["a", "b", "c", "b"]);
});
