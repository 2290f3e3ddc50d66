import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { orderTable } from "../../../server/store/order-table.ts";
import { HubFixture } from "../../support/hub-fixture.ts";
import { settle } from "../../support/manual-clock.ts";
import { recklessClaim } from "../../support/reckless-claim.ts";
import { runnerOn } from "./runner-on.ts";

let fixture: HubFixture;

beforeEach(async () => {
  fixture = await HubFixture.withCabinet();
});

afterEach(() => fixture.close());

describe("what another hub has", () => {
  it("is asked for again while its lease may run out, though nothing changes", async () => {
    await fixture.request();
    let isFree = false;
    const { store, credit, clock } = fixture;
    await clock.pass(3000);
    const runner = runnerOn(fixture, {
      lease: async (...call) => (isFree ? store.lease(...call) : { rows: [], mayBeMore: true, nextDueAt: undefined }),
    });
    runner.start();
    await clock.pass(1);
    expect(credit.calls).toEqual([]);
    isFree = true;
    await clock.pass(5000);
    expect(credit.calls).toHaveLength(1);
    await runner.stop();
  });
});

describe("work whose call to the provider hangs", () => {
  it("stays this hub's for as long as the call lasts, and another hub is never given it", async () => {
    const { store, credit, clock } = fixture;
    const leased = { until: Number.NEGATIVE_INFINITY, holder: "" };
    /** As PostgreSQL leases rows: to one hub at a time, until its lease runs out. */
    const claimFor =
      (hub: string): typeof store.lease =>
      async (...call) => {
        const isFree = leased.holder === hub || clock.monotonic() >= leased.until;
        if (!isFree) return { rows: [], mayBeMore: true, nextDueAt: undefined };
        const claim = await store.lease(...call);
        if (claim.rows.length > 0) Object.assign(leased, { holder: hub, until: clock.monotonic() + call[3] });
        return claim;
      };
    const answer = credit.hold("query");
    await fixture.request();
    const [one, other] = ["one", "other"].map((hub) => runnerOn(fixture, { lease: claimFor(hub) }));
    one?.start();
    await clock.pass(3000);
    expect(credit.calls).toHaveLength(1);
    other?.start();
    await clock.pass(60_000);
    expect(credit.calls).toHaveLength(1);
    expect(leased.holder).toBe("one");
    answer();
    await settle();
    await Promise.all([one?.stop(), other?.stop()]);
  });
});

describe("what another hub changes", () => {
  /** A runner with a store of which the tests say when others changed orders, and when the next row is due. */
  function runnerBeside(nextDueIn: readonly (number | undefined)[]) {
    const { clock } = fixture;
    const looks: number[] = [];
    let held = Promise.resolve();
    let othersChange = () => {};
    let put = (_dueIn: number | null) => {};
    const runner = runnerOn(fixture, {
      watch: (listener) => {
        put = (dueIn) => {
          listener({ table: orderTable.name, key: "of this hub" }, true, dueIn === null ? null : clock.now() + dueIn);
        };
        othersChange = () => listener({ table: orderTable.name, key: "of another hub" }, false);
        return () => {};
      },
      lease: async () => {
        const now = clock.now();
        const next = nextDueIn[looks.push(now) - 1];
        await held;
        return { rows: [], mayBeMore: false, nextDueAt: next === undefined ? undefined : now + next };
      },
    });
    const begun = clock.now();
    runner.start();
    return {
      othersChange: () => othersChange(),
      /** This hub puts an order that is due after so long. */
      put: (dueIn: number | null) => put(dueIn),
      /** The reads of the work that is due wait for `until`. */
      hold: (until: Promise<void>) => {
        held = until;
      },
      looks: () => looks.map((at) => at - begun),
      stop: () => runner.stop(),
    };
  }

  it("makes this one look a second later, once for all of it", async () => {
    const beside = runnerBeside([]);
    await fixture.clock.pass(100);
    for (let change = 0; change < 5; change++) beside.othersChange();
    await fixture.clock.pass(999);
    expect(beside.looks()).toEqual([0]);
    await fixture.clock.pass(1);
    expect(beside.looks()).toEqual([0, 1100]);
    beside.othersChange();
    await fixture.clock.pass(1000);
    expect(beside.looks()).toEqual([0, 1100, 2100]);
    await beside.stop();
  });

  it("differs from what this hub puts: that is looked at when it is due, and not before", async () => {
    const beside = runnerBeside([]);
    await fixture.clock.pass(100);
    beside.put(null);
    beside.put(500);
    beside.put(2000);
    await fixture.clock.pass(499);
    expect(beside.looks()).toEqual([0]);
    await fixture.clock.pass(1);
    expect(beside.looks()).toEqual([0, 600]);
    beside.put(0);
    await fixture.clock.pass(0);
    expect(beside.looks()).toEqual([0, 600, 600]);
    await beside.stop();
  });

  it("does not hide what this hub puts while the work that is due is being read", async () => {
    let read = () => {};
    const beside = runnerBeside([]);
    await fixture.clock.pass(0);
    beside.hold(
      new Promise((resolve) => {
        read = resolve;
      }),
    );
    await fixture.clock.pass(60_000);
    beside.put(300);
    read();
    await fixture.clock.pass(300);
    expect(beside.looks()).toEqual([0, 60_000, 60_300]);
    await beside.stop();
  });

  it("does not put off a timer", async () => {
    const beside = runnerBeside([300]);
    await fixture.clock.pass(0);
    beside.othersChange();
    await fixture.clock.pass(300);
    expect(beside.looks()).toEqual([0, 300]);
    await beside.stop();
  });

  it("counts though the work that is due was just being read", async () => {
    let read = () => {};
    const beside = runnerBeside([]);
    await fixture.clock.pass(0);
    beside.hold(
      new Promise((resolve) => {
        read = resolve;
      }),
    );
    await fixture.clock.pass(60_000);
    beside.othersChange();
    read();
    await fixture.clock.pass(1000);
    expect(beside.looks()).toEqual([0, 60_000, 61_000]);
    await beside.stop();
  });
});

describe("what was given long ago", () => {
  it("is asked for again before it is begun: another hub may have it by now", async () => {
    await fixture.request();
    const { store, credit, clock } = fixture;
    let arrives = () => {};
    const claims: (() => void)[] = [];
    const runner = runnerOn(fixture, {
      lease: async (...call) => {
        const claim = await store.lease(...call);
        if (claim.rows.length > 0)
          await new Promise<void>((resolve) => {
            arrives = resolve;
            claims.push(resolve);
          });
        return claim;
      },
    });
    runner.start();
    await clock.pass(3000);
    await clock.pass(5001);
    arrives();
    await settle();
    expect(credit.calls).toEqual([]);
    expect(claims).toHaveLength(2);
    arrives();
    await settle();
    expect(credit.calls).toHaveLength(1);
    await runner.stop();
  });

  it("half a lease ago is begun: no other hub can have it yet", async () => {
    await fixture.request();
    const { store, credit, clock } = fixture;
    let arrives = () => {};
    const runner = runnerOn(fixture, {
      lease: async (...call) => {
        const claim = await store.lease(...call);
        if (claim.rows.length > 0)
          await new Promise<void>((resolve) => {
            arrives = resolve;
          });
        return claim;
      },
    });
    runner.start();
    await clock.pass(3000);
    await clock.pass(5000);
    arrives();
    await settle();
    expect(credit.calls).toHaveLength(1);
    await runner.stop();
  });
});

describe("what another hub had and let go", () => {
  const runnerThatTookOver = (takeover: string | null) =>
    runnerOn(fixture, {
      lease: (table, until) => recklessClaim((work) => fixture.store.transact(work), table, until, takeover),
    });

  it.each([
    ["yesterday", "query"],
    [null, "complete"],
  ])("is asked for before it is done, as it may have begun (%s)", async (takeover, firstCall) => {
    await fixture.lent();
    await fixture.runner.stop();
    const runner = runnerThatTookOver(takeover);
    runner.start();
    await fixture.clock.pass(1);
    const before = fixture.credit.calls.length;
    await fixture.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" });
    await fixture.clock.pass(0);
    await runner.stop();
    expect(fixture.credit.calls[before]).toContain(firstCall);
  });

  it("is ours from then on: what comes of it is done, and not only asked for", async () => {
    const orderNo = await fixture.lent();
    await fixture.runner.stop();
    const runner = runnerThatTookOver("yesterday");
    runner.start();
    await fixture.clock.pass(1);
    await fixture.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" });
    await fixture.clock.pass(0);
    await fixture.clock.pass(2000);
    await fixture.clock.pass(0);
    await runner.stop();
    expect((await fixture.record(orderNo)).order.state).toBe("settled");
  });
});
