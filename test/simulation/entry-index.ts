/** Which keys stand under which entry. */
export class EntryIndex {
  readonly #keys = new Map<string, Set<string>>();

  add(entries: readonly string[], key: string): void {
    for (const entry of entries) {
      const keys = this.#keys.get(entry);
      if (keys === undefined) this.#keys.set(entry, new Set([key]));
      else keys.add(key);
    }
  }

  remove(entries: readonly string[], key: string): void {
    for (const entry of entries) {
      const keys = this.#keys.get(entry);
      keys?.delete(key);
      if (keys?.size === 0) this.#keys.delete(entry);
    }
  }

  /** In no particular order. */
  under(entry: string): Iterable<string> {
    return this.#keys.get(entry) ?? [];
  }
}
