import { hash } from "node:crypto";

/** Shared by every commit: whoever does not share it is alone. */
export const everything = 20_261_123n;

/** More than these, and one lock over everything is taken in their place: the server's memory for locks is small. */
const most = 200;

/**
 * What a commit holds until it is there, so that others see either all of it or none, and nothing that it relies on changes
 * meanwhile. All commits take locks in the same order, so none waits for one that waits for it.
 */
export class CommitLocks {
  readonly #exclusive = new Map<bigint, boolean>();

  /** Nobody else commits anything. */
  static ofEverything(): CommitLocks {
    const locks = new CommitLocks();
    locks.#exclusive.set(everything, true);
    return locks;
  }

  /** The row is read, or changed. */
  row(table: string, key: string, changed: boolean): void {
    this.#want(["row", table, key], changed);
  }

  /** Who holds the claim is read, or changes. */
  claim(table: string, claim: string, changed: boolean): void {
    this.#want(["claim", table, claim], changed);
  }

  /**
   * Which rows belong to a list is read, or a row comes or goes. Many may come and go at once, and in some lists nearly
   * every order does; so it is the reader who is alone.
   */
  list(table: string, list: string, changed: boolean): void {
    this.#want(["list", table, list], !changed);
  }

  /** Ids in the order in which they are to be taken, and which of them not to share. */
  inOrder(): [ids: bigint[], exclusive: boolean[]] {
    if (this.#exclusive.size > most || this.#exclusive.has(everything)) return [[everything], [true]];
    const ids = [...this.#exclusive.keys()].toSorted((one, other) => (one < other ? -1 : 1));
    return [
      [everything, ...ids],
      [false, ...ids.map((id) => this.#exclusive.get(id) === true)],
    ];
  }

  #want(name: readonly string[], exclusive: boolean): void {
    const id = hash("sha1", name.join("\u0002"), "buffer").readBigInt64BE();
    this.#exclusive.set(id, exclusive || this.#exclusive.get(id) === true);
  }
}
