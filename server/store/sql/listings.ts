/** Which keys an answer lists. Values are numbered from 1, the table first; each adapter writes their names its way. */
export interface Listing {
  readonly keys: string;
  readonly order: string;
}

// Two scans in the order of the index, each cut off at the limit: one over both would have to sort all.
const pageOf = (condition: string): Listing => ({
  keys: `
    SELECT key FROM (
      SELECT key FROM entries WHERE table_name = $1 AND entry = $2 AND rests = FALSE ${condition}
      ORDER BY key DESC LIMIT $3) AS living
    UNION ALL
    SELECT key FROM (
      SELECT key FROM entries WHERE table_name = $1 AND entry = $2 AND rests = TRUE ${condition}
      ORDER BY key DESC LIMIT $3) AS resting`,
  order: "key DESC LIMIT $3",
});

/** How the rows of an answer are found, in both databases. */
export const listings = {
  find: { keys: "SELECT key FROM entries WHERE table_name = $1 AND entry = $2 AND rests = FALSE", order: "key" },
  page: pageOf(""),
  pageBefore: pageOf("AND key < $4"),
  all: { keys: "SELECT key FROM rows WHERE table_name = $1 AND rests_in IS NULL", order: "key" },
} as const satisfies Record<string, Listing>;

export type ListingName = keyof typeof listings;
