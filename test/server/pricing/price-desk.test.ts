import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { priceListsIn } from "../../../server/pricing/price-list-table.ts";
import { isSamePlans } from "../../../server/pricing/publish.ts";
import { fen } from "../../../server/rental/money.ts";
import { cabinetTable } from "../../../server/store/cabinet-table.ts";
import { tariffTable } from "../../../server/store/tariff-table.ts";
import { day, hour, tariff } from "../rental/examples.ts";
import { lin, PriceBooth, stranger, wei } from "./price-booth.ts";

let booth: PriceBooth;
beforeEach(async () => {
  booth = await PriceBooth.open();
});
afterEach(() => booth.close());

const lists = () => booth.store.transact((tx) => priceListsIn(tx, 50));
const acts = async () => (await booth.acts()).map(({ act }) => act.what);
const refused = (code: string) => ({ code: `prices/${code}` });

describe("a draft of prices", () => {
  it("is kept with its mistakes, and changes nothing for riders", async () => {
    const wrong = booth.plan("a", { dailyCap: fen(10_000) });
    expect(await booth.draft([wrong])).toMatchObject({ id: "winter", purpose: lin.reason, revision: 1, basedOn: 0 });
    expect((await booth.desk.check([wrong])).mistakes).toMatchObject([{ plan: 0, code: "daily-cap-above-total" }]);
    expect(await booth.versions()).toEqual([]);
    await expect(booth.desk.publish("winter", { revision: 1 }, lin)).rejects.toMatchObject({
      ...refused("has-mistakes"),
      detail: expect.stringContaining("tariff a: The cap for 24 hours") as string,
    });
  });

  it("is saved only over the revision that its editor has seen", async () => {
    const plans = [booth.plan("a")];
    await booth.draft(plans);
    await expect(booth.draft(plans)).rejects.toMatchObject(refused("outdated"));
    expect(await booth.desk.save("winter", { plans, basedOn: 0, revision: 1 }, wei)).toMatchObject({ revision: 2 });
    await expect(booth.desk.publish("winter", { revision: 1 }, lin)).rejects.toMatchObject(refused("outdated"));
  });

  it("is published only over the price list that its editor has seen", async () => {
    await booth.draft([booth.plan("late")], 0, "late");
    await booth.publish([booth.plan("a")]);
    await expect(booth.desk.publish("late", { revision: 1 }, lin)).rejects.toMatchObject(refused("outdated"));
  });

  it("is thrown away for good", async () => {
    await booth.draft([booth.plan("a")]);
    await booth.desk.remove("winter", lin);
    await expect(booth.desk.remove("winter", lin)).rejects.toMatchObject(refused("draft-unknown"));
    expect(await acts()).toEqual(["price-draft-saved", "price-draft-removed"]);
  });
});

describe("the check of prices", () => {
  const mistakes = async (...plans: Parameters<PriceBooth["draft"]>[0]) =>
    (await booth.desk.check(plans)).mistakes.map(({ code, plan, field }) => [code, plan, field]);

  it("names an item kind that nobody has described", async () => {
    expect(await mistakes(booth.plan("a", {}, { itemKind: "bike" }))).toEqual([["item-kind-unknown", 0, "itemKind"]]);
  });

  it("names a version that was published with other content", async () => {
    await booth.publish([booth.plan("a"), booth.plan("b", {}, { itemKind: "umbrella" })]);
    const dear = booth.plan("b", { pricePerUnit: fen(400) }, { itemKind: "umbrella" });
    expect(await mistakes(booth.plan("a"), dear)).toEqual([["version-published", 1, "version"]]);
  });

  it("names what the credit provider would refuse, once for each tariff", async () => {
    booth.refused = [{ items: 4, why: "too much" }];
    expect(await mistakes(booth.plan("a"), booth.plan("a", {}, { itemKind: "umbrella" }))).toEqual([
      ["provider-refuses", 0, "version"],
    ]);
    expect(await mistakes(booth.plan("a", { totalCap: fen(0) }))).not.toContainEqual([
      "provider-refuses",
      0,
      "version",
    ]);
  });

  it("names a time that does not exist, and all mistakes in the order of the plans", async () => {
    const leap = "2016-12-31T23:59:60Z";
    expect(
      await mistakes(
        booth.plan("a", {}, { validUntil: leap, itemKind: "bike" }),
        booth.plan("b", { goodsName: " " }, { validFrom: leap }),
      ),
    ).toEqual([
      ["time-unreadable", 0, "validUntil"],
      ["item-kind-unknown", 0, "itemKind"],
      ["time-unreadable", 1, "validFrom"],
      ["goods-name-blank", 1, "goodsName"],
    ]);
  });

  it("remarks on cabinets that are not registered, cabinets without a price and a list that comes later", async () => {
    const at = booth.clock.now() + day;
    await booth.publish([booth.plan("a")], 0, at);
    const shop = { cabinetId: "shop-1", name: "咖啡馆", address: "人民路1号", slots: 8, keyGeneration: 1 };
    const closed = { ...shop, cabinetId: "shop-2", disabled: { at: 1, actor: "operator/lin", reason: "broken" } };
    await booth.store.transact(async (tx) => {
      for (const row of [shop, closed]) await tx.put(cabinetTable, row);
    });
    const { remarks, uses } = await booth.desk.check([booth.plan("b", {}, { cabinets: ["shop-9"] })]);
    expect(uses).toEqual([0]);
    expect(remarks).toEqual([
      { code: "cabinets-unknown", cabinets: ["shop-9"] },
      { code: "cabinets-without-price", cabinets: ["shop-1"] },
      { code: "replaced-later", number: 1, effectiveAt: at },
    ]);
    expect(await booth.desk.check([booth.plan("b")], at + 1)).toMatchObject({ remarks: [], uses: [1] });
  });
});

describe("a price list", () => {
  it("takes effect immediately, and keeps who published it, when and why", async () => {
    const now = booth.clock.now();
    await booth.publish([booth.plan("a")]);
    expect(await booth.versions()).toEqual(["a"]);
    expect(await lists()).toEqual([
      {
        number: 1,
        plans: [{ tariff: "a", itemKind: "power-bank" }],
        effectiveAt: now,
        publishedAt: now,
        publishedBy: "operator/lin",
        reason: lin.reason,
      },
    ]);
    expect(await acts()).toEqual(["price-draft-saved", "tariff-published", "prices-published"]);
  });

  it("takes effect at the millisecond that its publisher named", async () => {
    const at = booth.clock.now() + hour;
    await booth.publish([booth.plan("a")]);
    await booth.publish([booth.plan("b")], 1, at);
    expect(await Promise.all([at - 1, at].map((time) => booth.versions(time)))).toEqual([["a"], ["b"]]);
  });

  it("stays in force when the clock is set back", async () => {
    await booth.publish([booth.plan("a")]);
    expect(await booth.versions(0)).toEqual(["a"]);
  });

  it("that is published meanwhile gives way to one that was planned before", async () => {
    const at = booth.clock.now() + hour;
    await booth.publish([booth.plan("a")], 0, at);
    await booth.publish([booth.plan("b")], 1);
    expect(await Promise.all([at - 1, at].map((time) => booth.versions(time)))).toEqual([["b"], ["a"]]);
    await booth.clock.pass(2 * hour);
    await booth.publish([booth.plan("c")], 2);
    expect(await booth.versions()).toEqual(["c"]);
  });

  it("counts before another one of the same date that was published earlier", async () => {
    const at = booth.clock.now() + hour;
    await booth.publish([booth.plan("a")], 0, at);
    await booth.publish([booth.plan("b")], 1, at);
    expect(await booth.versions(at)).toEqual(["b"]);
  });

  it("can't take effect in the past, can't say what is in force already, and no more than five can wait", async () => {
    await booth.draft([booth.plan("a")]);
    const publish = (effectiveAt?: number) => booth.desk.publish("winter", { revision: 1, effectiveAt }, lin);
    await expect(publish(booth.clock.now() - 1)).rejects.toMatchObject(refused("date-passed"));
    await publish();
    await booth.draft([booth.plan("a")], 1);
    await expect(publish()).rejects.toMatchObject(refused("unchanged"));
    await booth.desk.remove("winter", lin);
    const at = booth.clock.now() + hour;
    for (const number of [1, 2, 3, 4, 5]) await booth.publish([booth.plan(`p${number}`)], number, at + number);
    await expect(booth.publish([booth.plan("p6")], 6, at)).rejects.toMatchObject(refused("too-many-planned"));
    await booth.desk.publish("winter", { revision: 1 }, lin);
    expect(await booth.versions()).toEqual(["p6"]);
  });

  it("can be withdrawn until it takes effect, and is not forgotten", async () => {
    const at = booth.clock.now() + hour;
    await booth.publish([booth.plan("a")]);
    await booth.publish([booth.plan("b")], 1, at);
    await booth.desk.withdraw(2, wei);
    await booth.desk.withdraw(2, lin);
    expect(await booth.versions(at)).toEqual(["a"]);
    expect(await lists()).toMatchObject([{ number: 2, withdrawn: { by: "operator/wei", reason: "agreed" } }, {}]);
    expect((await acts()).filter((what) => what === "prices-withdrawn")).toHaveLength(1);
    await expect(booth.desk.withdraw(1, lin)).rejects.toMatchObject(refused("in-effect"));
    await expect(booth.desk.withdraw(9, lin)).rejects.toMatchObject(refused("list-unknown"));
  });

  it("keeps each version of a tariff as it was first published", async () => {
    await booth.publish([booth.plan("a")]);
    await booth.publish([booth.plan("a"), booth.plan("b", {}, { itemKind: "umbrella" })], 1);
    const kept = await booth.store.transact((tx) => tx.all(tariffTable));
    expect(kept.map(({ version }) => version)).toEqual(["a", "b"]);
  });
});

describe("where another admin has to confirm prices", () => {
  beforeEach(async () => {
    await booth.desk.setNeedsAnother(true, wei);
    await booth.draft([booth.plan("a")]);
  });
  const propose = (effectiveAt?: number) => booth.desk.publish("winter", { revision: 1, effectiveAt }, lin);

  it("a published draft waits, and nobody changes it meanwhile", async () => {
    expect(await propose()).toMatchObject({ proposed: { proposal: { by: "operator/lin", reason: lin.reason } } });
    expect(await booth.versions()).toEqual([]);
    const content = { plans: [booth.plan("b")], basedOn: 0, revision: 1 };
    await expect(booth.desk.save("winter", content, wei)).rejects.toMatchObject(refused("proposed"));
    await expect(booth.desk.remove("winter", wei)).rejects.toMatchObject(refused("proposed"));
    await expect(propose()).rejects.toMatchObject(refused("proposed"));
  });

  it("the same person can't confirm, nor can a token of an unknown maker; another admin can", async () => {
    await propose();
    const token = { ...lin, actor: "operator/lins-token" } as const;
    for (const who of [lin, token, stranger])
      await expect(booth.desk.confirm("winter", 1, who)).rejects.toMatchObject(refused("needs-another"));
    await expect(booth.desk.confirm("winter", 2, wei)).rejects.toMatchObject(refused("outdated"));
    await booth.desk.confirm("winter", 1, wei);
    expect(await booth.versions()).toEqual(["a"]);
    expect(await lists()).toMatchObject([
      { publishedBy: "operator/lin", confirmedBy: "operator/wei", reason: lin.reason },
    ]);
    expect((await booth.acts()).slice(-2)).toMatchObject([
      { act: { what: "tariff-published" } },
      { actor: "operator/wei", act: { what: "prices-published", proposed: { by: "operator/lin" } } },
    ]);
  });

  it("a token of an unknown maker can't propose either: its maker could confirm", async () => {
    await expect(booth.desk.publish("winter", { revision: 1 }, stranger)).rejects.toMatchObject(
      refused("needs-another"),
    );
  });

  it("confirmed prices take effect on their date, or immediately where it has passed", async () => {
    const at = booth.clock.now() + hour;
    await propose(at);
    await booth.clock.pass(2 * hour);
    expect(await booth.desk.confirm("winter", 1, wei)).toMatchObject({ effectiveAt: at + hour });
    await booth.draft([booth.plan("b")], 1);
    const later = booth.clock.now() + hour;
    await propose(later);
    expect(await booth.desk.confirm("winter", 1, wei)).toMatchObject({ effectiveAt: later });
  });

  it("prices that were published meanwhile are to be compared first", async () => {
    await propose();
    await booth.desk.setNeedsAnother(false, wei);
    await booth.draft([booth.plan("b")], 0, "urgent");
    await booth.desk.publish("urgent", { revision: 1 }, wei);
    await expect(booth.desk.confirm("winter", 1, wei)).rejects.toMatchObject(refused("outdated"));
  });

  it("a rejected proposal is a draft again", async () => {
    await propose();
    await booth.desk.reject("winter", wei);
    await expect(booth.desk.reject("winter", wei)).rejects.toMatchObject(refused("not-proposed"));
    await expect(booth.desk.confirm("winter", 1, wei)).rejects.toMatchObject(refused("not-proposed"));
    await booth.desk.remove("winter", lin);
    expect(await acts()).toEqual([
      "price-settings-changed",
      "price-draft-saved",
      "prices-proposed",
      "prices-rejected",
      "price-draft-removed",
    ]);
  });
});

test("two lists of plans are the same whatever the order of plans and cabinets", () => {
  const [a, b] = [
    { tariff, itemKind: "power-bank", cabinets: ["x", "y"] },
    { tariff, itemKind: "umbrella" },
  ];
  expect(isSamePlans([a, b], [b, { ...a, cabinets: ["y", "x"] }])).toBe(true);
  for (const other of [
    { ...b, validFrom: 1 },
    { ...b, validUntil: 1 },
    { ...b, itemKind: "toy" },
  ])
    expect(isSamePlans([a, b], [a, other])).toBe(false);
});
