import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../../platform/clock.ts";
import { readCommandLine } from "../../../simulators/workbench/command-line.ts";
import { Workbench } from "../../../simulators/workbench/workbench.ts";
import { findProgram } from "../../support/optional.ts";

const socat = findProgram("socat", ["socat"]);

let folder: string;
let stops: (() => Promise<void>)[];
let keys: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "real-board-"));
  stops = [];
  keys = 0;
});

afterEach(async () => {
  for (const stop of stops.toReversed()) await stop();
  rmSync(folder, { recursive: true });
});

/** A workbench as its command line says. */
async function open(...args: string[]): Promise<Workbench> {
  const { cabinets } = readCommandLine(args);
  const workbench = await Workbench.open(cabinets, {
    clock: systemClock,
    hub: undefined,
    newKey: () => `key${++keys}`,
  });
  stops.push(() => workbench.stop());
  return workbench;
}

const slot = (workbench: Workbench, number: number) => workbench.view(undefined).slots[number - 1];

test.skipIf(!socat)(
  "a board on a serial line is read and opened through the shipped driver, and its bytes are shown",
  async () => {
    const path = join(folder, "tty");
    const simulated = await open("--pty", path, "--protocol", "lock8a", "--slots", "4", "--option", "locksPerBoard=4");
    const real = await open("--port", path, "--protocol", "lock8a", "--slots", "4", "--option", "locksPerBoard=4");
    await expect.poll(() => real.view(undefined).real?.isOpen).toBe(true);
    expect(slot(real, 1)?.content).toBe("unknown");
    await real.act({ do: "look" });
    expect(slot(real, 1)?.content).toBe("item");
    expect(slot(real, 4)?.content).toBe("empty");
    await real.act({ do: "open", slot: 2 });
    expect(slot(simulated, 2)).toMatchObject({ content: "loose", motorMovements: 1 });
    expect(slot(real, 2)?.content).toBe("empty");
    const view = real.view(undefined).real;
    expect(view?.events).toContainEqual({ at: expect.any(Number) as number, what: "open: opened", slot: 2 });
    const { entries } = real.cabinet(undefined).traffic;
    expect(entries).toContainEqual(
      expect.objectContaining({ direction: "in", bytes: expect.stringMatching(/^8A 01 02/) as string }),
    );
    expect(entries.some(({ direction, fields }) => direction === "out" && fields !== undefined)).toBe(true);
  },
);

test("boards of the family A8 are simulated with the addresses and hole numbers that the options say", async () => {
  const wiring = ["holesPerBoard=2", "boardAddresses=20,10", "holeNumbers=board"].flatMap((text) => ["--option", text]);
  const simulated = await open("--tcp", "0", "--protocol", "a8", "--slots", "4", ...wiring);
  const { line } = simulated.view(undefined);
  const real = await open("--port", line, "--protocol", "a8", "--slots", "4", ...wiring);
  await expect.poll(() => real.view(undefined).real?.isOpen).toBe(true);
  await real.act({ do: "look" });
  expect(slot(real, 3)).toMatchObject({ content: "item", itemId: "8500003" });
  const { entries } = real.cabinet(undefined).traffic;
  const boards = entries.flatMap(({ fields }) => (fields && "boards" in fields ? [fields["boards"]] : []));
  expect(boards.at(-1)).toMatchObject([
    { board: 0x20, holes: [{ hole: 1 }, { hole: 2 }] },
    { board: 0x10, holes: [{ hole: 1 }, { hole: 2 }] },
  ]);
});

test("a line that can't be opened is said, and is tried again until it can", async () => {
  const simulated = await open("--tcp", "0", "--slots", "2");
  const { line } = simulated.view(undefined);
  await stops.pop()?.();
  const real = await open("--port", line, "--protocol", "gzxj", "--slots", "2");
  await expect
    .poll(() => real.view(undefined).real)
    .toMatchObject({ isOpen: false, why: expect.stringContaining(line) as string });
  await expect(real.act({ do: "look" })).rejects.toMatchObject({ code: "serial/unavailable" });
  await open("--tcp", new URL(line).port, "--slots", "2");
  await expect.poll(() => real.view(undefined).real?.isOpen).toBe(true);
  await real.act({ do: "look" });
  expect(slot(real, 1)).toMatchObject({ content: "item", itemId: "SIM0001" });
});

test("a real board has no simulated hands", async () => {
  const simulated = await open("--tcp", "0", "--slots", "2");
  const real = await open("--port", simulated.view(undefined).line, "--protocol", "gzxj", "--slots", "2");
  await expect(real.act({ do: "insert", slot: 2 })).rejects.toMatchObject({ code: "request/invalid" });
  await expect(simulated.act({ do: "open", slot: 1 })).rejects.toMatchObject({ code: "request/invalid" });
});

test.each([
  [["--port", "/dev/ttyX", "--protocol", "lock8a"], /needs --protocol and --slots/],
  [["--port", "/dev/ttyX", "--protocol", "morse", "--slots", "4"], /not for morse/],
  [["--port", "/dev/ttyX", "--protocol", "lock8a", "--slots", "4", "--option", "closedContact=ajar"], /closedContact/],
  [["--port", "/dev/ttyX", "--protocol", "lock8a", "--slots", "4", "--option", "shiny"], /NAME=VALUE/],
  [["--port", "/dev/ttyX", "--tcp", "1", "--protocol", "lock8a", "--slots", "4"], /no --tcp/],
])("%j is refused with what is wrong", (args, why) => {
  expect(() => readCommandLine(args)).toThrow(why);
});
