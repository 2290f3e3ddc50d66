import type { CabinetId } from "../../protocol/ids.ts";

interface Span {
  readonly cabinetId: CabinetId;
  /** Epoch ms, true time. */
  readonly from: number;
  to: number;
}

/** Which cabinet's credentials are in wrong hands, and since when. At most one cabinet of a history is. */
export class Hostility {
  #span: Span | undefined;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  begins(cabinetId: CabinetId): void {
    this.#span = { cabinetId, from: this.#now(), to: Number.POSITIVE_INFINITY };
  }

  ends(): void {
    if (this.#span) this.#span.to = this.#now();
  }

  /** The cabinet that is or was in wrong hands; undefined: none so far. */
  get cabinetId(): CabinetId | undefined {
    return this.#span?.cabinetId;
  }

  /** Whether the cabinet was in wrong hands at some moment from `from` to `to`, epoch ms. */
  wasHostile(cabinetId: CabinetId, from: number, to = this.#now()): boolean {
    const span = this.#span;
    return span?.cabinetId === cabinetId && from <= span.to && to >= span.from;
  }

  isHostile(cabinetId: CabinetId): boolean {
    return this.wasHostile(cabinetId, this.#now());
  }
}
