import { describe, expect, it } from "vitest";
import { closeObjection, hasOpenObjection, mayObjectTo } from "../../../server/rental/rider-objections.ts";
import { confirmed, day, hour, lent, minute, openedAt, Story, settling } from "./examples.ts";

const at = openedAt + 3 * hour;
const objects = (kind: "price-wrong" | "item-broken" | "other", text?: string) =>
  ({ type: "rider-objected", objection: { kind, ...(text !== undefined && { text }) } }) as const;
const close = (objectionNo = 1, answer?: string) =>
  ({
    type: "operator-acted",
    act: { act: "close-objection", objectionNo, outcome: "upheld", ...(answer !== undefined && { answer }) },
    reason: "looked at",
  }) as const;
const all = ["price-wrong", "item-broken", "other"];

describe("an objection", () => {
  it("is kept with its kind, its words and its time, and changes nothing else", () => {
    const before = lent().order;
    const { order, effects } = lent().at(at, objects("item-broken", "充不进电"));
    const objections = [{ objectionNo: 1, kind: "item-broken", text: "充不进电", at }];
    expect(order).toEqual({ ...before, objections });
    expect(effects).toEqual([]);
    expect([hasOpenObjection(before), hasOpenObjection(order)]).toEqual([false, true]);
  });

  it("of a kind is one at a time, until an operator has decided it", () => {
    const story = lent().at(at, objects("price-wrong"));
    const { order } = story;
    expect(story.at(at + minute, objects("price-wrong")).order).toBe(order);
    expect(mayObjectTo(order, at)).toEqual(["item-broken", "other"]);
    story.at(at + hour, close(1, "已退 3 元"));
    expect(story.order.objections).toEqual([
      { objectionNo: 1, kind: "price-wrong", at, decision: { at: at + hour, outcome: "upheld", answer: "已退 3 元" } },
    ]);
    expect(hasOpenObjection(story.order)).toBe(false);
    expect(mayObjectTo(story.order, at + hour)).toEqual(all);
    story.at(at + 2 * hour, objects("price-wrong"));
    expect(story.order.objections).toMatchObject([{ objectionNo: 1 }, { objectionNo: 2, kind: "price-wrong" }]);
    story.at(at + 3 * hour, close(2));
    expect(story.order.objections?.[1]?.decision).toEqual({ at: at + 3 * hour, outcome: "upheld" });
  });

  it("is possible while an order is charged and under review, and for thirty days after its end", () => {
    expect(mayObjectTo(settling().order, at)).toEqual(all);
    const review = { since: at, reason: { code: "return-undated" } } as const;
    expect(mayObjectTo({ ...lent().order, review }, at)).toEqual(all);
    const settled = { ...settling().order, state: "settled", endedAt: at } as const;
    expect(mayObjectTo(settled, at + 30 * day)).toEqual(all);
    expect(mayObjectTo(settled, at + 30 * day + 1)).toEqual([]);
  });

  it("is not possible where nothing was lent", () => {
    expect(mayObjectTo(new Story().order, at)).toEqual([]);
    expect(mayObjectTo(confirmed().order, at)).toEqual([]);
    expect(mayObjectTo({ ...confirmed().order, state: "active" }, at)).toEqual([]);
    expect(mayObjectTo({ ...lent().order, state: "cancelled" }, at)).toEqual([]);
  });

  it("is the last one after ten of an order", () => {
    const story = lent();
    for (let no = 1; no <= 10; no++) story.at(at, objects("other")).at(at, close(no));
    expect(mayObjectTo(story.order, at)).toEqual([]);
    expect(story.at(at, objects("other")).order.objections).toHaveLength(10);
  });

  it("that there is not, or that is decided, can't be decided", () => {
    const { order } = lent().at(at, objects("other"));
    expect(closeObjection(order, 2, { at, outcome: "rejected" }).objections).toEqual(order.objections);
    expect(closeObjection(lent().order, 1, { at, outcome: "rejected" }).objections).toEqual([]);
    const story = lent().at(at, objects("other")).at(at, close());
    expect(() => story.at(at, close())).toThrow(/order\/illegal-event/);
  });

  it("moves with a step of the hub's clock", () => {
    const story = lent().at(at, objects("other")).at(at, close()).at(at, { type: "clock-stepped", by: hour });
    expect(story.order.objections).toMatchObject([{ objectionNo: 1, at: at + hour, decision: { at: at + hour } }]);
  });
});
