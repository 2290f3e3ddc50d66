import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { slotCodeTable } from "../../../server/qr/slot-code-table.ts";
import { type LiveCode, SlotCodes } from "../../../server/qr/slot-codes.ts";
import { openSqliteStore } from "../../../server/store/sqlite/open-sqlite.ts";
import type { Store } from "../../../server/store/store.ts";
import { storeWith } from "../../support/store-with.ts";

let folder: string;
let store: Store;
let now: number;
let drawn: number;
let lookUps: number;
let codes: SlotCodes;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "slot-codes-"));
  store = await openSqliteStore(folder, [slotCodeTable]);
  now = 1_700_000_000_000;
  drawn = 0;
  codes = codesOf("the hub's secret");
  lookUps = 0;
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

function codesOf(hubSecret: string): SlotCodes {
  return new SlotCodes({
    store: storeWith(store, {
      transact: (work) => {
        lookUps += 1;
        return store.transact(work);
      },
    }),
    clock: { now: () => now, monotonic: () => now, after: () => () => {} },
    hubSecret,
    randomBytes: (count) => Buffer.alloc(count, ++drawn),
  });
}

/** What a scanned code stands for. */
async function verify(text: string, of = codes) {
  const id = of.idOf(text);
  lookUps += 1;
  return store.transact((tx) => of.codeIn(tx, id));
}

function swapped(text: string, at: number): string {
  return text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1);
}

test("a code names its cabinet and its slot", async () => {
  const { text } = await codes.issue("shop-1", 3);
  expect(await verify(text)).toMatchObject({ cabinetId: "shop-1", slot: 3, text });
});

test("a code has always the same short shape and holds nothing of cabinet and slot", async () => {
  const texts = [];
  for (const [cabinetId, slot] of [
    ["shop-1", 1],
    ["a-cabinet-with-a-longer-id", 96],
  ] as const) {
    texts.push((await codes.issue(cabinetId, slot)).text);
  }
  drawn = 0;
  texts.push((await codes.issue("shop-2", 7)).text);
  for (const text of texts) expect(text).toMatch(/^[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]{16}$/);
  expect(texts[2]).toBe(texts[0]);
});

test("a code with any other character is not ours, and nothing is looked up for it", async () => {
  const { text } = await codes.issue("shop-1", 3);
  await codes.issue("shop-1", 4);
  lookUps = 0;
  for (let at = 0; at < text.length; at++) {
    await expect(verify(swapped(text, at))).rejects.toMatchObject({ code: "code/unknown" });
  }
  expect(lookUps).toBe(0);
});

test.each(["", ".", "AAAAAAAAAAAAAAAA.", "AAAAAAAAAAAAAAAA", "shop-1.3", `${"A".repeat(16)}.${"A".repeat(17)}`])(
  "what has not the shape of a code is not ours: %j",
  async (text) => {
    await expect(verify(text)).rejects.toMatchObject({ code: "code/unknown" });
    expect(lookUps).toBe(0);
  },
);

test("the mac of one code does not fit another one", async () => {
  const [one, other] = [await codes.issue("shop-1", 1), await codes.issue("shop-1", 2)];
  const mixed = `${one.id}.${other.text.split(".")[1]}`;
  await expect(verify(mixed)).rejects.toMatchObject({ code: "code/unknown" });
});

test("another hub's code is not ours", async () => {
  const { text } = await codesOf("another hub's secret").issue("shop-1", 3);
  await expect(verify(text)).rejects.toMatchObject({ code: "code/unknown" });
});

test("a genuine code that is not in the store is not known", async () => {
  const { id, text } = await codes.issue("shop-1", 3);
  await store.transact((tx) => tx.delete(slotCodeTable, id));
  await expect(verify(text)).rejects.toMatchObject({ code: "code/unknown" });
});

test("a revoked code is refused and leaves the list", async () => {
  const [kept, voided] = [await codes.issue("shop-1", 3), await codes.issue("shop-1", 4)];
  await codes.revoke(voided.id);
  await expect(verify(voided.text)).rejects.toMatchObject({ code: "code/revoked" });
  expect(await codes.list("shop-1")).toEqual([kept]);
});

test("the time of the first revocation stays", async () => {
  const { id } = await codes.issue("shop-1", 3);
  await codes.revoke(id);
  now += 1000;
  await codes.revoke(id);
  expect(await store.transact((tx) => tx.get(slotCodeTable, id))).toMatchObject({ revokedAt: now - 1000 });
});

test("a code that was never issued can't be revoked", async () => {
  await expect(codes.revoke("AAAAAAAAAAAAAAAA")).rejects.toMatchObject({ code: "code/unknown" });
});

test("a new code leaves the slot's old one valid", async () => {
  const old = await codes.issue("shop-1", 3);
  await codes.issue("shop-1", 3);
  expect(await verify(old.text)).toMatchObject({ cabinetId: "shop-1", slot: 3 });
});

test("a replacement voids all codes of the slot and of no other one", async () => {
  const old = [await codes.issue("shop-1", 3), await codes.issue("shop-1", 3)];
  const others = [await codes.issue("shop-1", 4), await codes.issue("shop-2", 3)];
  const { code: fresh } = await store.transact((tx) => codes.replaceIn(tx, "shop-1", 3));
  for (const { text } of old) await expect(verify(text)).rejects.toMatchObject({ code: "code/revoked" });
  for (const { text } of [fresh, ...others]) await verify(text);
});

test("codes are listed by slot and then by age", async () => {
  const issued: LiveCode[] = [];
  // Ids fall, so that the order of the keys is not that of the list.
  for (const slot of [2, 1, 2]) {
    now += 1000;
    drawn = 200 - issued.length * 10;
    issued.push(await codes.issue("shop-1", slot));
  }
  await codes.issue("shop-2", 1);
  expect(await codes.list("shop-1")).toEqual([issued[1], issued[0], issued[2]]);
});
