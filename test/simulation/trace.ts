import { createHash } from "node:crypto";

interface Line {
  readonly at: number;
  readonly about: string;
  readonly text: string;
}

/** How much of what else happened is shown before and after, ms. */
const margin = 60_000;
const bulk = 65_536;

/** What happened, in its order: a hash of all of it, and on demand the lines. */
export class Trace {
  readonly #hash = createHash("sha256");
  readonly #lines: Line[] = [];
  readonly #now: () => number;
  readonly #kept: boolean;
  /** Not hashed yet: a hash is cheaper by the bulk. */
  #text = "";

  /** @param kept whether the lines are kept for `timeline`; they take memory */
  constructor(now: () => number, kept: boolean) {
    this.#now = now;
    this.#kept = kept;
  }

  /** @param about cabinet, order or item */
  note(about: string, text: string): void {
    const at = this.#now();
    this.#text += `${at} ${about} ${text}\n`;
    if (this.#text.length > bulk) this.#hashText();
    if (this.#kept) this.#lines.push({ at, about, text });
  }

  /** Same hash, same history. Ends the trace. */
  digest(): string {
    this.#hashText();
    return this.#hash.digest("hex");
  }

  /** The lines that name one of these, around those that are about the first name, in seconds since the first of those. */
  timeline(names: readonly string[]): string[] {
    const times = this.#lines.filter(({ about }) => about === names[0]).map(({ at }) => at);
    const first = times[0] ?? 0;
    const last = times.at(-1) ?? Number.POSITIVE_INFINITY;
    return this.#lines
      .filter(({ at }) => at >= first - margin && at <= last + margin)
      .filter(({ about, text }) => names.some((name) => about === name || text.includes(name)))
      .map(
        (line) =>
          `${((line.at - first) / 1000).toFixed(3).padStart(12)} s  ${line.about}  ${shortened(line.text, names)}`,
      );
  }

  #hashText(): void {
    this.#hash.update(this.#text);
    this.#text = "";
  }
}

/** Of a snapshot only the slots that matter. */
function shortened(text: string, names: readonly string[]): string {
  return text.replace(/\{"slot":[^}]*\},?/g, (slot) => (names.some((name) => slot.includes(`"${name}"`)) ? slot : ""));
}
