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

  of(commandId: string | undefined): Outing | undefined {
    return commandId === undefined ? undefined : this.#byCommand.get(commandId);
  }

  all(): readonly Outing[] {
    return [...this.#byCommand.values()];
  }
}
