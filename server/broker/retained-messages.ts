import type { Aedes } from "aedes";

/** Where Aedes keeps what was published to be retained (aedes-persistence). */
interface KeptMessages {
  /** What is kept under any of these topic filters. */
  createRetainedStreamCombi(filters: readonly string[]): unknown;
}

/**
 * Has the broker look for kept messages only under filters with a wildcard, which is how the hub asks. What a cabinet
 * subscribes to is never kept (access.ts), and Aedes compares every topic that is kept with every filter: four million
 * comparisons when a thousand cabinets come back.
 */
export function matchRetainedOnlyByWildcards(broker: Aedes): void {
  // It is there, and Aedes does not declare it.
  const { persistence } = broker as Aedes & { readonly persistence: KeptMessages };
  const look = persistence.createRetainedStreamCombi.bind(persistence);
  persistence.createRetainedStreamCombi = (filters) => look(filters.filter((filter) => /[+#]/.test(filter)));
}
