import { expect, test } from "vitest";
import { systemClock } from "../../../platform/clock.ts";
import { simulatedProtocols } from "../../../simulators/workbench/board-models.ts";
import { realPlan } from "../../../simulators/workbench/cabinet-plan.ts";
import { Workbench } from "../../../simulators/workbench/workbench.ts";

/** Looks again where a reply came too late: on a busy machine both ends of the line are slow. */
const looked = async (real: Workbench) => {
  await real.act({ do: "look" });
  return real.view("b").slots;
};

/** What boards of a protocol can't be opened without. */
const options = { pb60: { stationKey: "a-station-key" } } as const;

test.each(simulatedProtocols)(
  "a simulated %s cabinet is read and opened through the driver of its protocol",
  async (protocol) => {
    const parts = { clock: systemClock, hub: undefined, newKey: () => "key1" };
    const wiring = protocol === "pb60" ? { options: options[protocol] } : {};
    const simulated = await Workbench.open([{ name: "a", protocol, line: "tcp:0", slots: 4, ...wiring }], parts);
    const real = await Workbench.open(
      [realPlan({ name: "b", protocol, port: simulated.view("a").line, slots: 4, ...wiring })],
      parts,
    );
    try {
      await expect.poll(() => real.view("b").real?.isOpen).toBe(true);
      const contents = async () => (await looked(real)).map(({ content }) => content);
      await expect.poll(contents).toEqual(["item", "item", "item", "empty"]);
      await real.act({ do: "open", slot: 2 });
      expect(simulated.view("a").slots[1]).toMatchObject({ content: "loose", motorMovements: 1 });
      expect(real.cabinet("b").traffic.entries.some(({ fields }) => fields !== undefined)).toBe(true);
    } finally {
      await real.stop();
      await simulated.stop();
    }
  },
);

test("a simulated stand reads the tags of its umbrellas at the addresses that its readers are set to", async () => {
  const options = { readerAddresses: "B4,B3,B2,B1" };
  const parts = { clock: systemClock, hub: undefined, newKey: () => "key1" };
  const plan = { name: "a", protocol: "cu16rfid", line: "tcp:0", slots: 4, options } as const;
  const simulated = await Workbench.open([plan], parts);
  const port = simulated.view("a").line;
  const real = await Workbench.open([realPlan({ name: "b", protocol: "cu16rfid", port, slots: 4, options })], parts);
  try {
    await expect.poll(() => real.view("b").real?.isOpen).toBe(true);
    await expect.poll(async () => (await looked(real))[1]).toMatchObject({ content: "item", itemId: "AA550002" });
  } finally {
    await real.stop();
    await simulated.stop();
  }
});

test("a simulated stand with readers beside latches that speak Modbus over TCP is refused: it has one line", async () => {
  const parts = { clock: systemClock, hub: undefined, newKey: () => "key1" };
  const plan = { name: "a", protocol: "modbusrfid", line: "tcp:0", slots: 4, options: { framing: "tcp" } } as const;
  await expect(Workbench.open([plan], parts)).rejects.toMatchObject({ code: "request/invalid" });
});
