/** What happened in a run, to the millisecond, for whoever must understand a broken promise. */
export class Timeline {
  readonly #begun = performance.now();
  readonly #lines: string[] = [];

  note(what: string): void {
    const ms = Math.round(performance.now() - this.#begun);
    this.#lines.push(`${String(ms).padStart(6)} ms  ${what}`);
  }

  get lines(): readonly string[] {
    return this.#lines;
  }
}
