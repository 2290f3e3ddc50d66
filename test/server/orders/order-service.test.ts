import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { OpeningResult } from "../../../protocol/upward.ts";
import { replay } from "../../../server/orders/order-service.ts";
import type { Answer } from "../../../server/rental/credit-view.ts";
import type { OrderEvent } from "../../../server/rental/event.ts";
import { type OrderRecord, orderTable } from "../../../server/store/order-table.ts";
import { HubFixture } from "../../support/hub-fixture.ts";
import { settle } from "../../support/manual-clock.ts";
import { request, seenAs } from "../rental/examples.ts";

let fixture: HubFixture;

beforeEach(async () => {
  fixture = await HubFixture.withCabinet();
});

afterEach(() => fixture.close());

const noticed = { type: "credit-noticed", about: "created", noticeId: "n1" } as const;

describe("a new order", () => {
  it("is kept with what it asks for and the request as its first entry", async () => {
    const orderNo = await fixture.request();
    const { order, effects, audit } = await fixture.record(orderNo);
    expect(order.state).toBe("requested");
    expect(effects.map(({ id, type }) => [id, type])).toEqual([
      [1, "query-credit"],
      [2, "wake"],
    ]);
    expect(audit).toMatchObject([
      { actor: "rider/user/2088000000000001", cause: { type: "requested" }, state: "requested" },
    ]);
  });

  it("does not take the place of one with its number", async () => {
    const orderNo = await fixture.request();
    const before = await fixture.record(orderNo);
    await expect(
      fixture.store.transact((tx) =>
        fixture.orderService.requestIn(tx, { ...request, orderNo, riderId: "other" }, "rider/other"),
      ),
    ).rejects.toMatchObject({ code: "store/conflict" });
    expect(await fixture.record(orderNo)).toEqual(before);
  });
});

describe("an event", () => {
  it("of an order that there is not is refused", async () => {
    await expect(fixture.orderService.apply("20990101000000000000", noticed, "hub")).rejects.toMatchObject({
      code: "order/unknown",
    });
    await fixture.orderService.performed("20990101000000000000", 1);
  });

  it("of a query in whose place a newer one stands counts for nothing", async () => {
    const orderNo = await fixture.request();
    await fixture.orderService.apply(orderNo, noticed, "credit-provider");
    const before = await fixture.record(orderNo);
    await fixture.orderService.apply(
      orderNo,
      { type: "credit-seen", answer: seenAs({ borrowedAt: fixture.clock.now() }), attempt: 0 },
      "credit-provider",
      1,
    );
    expect(await fixture.record(orderNo)).toEqual(before);
  });

  it("is noted with who caused it and the state that it led to", async () => {
    const orderNo = await fixture.request();
    await fixture.clock.pass(1000);
    await fixture.orderService.apply(
      orderNo,
      { type: "credit-seen", answer: seenAs({ borrowedAt: fixture.clock.now() }), attempt: 0 },
      "credit-provider",
      1,
    );
    const { audit, effects } = await fixture.record(orderNo);
    expect(audit.at(-1)).toMatchObject({
      at: fixture.clock.now(),
      actor: "credit-provider",
      cause: { type: "credit-seen" },
      state: "confirmed",
    });
    // What was performed has left, in the same transaction.
    expect(effects.map(({ id }) => id)).not.toContain(1);
  });

  it("that changes nothing writes nothing", async () => {
    const orderNo = await fixture.request();
    const writes = fixture.disk.commits;
    const before = await fixture.record(orderNo);
    await fixture.orderService.apply(
      orderNo,
      { type: "credit-cancelled", answer: { outcome: "ok", value: null }, attempt: 0 },
      "hub",
    );
    expect(await fixture.record(orderNo)).toEqual(before);
    expect(fixture.disk.commits).toBe(writes);
  });

  it("that only asks for something adds no entry", async () => {
    const orderNo = await fixture.request();
    await fixture.orderService.apply(orderNo, noticed, "credit-provider");
    const { audit, effects } = await fixture.record(orderNo);
    expect(audit).toHaveLength(1);
    expect(effects.filter(({ type }) => type === "query-credit")).toMatchObject([
      { id: 3, dueAt: fixture.clock.now() },
    ]);
  });

  it("that comes twice at once is decided twice in turn", async () => {
    const orderNo = await fixture.request();
    const seen: OrderEvent = { type: "credit-seen", answer: seenAs({ borrowedAt: fixture.clock.now() }), attempt: 0 };
    await Promise.all([
      fixture.orderService.apply(orderNo, seen, "credit-provider"),
      fixture.orderService.apply(orderNo, seen, "credit-provider"),
    ]);
    const { audit, effects } = await fixture.record(orderNo);
    expect(audit.map(({ state }) => state)).toEqual(["requested", "confirmed"]);
    expect(effects.filter(({ type }) => type === "open-slot")).toHaveLength(1);
  });
});

describe("the late outcome of a replaced effect", () => {
  it("does not take the new one away", async () => {
    const orderNo = await fixture.request();
    await fixture.orderService.apply(orderNo, noticed, "credit-provider");
    const pending = async () => (await fixture.record(orderNo)).effects.filter(({ type }) => type === "query-credit");
    const [replacing] = await pending();
    const late: OrderEvent = { type: "woken", about: { what: "answer-overdue", loanNo: 1 }, attempt: 0 };
    await fixture.orderService.apply(orderNo, late, "hub", 1);
    expect(await pending()).toEqual([replacing]);
    await fixture.orderService.apply(orderNo, late, "hub", replacing?.id);
    expect(await pending()).toEqual([]);
  });
});

function expectReplayed({ order, audit }: OrderRecord): void {
  expect(replay(audit)).toEqual(order);
  expect(audit.at(-1)?.state).toBe(order.state);
}

describe("replaying an order's entries", () => {
  it("gives the order, at every step of a whole loan", async () => {
    const orderNo = await fixture.lent();
    expectReplayed(await fixture.record(orderNo));
    await fixture.clock.pass(2 * 3_600_000);
    await fixture.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" });
    expectReplayed(await fixture.record(orderNo));
    await fixture.clock.pass(0);
    const record = await fixture.record(orderNo);
    expectReplayed(record);
    expect(record.audit.map(({ cause, state }) => `${cause.type} ${state}`)).toEqual([
      "requested requested",
      "credit-seen confirmed",
      "slot-answered active",
      "item-returned settling",
      "credit-completed settling",
      "credit-seen settled",
    ]);
    // Two hours less five free minutes at 3 yuan.
    expect(record.order.charge).toMatchObject({ amount: 600, state: "paid" });
  });

  it("gives nothing for nothing", () => expect(replay([])).toBeUndefined());

  it("gives the order whatever happens, and it never claims more than one item", async () => {
    const answers: fc.Arbitrary<Answer<never>> = fc.constantFrom(
      { outcome: "unknown", why: "time-out" },
      { outcome: "refused", reason: "payment-failed", providerCode: "X" },
      { outcome: "refused", reason: "other", providerCode: "X" },
    );
    const results: fc.Arbitrary<OpeningResult> = fc.constantFrom(
      { outcome: "opened", itemId: "BANK07" },
      { outcome: "opened", itemId: "BANK99" },
      { outcome: "refused", reason: "lock-fault" },
      { outcome: "unknown", reason: "board-silent" },
    );
    const steps = fc.oneof(
      fc.record({
        do: fc.constant("pass" as const),
        ms: fc.constantFrom(1000, 20_000, 200_000, 4_000_000, 90_000_000),
      }),
      fc.record({ do: fc.constant("confirm" as const) }),
      fc.record({
        do: fc.constant("script" as const),
        call: fc.constantFrom("query", "complete", "cancel"),
        answer: answers,
      }),
      fc.record({ do: fc.constant("answer" as const), result: results }),
      fc.record({ do: fc.constant("see" as const), state: fc.constantFrom("empty", "occupied", "unreadable") }),
      fc.record({ do: fc.constant("return" as const), itemId: fc.constantFrom("BANK07", "BANK99") }),
      fc.record({ do: fc.constant("give-up" as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { maxLength: 12 }), async (taken) => {
        const run = await HubFixture.withCabinet();
        try {
          run.runner.start();
          const orderNo = await run.request();
          for (const step of taken) {
            await take(run, orderNo, step);
            await settle();
            const record = await run.record(orderNo);
            expectReplayed(record);
            const items = orderTable.unique(record).flatMap((claim) => /^item\/(?:.*\/)?(.+)$/.exec(claim)?.[1] ?? []);
            expect(new Set(items).size).toBeLessThanOrEqual(1);
          }
          expect(run.logged.filter((line) => line.startsWith("error"))).toEqual([]);
        } finally {
          await run.close();
        }
      }),
      { numRuns: 60, seed: 20_261_123 },
    );
  });

  type Step =
    | { do: "pass"; ms: number }
    | { do: "confirm" }
    | { do: "script"; call: string; answer: Answer<never> }
    | { do: "answer"; result: OpeningResult }
    | { do: "see"; state: string }
    | { do: "return"; itemId: string }
    | { do: "give-up" };

  async function take(run: HubFixture, orderNo: string, step: Step): Promise<void> {
    const source = "report" as const;
    switch (step.do) {
      case "pass":
        return run.clock.pass(step.ms);
      case "confirm":
        if (!run.credit.views.has(orderNo)) await run.confirm(orderNo);
        return;
      case "script":
        return run.credit.script(step.call as "query", step.answer);
      case "answer":
        return run.happens({ kind: "result", commandId: `${orderNo}L1`, slot: 7, result: step.result });
      case "see":
        return run.snapshot([{ slot: 7, state: step.state as "empty" }]);
      case "return":
        return run.happens({ kind: "returned", slot: 3, itemId: step.itemId, source });
      case "give-up":
        await run.orderService.apply(orderNo, { type: "given-up" }, "rider/user/2088000000000001");
        return;
    }
  }
});
