import { expect, test } from "vitest";
import { systemClock } from "../../../platform/clock.ts";
import { simulatedProtocols } from "../../../simulators/workbench/board-models.ts";
import { realPlan } from "../../../simulators/workbench/cabinet-plan.ts";
import { Workbench } from "../../../simulators/workbench/workbench.ts";

test.each(simulatedProtocols)(
  "a simulated %s cabinet is read and opened through the driver of its protocol",
  async (protocol) => {
    const parts = { clock: systemClock, hub: undefined, newKey: () => "key1" };
    const simulated = await Workbench.open([{ name: "a", protocol, line: "tcp:0", slots: 4 }], parts);
    const real = await Workbench.open(
      [realPlan({ name: "b", protocol, port: simulated.view("a").line, slots: 4 })],
      parts,
    );
    try {
      await expect.poll(() => real.view("b").real?.isOpen).toBe(true);
      await real.act({ do: "look" });
      expect(real.view("b").slots.map(({ content }) => content)).toEqual(["item", "item", "item", "empty"]);
      await real.act({ do: "open", slot: 2 });
      expect(simulated.view("a").slots[1]).toMatchObject({ content: "loose", motorMovements: 1 });
      expect(real.cabinet("b").traffic.entries.some(({ fields }) => fields !== undefined)).toBe(true);
    } finally {
      await real.stop();
      await simulated.stop();
    }
  },
);
