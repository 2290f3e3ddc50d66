import { describe, expect, it } from "vitest";
import type { CabinetEvent } from "../../protocol/upward.ts";
import { orderTable } from "../../server/store/order-table.ts";
import { day, hour, minute, place, request, second } from "../server/rental/examples.ts";
import { applied, ClockScene, giveBack, lend } from "./clock-scene.ts";

const steps = [hour, -hour, 41 * day, -41 * day];

describe("the judge of clocks", () => {
  it.each(steps)("finds nothing where everything moves with a step of %i ms", (by) => {
    const scene = new ClockScene();
    const record = lend(scene);
    scene.now += hour;
    scene.step(by);
    scene.now += hour;
    giveBack(scene, scene.caughtUp(record));
    expect(scene.verdict.violation).toBeUndefined();
    expect(scene.verdict.checks.get("S15")).toBeGreaterThan(2);
  });

  it.each([hour, -hour])("finds an order that is made by a wall clock that is off by %i ms", (off) => {
    const scene = new ClockScene();
    const { order, ...rest } = lend(new ClockScene());
    const wrong = { ...order, createdAt: order.createdAt + off };
    scene.write({ order: wrong, ...rest });
    expect(scene.verdict.violation?.promise).toBe("S15");
    expect(scene.verdict.violation?.what).toMatch(/^an order is made at a time/);
  });

  it("only watches until a clock has stepped, and then takes no order from before for a new one", () => {
    const scene = new ClockScene();
    scene.haveClocksStepped = false;
    const record = lend(scene);
    expect(scene.verdict.checks.get("S15")).toBeUndefined();
    scene.now += hour;
    scene.haveClocksStepped = true;
    scene.write(record);
    expect(scene.verdict.violation).toBeUndefined();
  });

  it("grants the time that it takes until an order is on disk, and no more", () => {
    const { order, ...rest } = lend(new ClockScene());
    const isGranted = (late: number) => {
      const scene = new ClockScene();
      scene.now += late;
      scene.write({ order: { ...order, loans: [] }, ...rest });
      return scene.verdict.violation === undefined;
    };
    expect(isGranted(5 * minute)).toBe(true);
    expect(isGranted(5 * minute + 1)).toBe(false);
  });

  it("finds an item that counts as out for longer than it was, since its opening was forgotten when a step was taken over", () => {
    const scene = new ClockScene();
    const record = lend(scene);
    scene.now += hour;
    scene.step(hour);
    // As if it had moved.
    const forgotten = applied({ ...record, steps: 1 }, { type: "clock-stepped", by: 0 }, scene.hubTime);
    giveBack(scene, forgotten);
    expect(scene.verdict.violation).toMatchObject({
      promise: "S15",
      what: `an item counts as out for ${hour} ms longer than it was`,
    });
  });

  it.each([
    [0, true],
    [-2, false],
  ])("judges an order that lapses %i minutes after its rider's time is over", (minutes, isRight) => {
    const scene = new ClockScene();
    const { order, ...rest } = lend(new ClockScene());
    const requested = { ...order, state: "requested", loans: [] } as const;
    scene.write({ order: requested, ...rest });
    scene.now = order.confirmBefore + minutes * minute;
    scene.write({ order: { ...requested, state: "lapsed", lapseReason: "not-confirmed" }, ...rest });
    expect(scene.verdict.violation === undefined).toBe(isRight);
  });

  it.each([
    [0, true],
    [-1, false],
  ])("judges an item that is written off %i days after its time", (days, isRight) => {
    const scene = new ClockScene();
    const record = lend(scene);
    scene.now = record.order.expiresAt + request.terms.lostAfter + days * day;
    const cause = { type: "woken", about: { what: "given-up-for-lost", loanNo: 1 }, attempt: 0 } as const;
    const { order, audit } = applied(record, cause, record.order.expiresAt + request.terms.lostAfter);
    expect(order.loans[0]?.state).toBe("lost");
    scene.write({ ...record, order, audit });
    expect(scene.verdict.violation?.what).toBe(isRight ? undefined : `an item is lost ${day} ms before its time`);
  });

  it.each([
    [9, false],
    [-1, true],
  ])("judges a command that a cabinet refuses as late %i seconds before it is", (left, isRight) => {
    const scene = new ClockScene();
    const { order } = lend(scene);
    const { id = "", expiresAt = 0 } = scene.disk.get(orderTable, order.orderNo)?.order.loans[0]?.command ?? {};
    scene.now = expiresAt - left * second;
    const event: Pick<CabinetEvent, "at" | "body"> = {
      at: { latest: scene.now, uncertainty: 100 },
      body: { kind: "result", commandId: id, slot: 3, result: { outcome: "refused", reason: "expired" } },
    };
    scene.judge.cabinetSaid(place.cabinetId, event as CabinetEvent);
    expect(scene.verdict.violation === undefined).toBe(isRight);
  });
});
