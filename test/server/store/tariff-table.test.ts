import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fen } from "../../../server/rental/money.ts";
import type { Tariff } from "../../../server/rental/tariff.ts";
import { AuditLog } from "../../../server/store/audit-table.ts";
import { keepTariffsIn, tariffTable } from "../../../server/store/tariff-table.ts";
import { HubFixture } from "../../support/hub-fixture.ts";
import { start, tariff } from "../rental/examples.ts";

let fixture: HubFixture;

beforeEach(async () => {
  fixture = await HubFixture.open();
});

afterEach(() => fixture.close());

const named = (version: string): Tariff => ({ ...tariff, version });
const keep = (tariffs: Tariff[], now = start) => {
  const audit = new AuditLog(fixture.clock, () => "x");
  const who = { actor: "command", reason: "new prices" } as const;
  return fixture.store.transact((tx) => keepTariffsIn(tx, tariffs, now, audit, who));
};
/** Without that of the price list in force. */
const kept = async () => {
  const rows = await fixture.store.transact((tx) => tx.all(tariffTable));
  return rows.filter(({ version }) => version !== tariff.version);
};

describe("a version of a tariff", () => {
  it("is kept from the first list that had it on, also when no plan uses it any more", async () => {
    await keep([named("a"), named("b"), named("a")]);
    await keep([named("b"), named("c")], start + 1);
    expect(await kept()).toEqual([
      { version: "a", tariff: named("a"), firstSeenAt: start },
      { version: "b", tariff: named("b"), firstSeenAt: start },
      { version: "c", tariff: named("c"), firstSeenAt: start + 1 },
    ]);
  });

  it("that says something else now is refused, all of them are named, and nothing is kept", async () => {
    await keep([named("a"), named("b"), named("c")]);
    const dearer = (version: string) => ({ ...named(version), pricePerUnit: fen(400) });
    await expect(keep([named("d"), dearer("a"), named("b"), dearer("c")])).rejects.toMatchObject({
      code: "tariff/changed",
      message: expect.stringMatching(/a, c\. Give them new versions/) as string,
    });
    expect((await kept()).map(({ version }) => version)).toEqual(["a", "b", "c"]);
  });

  it("that was kept before a field was invented has that field's usual value", async () => {
    const { goodsName: _, graceMinutes: __, ...old } = named("a");
    const row = { version: "a", tariff: old as Tariff, firstSeenAt: start };
    await fixture.store.transact((tx) => tx.put(tariffTable, row));
    await keep([named("a")]);
    await expect(keep([{ ...named("a"), graceMinutes: 3 }])).rejects.toMatchObject({ code: "tariff/changed" });
    expect(await kept()).toEqual([row]);
  });

  it("claims nothing, is found by its name only and is never due", async () => {
    await keep([named("a")]);
    const [row] = await kept();
    if (!row) throw new Error("nothing is kept");
    expect([tariffTable.unique(row), tariffTable.index(row), tariffTable.dueAt(row)]).toEqual([[], [], undefined]);
  });
});
