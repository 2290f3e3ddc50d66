import { describe, expect, it } from "vitest";
import { orderTable } from "../../server/store/order-table.ts";
import { day, hour, minute, second, start } from "../server/rental/examples.ts";
import { ClockScene, giveBack, lend } from "./clock-scene.ts";

const steps = [hour, -hour, 41 * day, -41 * day];

describe("the true times of an order", () => {
  it("are those that the hub wrote as long as it has taken over no step", () => {
    const scene = new ClockScene();
    const record = lend(scene);
    expect(scene.times.ofOrder(record)).toBe(record);
    expect(scene.times.hasStepped).toBe(false);
    expect(scene.times.slack).toBe(0);
  });

  it.each(steps)("stay what they were when the hub takes over a step of %i ms", (by) => {
    const scene = new ClockScene();
    const record = lend(scene);
    scene.now += hour;
    scene.step(by);
    const inTruth = scene.write(scene.caughtUp(record));
    const { order, audit } = inTruth;
    expect(order.createdAt).toBe(start);
    expect(order.loans[0]?.openedAt).toBe(start + 22 * second);
    expect(order.expiresAt).toBe(record.order.expiresAt);
    expect(audit.map(({ at }) => at - start)).toEqual([20 * second, 22 * second, hour + 22 * second]);
    expect(scene.times.slack).toBe(0);
    expect(scene.times.lastStepAt).toBe(scene.now);
  });

  it.each(steps)("are known of an order that was made after a step of %i ms", (by) => {
    const scene = new ClockScene();
    scene.step(by);
    const { order } = lend(scene);
    expect(order.createdAt).toBe(start + by);
    const inTruth = scene.times.get(orderTable, order.orderNo)?.order;
    expect(inTruth).toMatchObject({ createdAt: start, expiresAt: order.expiresAt - by });
    expect(scene.times.rows(orderTable)[0]?.order.createdAt).toBe(start);
    expect(scene.times.createdAt(order)).toBe(start + by);
    expect(scene.times.firstAt(order.orderNo)).toBe(start);
    expect(scene.times.asWritten(order.orderNo)).toEqual(order);
  });

  it("are known of a record that was read before a step and not written since", () => {
    const scene = new ClockScene();
    const { order } = lend(scene);
    scene.step(hour);
    expect(scene.times.get(orderTable, order.orderNo)?.order.createdAt).toBe(start);
  });

  it("are known of a return that the hub hears of between two steps", () => {
    const scene = new ClockScene();
    const record = lend(scene);
    scene.step(hour);
    scene.now += 2 * hour;
    const back = giveBack(scene, record);
    scene.step(-3 * hour);
    const inTruth = scene.write(scene.caughtUp(back));
    expect(inTruth.order.loans[0]?.returned?.at).toBe(start + 2 * hour + 22 * second);
  });
});

describe("the slack of a hub's clock", () => {
  it("is how far its clock has gone away from the truth in both directions, seen whenever an order is written", () => {
    const scene = new ClockScene();
    const record = lend(scene);
    scene.deviation = 1500;
    scene.write(record);
    scene.deviation = -300;
    scene.now += minute;
    scene.write(record);
    scene.deviation = 0;
    expect(scene.times.slack).toBe(1801);
  });

  it("is none of a clock that is off by the same all the time", () => {
    const scene = new ClockScene();
    scene.step(hour);
    lend(scene);
    expect(scene.times.slack).toBe(0);
    expect(scene.times.offset()).toBe(hour);
    expect(scene.times.offset(0)).toBe(0);
  });
});
