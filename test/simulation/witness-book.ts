import type { Sensor } from "./box.ts";

/** One item that a motor pushed out, until it is back in a slot: what really happened, whatever anybody reported. */
export interface Outing {
  readonly commandId: string;
  readonly cabinetId: string;
  readonly slot: number;
  readonly itemId: string;
  readonly ejectedAt: number;
  /** Where and when it went in again. */
  back?: Sensor & { readonly cabinetId: string; readonly slot: number; readonly at: number };
}

/** What motors and hands did. */
export class WitnessBook {
  readonly #byCommand = new Map<string, Outing>();
  readonly #out = new Map<string, Outing>();
  readonly #stayed = new Set<string>();

  ejected(outing: Outing): void {
    this.#byCommand.set(outing.commandId, outing);
    this.#out.set(outing.itemId, outing);
  }

  /** @returns the outing that ends with it; undefined: nobody had been lent this item */
  inserted(itemId: string, back: NonNullable<Outing["back"]>): Outing | undefined {
    const outing = this.#out.get(itemId);
    if (outing) outing.back = back;
    this.#out.delete(itemId);
    return outing;
  }

  stayed(commandId: string): void {
    this.#stayed.add(commandId);
  }

  /** Whether the item did not move although the board may have said so. */
  hasStayed(commandId: string | undefined): boolean {
    return commandId !== undefined && this.#stayed.has(commandId);
  }

  /** What last went into this slot, of what somebody had been lent. */
  lastInto(cabinetId: string, slot: number): Outing | undefined {
    return this.all()
      .filter(({ back }) => back?.cabinetId === cabinetId && back.slot === slot)
      .toSorted((a, b) => (a.back?.at ?? 0) - (b.back?.at ?? 0))
      .at(-1);
  }

  of(commandId: string | undefined): Outing | undefined {
    return commandId === undefined ? undefined : this.#byCommand.get(commandId);
  }

  all(): readonly Outing[] {
    return [...this.#byCommand.values()];
  }
}
