import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { systemClock } from "../platform/clock.ts";
import { type DurableDocument, openDurableDocument } from "../platform/durable-document.ts";
import type { SlotReport } from "../protocol/upward.ts";
import type { BoardReports, Driver, DriverParts } from "./drivers/driver.ts";
import { Journal } from "./journal.ts";
import { type JournalData, journalFormat, newJournal } from "./journal-data.ts";
import { NumberCeiling, PersistentCounter } from "./persistent-counter.ts";

/**
 * Opens drivers for a technician's commands, outside of the bridge: it must not run, and its folder must be held. What
 * boards are numbered by is the bridge's own journal, so that none gets a number twice. A journal that can't be read is
 * left alone, and the clock numbers what is sent.
 */
export async function openStandaloneDrivers(
  folder: string,
): Promise<(openDriver: (parts: DriverParts) => Driver, line: Duplex, reports: BoardReports) => Driver> {
  const document = await openDurableDocument(join(folder, "journal.json"), {
    initial: () => newJournal(randomUUID()),
    format: journalFormat,
  }).catch(() => unsaved());
  // A number that can't be saved is as good as given: the next start goes on above the clock.
  const journal = new Journal(document, () => undefined);
  const ceiling = new NumberCeiling(journal, "numberCeiling", 100);
  return (openDriver, line, reports) =>
    openDriver({ line, clock: systemClock, reports, numbers: new PersistentCounter({ ceiling, seconds }) });
}

/** So often a board is asked for its slots; each answer that does not come raises the numbers of the next questions. */
const looks = 3;

/**
 * What a board says of its slots. One that another disk has numbered, a former card's, drops questions until their numbers are
 * above those.
 * @throws AppError serial/unavailable where it stays silent
 */
export async function lookPatiently(driver: Pick<Driver, "snapshot">): Promise<readonly SlotReport[]> {
  for (let look = 1; look < looks; look++) {
    const reports = await driver.snapshot().catch(() => undefined);
    if (reports) return reports;
  }
  return driver.snapshot();
}

function unsaved(): DurableDocument<JournalData> {
  return { data: newJournal(randomUUID()), save: async () => undefined, close: async () => undefined };
}

const seconds = () => Math.floor(systemClock.now() / 1000);

/** Keeps nothing: a board that wants a return confirmed tells it to the bridge again. */
export const unheard: BoardReports = {
  returned: () => new Promise(() => undefined),
  removed: async () => undefined,
  abnormal: async () => undefined,
};
