/** Values that are costly to load, the most recently used ones kept. */
export class RecentlyUsed<Key, Value> {
  readonly #most: number;
  readonly #values = new Map<Key, Value>();

  constructor(most: number) {
    this.#most = most;
  }

  async get(key: Key, load: () => Promise<Value>): Promise<Value> {
    const value = this.#values.get(key) ?? (await load());
    // A map keeps the order in which keys came: the first is the one that nobody has used for longest.
    this.#values.delete(key);
    this.#values.set(key, value);
    for (const oldest of this.#values.keys()) {
      if (this.#values.size <= this.#most) break;
      this.#values.delete(oldest);
    }
    return value;
  }
}
