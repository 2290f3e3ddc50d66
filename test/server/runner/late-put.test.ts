import { expect, test } from "vitest";
import { orderTable } from "../../../server/store/order-table.ts";
import type { ChangeListener } from "../../../server/store/store.ts";
import { HubFixture } from "../../support/hub-fixture.ts";
import { runnerOn } from "./runner-on.ts";

test.each(Array.from({ length: 14 }, (_, ticks) => ticks))(
  "an order that is put %i microtasks after the store has answered a round is looked at when it is due",
  async (ticks) => {
    const fixture = await HubFixture.open();
    let listener: ChangeListener = () => {};
    const leases: number[] = [];
    const runner = runnerOn(fixture, {
      watch(told) {
        listener = told;
        return () => {};
      },
      async lease() {
        leases.push(fixture.clock.now());
        let left = ticks;
        const later = () => {
          if (left-- > 0) queueMicrotask(later);
          else listener({ table: orderTable.name, key: "x" }, true, fixture.clock.now() + 5000);
        };
        if (leases.length === 1) queueMicrotask(later);
        return { rows: [], mayBeMore: false, nextDueAt: undefined };
      },
    });
    const start = fixture.clock.now();
    runner.start();
    await fixture.clock.pass(6000);
    await runner.stop();
    await fixture.close();
    expect(leases.map((at) => at - start)).toEqual([0, 5000]);
  },
);
