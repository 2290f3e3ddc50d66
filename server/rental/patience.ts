/** How long the order machine waits for what; ms. */
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** The rider is in the wallet: a lost notification costs the rider no more than this. */
const confirmationPolls = [3, 5, 10, 15, 30].map((seconds) => seconds * second);
/** A lapsed order may still be confirmed in a forgotten page; whoever did so must not stay "borrowed". */
const lapsedPolls = [10 * minute, hour, 25 * hour];
/** After a look at a lapsed order that gave no definite answer. */
export const lapsedRetry = 10 * minute;
/** Between a definite failure to collect and the next try: product document 3.3. */
const collectionRetries = [minute, 24 * hour, 3 * 24 * hour, 7 * 24 * hour];

/** After the expiry of a command its answer may still be under way. */
export const answerGrace = 3 * second;
/** A sensor may show the old picture for this long after the motor ran (volinks: no query before 5 s). */
export const sensorLag = 5 * second;
/** Nobody waits longer than this for a machine before a person looks. */
export const doubtLimit = 30 * minute;
/** After so many queries or tries without a definite end a person looks; with the back-off this is about three days. */
export const queryLimit = 80;

export function backOff(attempt: number): number {
  return Math.min(2 * second * 2 ** attempt, hour);
}

/** Between looks at a slot nobody knows the state of: a rider stands in front of it. */
export function doubtBackOff(attempt: number): number {
  return Math.min(2 * second * 2 ** attempt, minute);
}

export function confirmationPoll(attempt: number): number {
  return confirmationPolls[attempt] ?? backOff(attempt);
}

/** undefined: no further look. */
export function lapsedPoll(attempt: number): number | undefined {
  return lapsedPolls[attempt];
}

/** undefined: tried often enough. */
export function collectionRetry(failures: number): number | undefined {
  return collectionRetries[failures - 1];
}
