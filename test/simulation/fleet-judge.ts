import type { Message } from "../../protocol/messages.ts";
import type { Snapshot } from "../../protocol/upward.ts";
import { type CabinetState, cabinetStateTable } from "../../server/store/cabinet-state-table.ts";
import { type Cabinet, cabinetTable } from "../../server/store/cabinet-table.ts";
import type { UnmatchedEvent } from "../../server/store/unmatched-event-table.ts";
import type { Box } from "./box.ts";
import type { Evidence } from "./evidence.ts";

/** Judges what the hub knows of its cabinets, and what it tells them that it has stored. */
export class FleetJudge {
  readonly #evidence: Evidence;
  /** How far each journal was stored at best. */
  readonly #committed = new Map<string, number>();
  /** Which journal each cabinet has. */
  readonly #journals = new Map<string, string>();
  readonly #online = new Map<string, boolean>();
  /** The place of each snapshot among those that the broker took, by cabinet, start of the bridge and number. */
  readonly #places = new Map<string, number>();

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
  }

  ackSent(cabinetId: string, { journalId, committed }: Message<"ack">): void {
    const { disk, verdict } = this.#evidence;
    const journal = disk.get(cabinetTable, cabinetId)?.journal;
    const isStored = journal?.id !== journalId || journal.committed >= committed;
    const what = () => `event ${committed} is acknowledged and not on the hub's disk`;
    verdict.must("S11", isStored, what, cabinetId);
  }

  unmatchedWritten(
    { cabinetId, event, raw, match, dismissal, steps = 0 }: UnmatchedEvent,
    before: UnmatchedEvent | undefined,
  ): void {
    // It has moved with the hub's clock.
    if (before && steps > (before.steps ?? 0)) return;
    // An operator has found out whose return it was, or has laid it aside.
    if (match || dismissal || this.#evidence.hostility.wasHostile(cabinetId, 0)) return;
    const { journalId = "", seq = 0 } = event ?? raw ?? {};
    const isNew = seq > (this.#committed.get(journalId) ?? 0);
    const what = () => `event ${seq} is taken in again after it was stored`;
    this.#evidence.verdict.must("S8", isNew, what, cabinetId);
  }

  cabinetWritten({ cabinetId, journal }: Cabinet): void {
    if (!journal) return;
    const { id, committed } = journal;
    // A journal that comes back, from a backup after another one had begun, numbers other events with its old numbers.
    const isSame = this.#journals.get(cabinetId) === id;
    this.#journals.set(cabinetId, id);
    this.#committed.set(id, isSame ? Math.max(committed, this.#committed.get(id) ?? 0) : committed);
  }

  /** The broker has taken a snapshot, in the order in which the bridge sent them. */
  snapshotPassed(cabinetId: string, snapshot: Snapshot): void {
    this.#places.set(nameOf(cabinetId, snapshot.bootId, snapshot.no), this.#places.size);
  }

  stateWritten({ cabinetId, presence, snapshot }: CabinetState, before: CabinetState | undefined): void {
    const { online, bootId } = presence;
    if (snapshot && before?.snapshot && !this.#evidence.hostility.wasHostile(cabinetId, 0)) {
      const place = this.#places.get(nameOf(cabinetId, bootId, snapshot.no)) ?? 0;
      const placeBefore = this.#places.get(nameOf(cabinetId, before.presence.bootId, before.snapshot.no)) ?? 0;
      const what = () => `an older picture takes the place of a newer one, of ${before.snapshot?.at}`;
      this.#evidence.verdict.must("L3", place >= placeBefore, what, cabinetId);
    }
    if (this.#online.get(cabinetId) === online) return;
    this.#online.set(cabinetId, online);
    this.#evidence.trace.note(cabinetId, `is ${online ? "online" : "offline"} on the hub's disk`);
  }

  /** A cabinet whose bridge has been connected for minutes. */
  mustBeOnline(cabinetId: string): void {
    const { disk, verdict } = this.#evidence;
    const isOnline = disk.get(cabinetStateTable, cabinetId)?.presence.online === true;
    verdict.must("L3", isOnline, () => "the hub takes a connected cabinet for offline", cabinetId, "hub");
  }

  /** A cabinet in which nothing has run for longer than silence may last. */
  mustBeOffline(cabinetId: string): void {
    const { disk, verdict } = this.#evidence;
    const isOffline = disk.get(cabinetStateTable, cabinetId)?.presence.online !== true;
    verdict.must("L3", isOffline, () => "the hub takes a cabinet that is long gone for online", cabinetId, "hub");
  }

  /** @param shown what really lies in the cabinet, by slot */
  pictureMustMatch({ cabinetId, showsIds }: Box, shown: readonly (string | undefined)[]): void {
    const { disk, verdict } = this.#evidence;
    const state = disk.get(cabinetStateTable, cabinetId);
    this.mustBeOnline(cabinetId);
    for (const [index, itemId] of shown.entries()) {
      const report = state?.snapshot?.slots.find(({ slot }) => slot === index + 1);
      const content = showsIds ? itemId : itemId && "occupied";
      const seen = showsIds ? report?.itemId : report?.state === "occupied" ? "occupied" : undefined;
      const same = report?.state === "unreadable" || seen === content;
      const what = () => `the hub sees ${seen} in slot ${index + 1}, not ${itemId}`;
      verdict.must("L3", same, what, cabinetId);
    }
  }
}

/** A planted fault that makes a snapshot look newer adds multiples of this to its number. */
export const numberStep = 1_000_000;

/** Its slots may have been forgotten since, and its time bounded. */
function nameOf(cabinetId: string, bootId: string, no: number): string {
  return JSON.stringify([cabinetId, bootId, no % numberStep]);
}
