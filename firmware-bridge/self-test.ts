import { AppError } from "../platform/app-error.ts";
import type { Clock } from "../platform/clock.ts";
import type { SlotNumber } from "../protocol/ids.ts";
import type { DoubtReason, RefusalReason, SlotReport } from "../protocol/upward.ts";
import type { BoardReports, Driver } from "./drivers/driver.ts";
import { lookPatiently } from "./standalone-drivers.ts";

export interface SelfTestParts {
  /** Opens the line, too; the driver ends it. @throws AppError serial/unavailable */
  readonly openDriver: (reports: BoardReports) => Promise<Driver>;
  /** The numbers of the board's slots. */
  readonly slots: readonly SlotNumber[];
  readonly clock: Clock;
  /** A new command id each time, of letters and digits. */
  readonly newId: () => string;
  /** Says something to the technician. */
  readonly tell: (line: string) => void;
}

export interface SlotOutcome {
  readonly slot: SlotNumber;
  readonly outcome: "passed" | "empty" | "failed";
  readonly what: string;
}

/** Why a slot did not open, in words. */
const reasons: Readonly<Record<RefusalReason | DoubtReason, string>> = {
  expired: "the board was busy for too long",
  "clock-unknown": "the hub's time is not known",
  "no-such-slot": "the board has no such slot",
  "slot-empty": "the board says that it is empty",
  "item-unreadable": "the board can't read the item",
  "lock-fault": "the motor ran and the item is still in place: look at the lock",
  "board-silent": "the board does not answer: look at its power and its wiring",
  "board-refused": "the board refused",
  unclear: "the board's answers contradict each other",
  restarted: "the program was restarted",
};

/** How long the technician may take to push an item back in, and how often the slot is looked at; ms. */
const returnWithin = 60_000;
const lookEvery = 1000;
/** An order to a motor that was not begun by then is not given; ms. */
const openWithin = 20_000;

/** What the board says by itself while one slot is tested. */
class TestedSlot implements BoardReports {
  slot: SlotNumber | undefined;
  hasReturned = false;

  begin(slot: SlotNumber): void {
    this.slot = slot;
    this.hasReturned = false;
  }

  /** A return into another slot is a rider's: it is not confirmed, so that the board tells it to the bridge again. */
  returned(slot: SlotNumber): Promise<void> {
    if (slot !== this.slot) return new Promise(() => undefined);
    this.hasReturned = true;
    return Promise.resolve();
  }

  async removed(): Promise<void> {}
  async abnormal(): Promise<void> {}
}

/**
 * Opens every slot with an item, one after the other, and watches that the item is pushed back in. The bridge must not run. All
 * slots of a board that does not answer at the start have failed.
 */
export async function selfTest(parts: SelfTestParts): Promise<SlotOutcome[]> {
  const tested = new TestedSlot();
  let driver: Driver | undefined;
  try {
    driver = await parts.openDriver(tested);
    const before = new Map((await lookPatiently(driver)).map((look) => [look.slot, look]));
    const outcomes: SlotOutcome[] = [];
    for (const slot of parts.slots)
      outcomes.push(await testSlot(parts, driver, tested, before.get(slot) ?? { slot, state: "unreadable" }));
    return outcomes;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "serial/unavailable") throw error;
    return parts.slots.map((slot) => ({ slot, outcome: "failed", what: `not tested: ${error.message}` }));
  } finally {
    driver?.close();
  }
}

async function testSlot(
  { clock, newId, tell }: SelfTestParts,
  driver: Driver,
  tested: TestedSlot,
  { slot, state, itemId, fault }: SlotReport,
): Promise<SlotOutcome> {
  if (state === "empty") return { slot, outcome: "empty", what: "empty, so it was not opened" };
  if (state === "unreadable") return { slot, outcome: "failed", what: `can't be read${fault ? `: ${fault}` : ""}` };
  tested.begin(slot);
  const begun = clock.monotonic();
  const result = await driver.open(slot, newId(), () => clock.monotonic() - begun < openWithin);
  if (result.outcome !== "opened") return { slot, outcome: "failed", what: `did not open: ${reasons[result.reason]}` };
  tell(`Slot ${slot} is open. Take the item out and push it back into slot ${slot}.`);
  const seen = await watchReturn(clock, driver, tested, slot);
  if (seen === "not-taken") return { slot, outcome: "failed", what: "opened, but the board never saw it empty" };
  if (seen === undefined) return { slot, outcome: "failed", what: "opened, but no item came back within 60 s" };
  if (itemId !== undefined && seen.itemId !== itemId)
    return {
      slot,
      outcome: "failed",
      what: `item ${itemId} went out, and ${seen.itemId ?? "one without an id"} came back`,
    };
  return { slot, outcome: "passed", what: `opened, and ${itemId ?? "the item"} came back` };
}

/** @returns the slot with its item; `not-taken`: it was never seen empty; undefined: it stayed empty */
async function watchReturn(
  clock: Clock,
  driver: Driver,
  tested: TestedSlot,
  slot: SlotNumber,
): Promise<SlotReport | "not-taken" | undefined> {
  const begun = clock.monotonic();
  let wasEmpty = false;
  while (clock.monotonic() - begun < returnWithin) {
    const looks = await driver.snapshot().catch(() => []);
    const look = looks.find((each) => each.slot === slot);
    if (look?.state === "empty") wasEmpty = true;
    if (look?.state === "occupied" && (wasEmpty || tested.hasReturned)) return look;
    await new Promise<void>((resolve) => clock.after(lookEvery, resolve));
  }
  return wasEmpty ? undefined : "not-taken";
}

/** The outcomes as a table for a person. */
export function outcomeTable(outcomes: readonly SlotOutcome[]): string {
  const lines = outcomes.map(({ slot, outcome, what }) => `${String(slot).padStart(4)}  ${outcome.padEnd(8)}${what}`);
  const count = (wanted: SlotOutcome["outcome"]) => outcomes.filter(({ outcome }) => outcome === wanted).length;
  const total = `${count("passed")} passed, ${count("failed")} failed, ${count("empty")} empty`;
  return ["slot  result", ...lines, total].join("\n");
}
