import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import type { Store, Transaction } from "../store/store.ts";
import { type CodeScan, type CodeScans, codeScanTable } from "./code-scan-table.ts";
import { slotCodeTable } from "./slot-code-table.ts";

export interface ScanLogParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Pick<Log, "warn">;
}

/** Scans are written together after so long, ms: a rider's page does not wait for it, and a busy shop costs one write. */
export const scansTogether = 10_000;
/** How many scans of each code are kept one by one. */
export const recentScans = 20;
/** Codes in one transaction. */
const codesAtOnce = 100;

/**
 * Keeps when printed codes were scanned. What was scanned in the last seconds before a crash is lost: these are counts for
 * operators, and no order depends on them.
 */
export class ScanLog {
  readonly #parts: ScanLogParts;
  #waiting = new Map<string, CodeScan[]>();
  #cancel: (() => void) | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(parts: ScanLogParts) {
    this.#parts = parts;
  }

  /** @param revoked the code was void already */
  note(codeId: string, revoked: boolean): void {
    const { clock } = this.#parts;
    const scan = { at: clock.now(), revoked };
    this.#waiting.set(codeId, [scan, ...(this.#waiting.get(codeId) ?? [])]);
    this.#cancel ??= clock.after(scansTogether, () => void this.flush());
  }

  /** Writes what was noted until now. It never fails: what can't be written is given up, and logged. */
  flush(): Promise<void> {
    this.#cancel?.();
    this.#cancel = undefined;
    const waiting = [...this.#waiting];
    this.#waiting = new Map();
    this.#writing = this.#writing.then(() => this.#write(waiting));
    return this.#writing;
  }

  async #write(waiting: readonly (readonly [string, readonly CodeScan[]])[]): Promise<void> {
    const { store, log } = this.#parts;
    try {
      for (let first = 0; first < waiting.length; first += codesAtOnce) {
        const together = waiting.slice(first, first + codesAtOnce);
        await store.transact(async (tx) => {
          for (const [codeId, scans] of together) await addIn(tx, codeId, scans);
        });
      }
    } catch (error) {
      log.warn({ err: error, codes: waiting.length }, "scans of printed codes could not be written down");
    }
  }
}

async function addIn(tx: Transaction, codeId: string, scans: readonly CodeScan[]): Promise<void> {
  const before = (await tx.get(codeScanTable, codeId)) ?? (await noScansIn(tx, codeId));
  if (!before) return;
  const whenRevoked = scans.filter(({ revoked }) => revoked).length;
  await tx.put(codeScanTable, {
    ...before,
    scans: before.scans + scans.length - whenRevoked,
    scansWhenRevoked: before.scansWhenRevoked + whenRevoked,
    recent: [...scans, ...before.recent].slice(0, recentScans),
  });
}

async function noScansIn(tx: Transaction, codeId: string): Promise<CodeScans | undefined> {
  const code = await tx.get(slotCodeTable, codeId);
  if (!code) return undefined;
  const { cabinetId, slot } = code;
  return { codeId, cabinetId, slot, scans: 0, scansWhenRevoked: 0, recent: [] };
}
