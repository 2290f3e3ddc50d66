/** Counts the hub's messages between their arrival and the sockets of cabinets: of QoS 0 nothing else tells when they are there. */
export class InFlightMessages {
  #count = 0;
  #waiting: (() => void)[] = [];

  begins(): void {
    this.#count += 1;
  }

  ends(): void {
    this.#count -= 1;
    if (this.#count === 0) for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** Resolves when nothing is under way. */
  async done(): Promise<void> {
    if (this.#count > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}
