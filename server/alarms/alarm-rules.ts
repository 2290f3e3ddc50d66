import type { EpochMs } from "../../protocol/ids.ts";
import type { Order } from "../rental/order.ts";
import type { AlarmFacts, AlarmKind } from "../store/alarm-table.ts";
import type { CabinetState } from "../store/cabinet-state-table.ts";
import type { Cabinet } from "../store/cabinet-table.ts";

/** Something that is wrong now. */
export interface Condition {
  readonly kind: AlarmKind;
  readonly subject: string;
  readonly facts: AlarmFacts;
}

const minute = 60_000;
const hour = 60 * minute;

/** When something is so wrong that an operator is alarmed; times in ms. docs/guides/alarms.md says the same. */
export const limits = {
  /** Longer than a restart of a bridge, or of a mobile network. */
  cabinetSilent: 10 * minute,
  reviewWaits: 24 * hour,
  /** Charges that could not be collected, at a time. */
  chargesFail: 3,
  returnUnmatched: hour,
  /** Of the openings in a quarter of an hour: so many at least, and this part of them. */
  openings: { atLeast: 5, part: 0.3 },
  /** Wrong tokens, passwords and codes in a quarter of an hour. */
  guesses: 20,
  /** Of the calls to the provider in a quarter of an hour. */
  calls: { atLeast: 5, part: 0.5 },
} as const;

/** What every hub of a store can see. */
export interface Picture {
  readonly cabinets: readonly Cabinet[];
  readonly states: readonly CabinetState[];
  /** Orders under review. */
  readonly reviews: readonly Order[];
  /** Orders whose charge could not be collected. */
  readonly notCollected: readonly Order[];
  /** When returns came that belong to no order. */
  readonly unmatchedReturns: readonly EpochMs[];
}

/** What is wrong in a picture. */
export function conditionsIn(picture: Picture, now: EpochMs): Condition[] {
  return [
    ...silentCabinets(picture, now),
    ...failingBridges(picture),
    ...waiting("review-waits", sinceOf(picture.reviews), limits.reviewWaits, now),
    ...waiting("return-unmatched", picture.unmatchedReturns, limits.returnUnmatched, now),
    ...(picture.notCollected.length < limits.chargesFail
      ? []
      : [{ kind: "charges-fail", subject: "all", facts: { count: picture.notCollected.length } } as const]),
  ];
}

/** A cabinet that was never there is being installed; one out of service may be silent. */
function silentCabinets({ cabinets, states }: Picture, now: EpochMs): Condition[] {
  const inService = new Map(cabinets.flatMap((one) => (one.disabled ? [] : [[one.cabinetId, one.name]])));
  return states.flatMap(({ cabinetId, presence: { online, since } }) => {
    const name = inService.get(cabinetId);
    if (online || name === undefined || now - since < limits.cabinetSilent) return [];
    return [{ kind: "cabinet-silent", subject: cabinetId, facts: { cabinetId, name, since } } as const];
  });
}

/** Bridges that are there and say that their disk fails, or that they could not keep every event. */
function failingBridges({ cabinets, states }: Picture): Condition[] {
  const nameOf = new Map(cabinets.map(({ cabinetId, name }) => [cabinetId, name]));
  return states.flatMap(({ cabinetId, presence, health }): Condition[] => {
    const name = nameOf.get(cabinetId);
    if (!presence.online || health === undefined || name === undefined) return [];
    const { disk, journalDepth, journalLimit = Number.POSITIVE_INFINITY, journalDropped = 0 } = health;
    const about = { subject: cabinetId, facts: { cabinetId, name, count: journalDepth, dropped: journalDropped } };
    return [
      ...(disk === "failing" ? [{ kind: "cabinet-disk" as const, ...about }] : []),
      ...(journalDropped > 0 || journalDepth > journalLimit / 2
        ? [{ kind: "cabinet-journal" as const, ...about }]
        : []),
    ];
  });
}

function sinceOf(orders: readonly Order[]): EpochMs[] {
  return orders.flatMap(({ review }) => (review === undefined ? [] : [review.since]));
}

function waiting(kind: AlarmKind, times: readonly EpochMs[], longest: number, now: EpochMs): Condition[] {
  const late = times.filter((since) => now - since >= longest);
  return late.length === 0 ? [] : [{ kind, subject: "all", facts: { count: late.length, since: Math.min(...late) } }];
}

/** What a hub has counted in the last quarter of an hour, and why it can't do its work. */
export interface HubSigns {
  readonly opened: number;
  /** Slots that refused to open, or of which nobody knows. */
  readonly notOpened: number;
  readonly guesses: number;
  readonly definiteCalls: number;
  readonly unknownCalls: number;
  /** Of `/readyz`, beyond its start. */
  readonly notReady: readonly string[];
}

/** What is wrong with one hub. @param hub its name */
export function conditionsOfHub(hub: string, signs: HubSigns): Condition[] {
  const { opened, notOpened, guesses, definiteCalls, unknownCalls, notReady } = signs;
  const found: Condition[] = [];
  if (isTooMany(notOpened, opened, limits.openings))
    found.push({ kind: "openings-fail", subject: hub, facts: { count: notOpened, of: opened + notOpened } });
  if (guesses >= limits.guesses) found.push({ kind: "guessing", subject: hub, facts: { count: guesses } });
  if (isTooMany(unknownCalls, definiteCalls, limits.calls))
    found.push({
      kind: "provider-away",
      subject: hub,
      facts: { count: unknownCalls, of: unknownCalls + definiteCalls },
    });
  if (notReady.length > 0) found.push({ kind: "hub-not-ready", subject: hub, facts: { reasons: notReady.join(", ") } });
  return found;
}

function isTooMany(bad: number, good: number, { atLeast, part }: { atLeast: number; part: number }): boolean {
  return bad + good >= atLeast && bad >= part * (bad + good);
}
