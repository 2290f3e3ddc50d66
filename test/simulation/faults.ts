import type { Random } from "./random.ts";

/** For what is drawn at each occasion: its probability. For what comes by itself: how often it comes in an hour. */
export const faultRates = {
  // boards
  "the lock jams": 0.015,
  "the board's answer is lost": 0.01,
  "the board answers late": 0.01,
  "the board lies about a failed look": 0.1,
  "the sensor lags": 0.03,
  "a return is repeated": 0.05,
  "an id can't be read": 0.003,
  "a foreign item is put in": 0.01,
  "the item stays though the board says opened": 0.004,
  "a return is never told": 0.01,
  "a return is told late": 0.01,
  "the board is silent": 0.02,
  "the board is mute": 0.02,
  "a frame is spoiled": 2,
  "bytes come one by one": 0.3,
  "garbage stands on the line": 1,
  "the line echoes": 0.2,
  "the board answers slowly": 0.2,
  "the port is unplugged": 0.1,
  "a slot jams for a while": 0.1,
  "power is cut": 0.02,
  "power is gone for hours": 0.01,
  "power is cut while a motor runs": 0.004,
  // network
  "a connection breaks": 0.1,
  "a connection is half open": 0.05,
  "a message is delayed": 0.02,
  "a message comes twice": 0.02,
  "a message is lost": 0.01,
  "a message is held up for minutes": 0.01,
  "a partition of 90 s": 0.05,
  "all connections break": 0.05,
  "a last will comes late": 0.3,
  "a command is forged": 0.05,
  // credit
  "a call times out before": 0.01,
  "a call times out after": 0.02,
  "the gateway answers 5xx": 0.01,
  "the gateway refuses": 0.002,
  "a call is carried out late": 0.01,
  "a notice comes before the answer": 0.2,
  "a notice never comes": 0.1,
  "a notice comes eight times": 0.05,
  "a notice comes late": 0.05,
  "a notice is forged": 0.02,
  "a notice is altered": 0.02,
  "a notice is for another application": 0.02,
  "the money can't be withheld": 0.02,
  "the payment stays in progress": 0.02,
  "a text message is refused": 0.2,
  "the rider is not admitted": 0.06,
  // store
  "a write hangs": 0.005,
  "a write fails": 0.002,
  "a failed write is on disk": 0.5,
  // a database of several hubs
  "a transaction is hindered": 0.01,
  "the database's answer is lost": 0.0005,
  "what was not confirmed is done": 0.5,
  "the database is away": 0.1,
  "the database crashes": 0.5,
  "a change is announced late": 0.02,
  "a hub hears of no changes": 0.2,
  // an outside broker
  "a message reaches its hub late": 0.03,
  "a hub loses the broker": 0.1,
  "the broker restarts": 0.04,
  "the broker forgets what it retained": 0.5,
  // processes
  "the hub is killed": 0.15,
  "a hub is stopped in order": 0.05,
  "a hub's machine is started again": 0.03,
  "a hub is halted": 0.2,
  "a hub is halted between two steps": 0.0002,
  "the hub is killed between two steps": 0.0002,
  "a bridge is killed": 0.05,
  "a bridge is killed between two steps": 0.0005,
  "a bridge is stopped in order": 0.02,
  "a bridge's disk is set back": 0.01,
  "the hub's clock steps for a moment": 0.03,
  "the hub's clock steps for good": 0.03,
  "a clock is wrong": 0.5,
  "a clock jumps": 0.02,
  // a cabinet in wrong hands
  "a cabinet turns hostile": 0.3,
  "a hostile cabinet tells a foreign return": 8,
  "a hostile cabinet tells a false return of its own": 3,
  "a hostile cabinet shows foreign items": 4,
  "a hostile cabinet answers falsely": 0.8,
  "a hostile cabinet answers what it was never asked": 3,
  "a hostile cabinet comes with absurd numbers": 2,
  "a hostile cabinet sets its journal back": 1,
  "a hostile cabinet leaves a gap in its journal": 2,
  "a hostile cabinet breaks the schema": 3,
  "a hostile cabinet floods": 0.5,
  // people
  "the code is scanned twice": 0.05,
  "two riders want the slot": 0.05,
  "the rider gives up": 0.03,
  "the rider confirms late": 0.02,
  "another person confirms": 0.005,
  "the rider leaves the item": 0.01,
  "the rider pushes the item back at once": 0.02,
  "the item goes back elsewhere": 0.3,
  "the item comes back after days": 0.002,
  "the item never comes back": 0.006,
  "a lost item comes back": 0.3,
  "the rider wants several items": 0.15,
  "the rider wants another order": 0.08,
  "the rider comes back from the wallet": 0.3,
  "the rider refuses in the wallet": 0.01,
  "a refusal is forged": 0.01,
  "the rider declines an offer": 0.2,
  "the rider ignores an offer": 0.2,
  "somebody else wants the offered slot": 0.2,
  "the rider reports what did not open": 0.7,
  "the rider looks after a return": 0.1,
  "the rider leaves what is in doubt": 0.5,
  "the rider lies that nothing opened": 0.004,
  "the rider lies that it is back": 0.004,
  "the rider alternates reports": 0.01,
  "the rider names a slot where another's item lies": 0.5,
  "two riders swap their items": 0.01,
  "the rider gives up again and again": 0.008,
  "the rider holds slots from afar": 0.5,
  "the rider renews": 0.04,
  "the rider declares a lost item": 0.3,
  "the rider objects": 0.02,
  "the rider pays for a lost item": 0.3,
  "the rider pays what could not be withheld": 0.3,
  "an operator steps in": 0.7,
} as const;

export type FaultKind = keyof typeof faultRates;
/** What happens to the wall clock of a hub's machine. */
export const hubClockFaults = ["the hub's clock steps for a moment", "the hub's clock steps for good"] as const;
export const faultKinds = Object.keys(faultRates) as FaultKind[];

/** Which faults there are: rates of their own, none at all of some kinds, or not the nth of a kind. */
export interface FaultPlan {
  readonly rates: Readonly<Partial<Record<FaultKind, number>>>;
  readonly without: ReadonlySet<FaultKind>;
  /** `kind#n`, n from 1. */
  readonly dropped: ReadonlySet<string>;
}

export const usualFaults: FaultPlan = { rates: {}, without: new Set(), dropped: new Set() };
export const noFaults: FaultPlan = { ...usualFaults, without: new Set(faultKinds) };

/** Decides when something goes wrong. Each kind draws from a stream of its own, so that one can go without the others. */
export class Faults {
  /** How often each kind struck. */
  readonly struck = new Map<FaultKind, number>();
  /** `kind#n` of all that struck, in their order. */
  readonly instances: string[] = [];
  readonly #plan: FaultPlan;
  readonly #streams: ReadonlyMap<FaultKind, Random>;
  readonly #tries = new Map<FaultKind, number>();
  #active = false;

  constructor(plan: FaultPlan, random: Random) {
    this.#plan = plan;
    this.#streams = new Map(faultKinds.map((kind) => [kind, random.fork(kind)]));
  }

  /** Until then, and again after `end`, nothing goes wrong. */
  begin(): void {
    this.#active = true;
  }

  end(): void {
    this.#active = false;
  }

  /** Whether this one strikes here. */
  strikes(kind: FaultKind): boolean {
    return this.#stream(kind).next() < this.#rate(kind) && this.#counts(kind);
  }

  /** How long from now, in ms, until one that comes by itself comes the next time; `strikesNow` says whether it does. */
  gap(kind: FaultKind): number {
    const rate = this.#rate(kind);
    const gap = this.#stream(kind).around(3_600_000);
    return rate === 0 ? Number.POSITIVE_INFINITY : Math.max(1, Math.round(gap / rate));
  }

  strikesNow(kind: FaultKind): boolean {
    return this.#active && this.#counts(kind);
  }

  /** What belongs to a fault of this kind: its length, its place. */
  details(kind: FaultKind): Random {
    return this.#stream(kind);
  }

  #counts(kind: FaultKind): boolean {
    const tries = (this.#tries.get(kind) ?? 0) + 1;
    this.#tries.set(kind, tries);
    const instance = `${kind}#${tries}`;
    if (this.#plan.dropped.has(instance)) return false;
    this.struck.set(kind, (this.struck.get(kind) ?? 0) + 1);
    this.instances.push(instance);
    return true;
  }

  #rate(kind: FaultKind): number {
    if (!this.#active || this.#plan.without.has(kind)) return 0;
    return this.#plan.rates[kind] ?? faultRates[kind];
  }

  #stream(kind: FaultKind): Random {
    return this.#streams.get(kind) as Random;
  }
}
