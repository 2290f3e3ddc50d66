import type { Faults } from "./faults.ts";
import type { Random } from "./random.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** @param retained the broker had kept the message */
export type Hearer = (topic: string, payload: Buffer, retained: boolean) => void;

/** A hub at the broker. */
export interface HubEnd {
  /** It connects and subscribes. @param lost told when the broker ends the connection */
  come(hear: Hearer, lost: () => void): void;
  /** Its connection ends, and with it what is under way to it. */
  go(): void;
  isThere(): boolean;
}

/** Where the broker's messages for hubs go. */
export interface HubEnds {
  newEnd(): HubEnd;
  /** Nobody may be there to take it. */
  hand(topic: string, payload: Buffer): void;
  /** The broker ends all connections. */
  breakAll(): void;
  readonly isAnyThere: boolean;
}

/** The one hub in whose process the broker lives. */
export class InProcessEnds implements HubEnds {
  #hear: Hearer | undefined;
  readonly #ended: () => void;

  /** @param ended told when the hub has gone, and the broker with it */
  constructor(ended: () => void) {
    this.#ended = ended;
  }

  get isAnyThere(): boolean {
    return this.#hear !== undefined;
  }

  newEnd(): HubEnd {
    return {
      come: (hear) => {
        this.#hear = hear;
      },
      go: () => {
        this.#hear = undefined;
        this.#ended();
      },
      isThere: () => this.isAnyThere,
    };
  }

  hand(topic: string, payload: Buffer): void {
    this.#hear?.(topic, payload, false);
  }

  breakAll(): void {
    this.#hear = undefined;
  }
}

const second = 1000;

/**
 * Hubs that share a subscription at an outside broker: each message goes to one of them, at random. A connection is a stream,
 * but what goes to one hub may overtake what went to another. What the broker retained each gets when it comes.
 */
export class SharedEnds implements HubEnds {
  readonly #parts: { readonly time: VirtualTime; readonly faults: Faults; readonly random: Random };
  readonly #retained: () => Iterable<readonly [string, Buffer]>;
  readonly #connections = new Set<HubConnection>();

  constructor(
    parts: { readonly time: VirtualTime; readonly faults: Faults; readonly random: Random },
    retained: () => Iterable<readonly [string, Buffer]>,
  ) {
    this.#parts = parts;
    this.#retained = retained;
  }

  get isAnyThere(): boolean {
    return this.#connections.size > 0;
  }

  newEnd(): HubEnd {
    let connection: HubConnection | undefined;
    const leave = () => {
      if (connection) this.#connections.delete(connection);
      connection = undefined;
    };
    return {
      come: (hear, lost) => {
        leave();
        const ended = () => {
          leave();
          lost();
        };
        const come = new HubConnection(this.#parts.time, hear, ended, () => this.#connections.has(come));
        connection = come;
        this.#connections.add(come);
        for (const [topic, payload] of this.#retained()) come.carry(topic, payload, true, this.#delay());
      },
      go: leave,
      isThere: () => connection !== undefined,
    };
  }

  hand(topic: string, payload: Buffer): void {
    this.#parts.random.pick([...this.#connections])?.carry(topic, payload, false, this.#delay());
  }

  breakAll(): void {
    for (const { lost } of this.#connections) lost();
  }

  #delay(): number {
    const { faults, random } = this.#parts;
    const kind = "a message reaches its hub late";
    return faults.strikes(kind) ? faults.details(kind).between(100, 20 * second) : random.between(1, 6);
  }
}

class HubConnection {
  readonly lost: () => void;
  readonly #time: VirtualTime;
  readonly #hear: Hearer;
  readonly #lives: () => boolean;
  #last = 0;

  constructor(time: VirtualTime, hear: Hearer, lost: () => void, lives: () => boolean) {
    this.#time = time;
    this.#hear = hear;
    this.lost = lost;
    this.#lives = lives;
  }

  carry(topic: string, payload: Buffer, retained: boolean, delay: number): void {
    this.#last = Math.max(this.#last, this.#time.now() + delay);
    this.#time.at(this.#last, () => {
      if (this.#lives()) this.#hear(topic, payload, retained);
    });
  }
}
