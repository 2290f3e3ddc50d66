interface Lease {
  /** undefined: nobody has had it yet. */
  hub: string | undefined;
  until: number;
  takeover: string | null;
}

/** Who works on which due rows, as the database keeps it: what one hub has, the others are not given before its lease ends. */
export class WorkLeases {
  readonly #leases = new Map<string, Lease>();

  /** A row that is not due any more is nobody's. */
  drop(row: string): void {
    this.#leases.delete(row);
  }

  /** Gives a free row to the hub, or renews what it has. @returns whether anything was changed */
  take(row: string, hub: string, now: number, lease: number): boolean {
    const known = this.#leases.get(row) ?? { hub: undefined, until: 0, takeover: null };
    const mayTake = known.until <= now || (known.hub === hub && known.until <= now + lease / 2);
    if (!mayTake) return false;
    const isTakenOver = known.hub !== undefined && known.hub !== hub;
    this.#leases.set(row, { hub, until: now + lease, takeover: isTakenOver ? String(now) : known.takeover });
    return true;
  }

  /** Nothing of it has begun, so nobody takes it over. */
  release(hub: string): void {
    for (const lease of this.#leases.values())
      if (lease.hub === hub) Object.assign(lease, { hub: undefined, until: 0 });
  }

  /** undefined: it is not this hub's. */
  heldBy(row: string, hub: string, now: number): { readonly takeover: string | null } | undefined {
    const lease = this.#leases.get(row);
    return lease?.hub === hub && lease.until > now ? lease : undefined;
  }
}
