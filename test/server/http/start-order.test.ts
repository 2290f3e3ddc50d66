import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bootId, cabinetId, HubBench } from "../../support/hub-bench.ts";

let bench: HubBench;

beforeEach(async () => {
  bench = await HubBench.withCabinet();
});

afterEach(() => bench.close());

const other = "user/2088000000000002";
const starts = (slot?: number, rider?: string) => expect(bench.request(slot, rider));
const availability = async (slot: number) =>
  (await bench.startOrder.look((await bench.codes.issue(cabinetId, slot)).text, other)).availability;

describe("a slot", () => {
  it.each([
    ["empty", { slot: 7, state: "empty" }, "slot/empty"],
    ["unreadable", { slot: 7, state: "unreadable" }, "slot/faulted"],
    ["out of order", { slot: 7, state: "occupied", itemId: "BANK07", fault: "lock" }, "slot/faulted"],
  ] as const)("that is %s can't be asked for", async (_what, report, code) => {
    await bench.snapshot([report]);
    expect(await availability(7)).toBe(code.slice("slot/".length));
    await starts().rejects.toMatchObject({ code });
  });

  it("that the cabinet has never reported can't be asked for", async () => {
    await bench.hear("snapshot", { v: 1, bootId, at: bench.clock.now(), cause: "connect", slots: [] });
    await starts().rejects.toMatchObject({ code: "slot/faulted" });
  });

  it("of a cabinet that is away can't be asked for", async () => {
    await bench.hear("presence", { v: 1, state: "lost", bootId });
    expect(await availability(7)).toBe("offline");
    await starts().rejects.toMatchObject({ code: "cabinet/offline" });
  });

  it("is one rider's at a time, also when two ask at once", async () => {
    const answers = await Promise.allSettled([bench.request(7), bench.request(7, other)]);
    expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    expect(answers[1]).toMatchObject({ reason: { code: "slot/taken" } });
    expect(await availability(7)).toBe("taken");
    expect(await availability(8)).toBe("ready");
  });

  it("whose item is lent, by a snapshot from before, is not promised to the next rider", async () => {
    await bench.lent();
    expect(await availability(7)).toBe("taken");
    await starts(7, other).rejects.toMatchObject({ code: "slot/taken" });
    await bench.snapshot([{ slot: 7, state: "empty" }]);
    expect(await availability(7)).toBe("empty");
  });

  it("is free again while the order that did not open it is given back", async () => {
    bench.runner.start();
    const orderNo = await bench.request();
    const release = bench.credit.hold("cancel");
    await bench.confirm(orderNo);
    const result = { outcome: "refused", reason: "lock-fault" } as const;
    await bench.happens({ kind: "result", commandId: `${orderNo}L1`, slot: 7, result });
    expect((await bench.record(orderNo)).order.state).toBe("cancelling");
    // Neither the slot nor the rider waits for the credit provider.
    await starts(7).resolves.not.toBe(orderNo);
    release();
  });
});

describe("a rider", () => {
  it("may have one order at a time", async () => {
    await bench.request(7);
    await starts(8).rejects.toMatchObject({ code: "rider/too-many-orders" });
    await starts(8, other).resolves.toBeDefined();
  });

  it("who asks at two slots at once gets one", async () => {
    const answers = await Promise.allSettled([bench.request(7), bench.request(8)]);
    expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  });

  it("gets the same order again at the same slot while it can be confirmed", async () => {
    const orderNo = await bench.request(7);
    await bench.clock.pass(180_000);
    await starts(7).resolves.toBe(orderNo);
  });

  it("is not sent to the wallet with an order that is given up, for it would not open", async () => {
    const orderNo = await bench.request(7);
    await bench.desk.apply(orderNo, { type: "given-up" }, "hub");
    await starts(7).rejects.toMatchObject({ code: "rider/too-many-orders" });
    bench.runner.start();
    await bench.clock.pass(0);
    await starts(7).resolves.not.toBe(orderNo);
  });

  it("may ask again after the last order ended", async () => {
    const orderNo = await bench.lent();
    await bench.happens({ kind: "returned", slot: 7, itemId: "BANK07", source: "report" });
    await bench.clock.pass(0);
    expect((await bench.record(orderNo)).order.state).toBe("settled");
    await starts(8).resolves.toBeDefined();
  });
});
