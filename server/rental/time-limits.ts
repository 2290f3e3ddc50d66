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
/** After a rider's report: when the evidence is looked at again. */
const reportChecks = [15 * second, 2 * minute, 10 * minute];

/** After a return that a snapshot must bear out: when the cabinet is asked for one again. */
const proofChecks = [15 * second, 2 * minute, 10 * minute];

/** After the expiry of a command its answer may still be under way. */
export const answerGrace = 3 * second;
/** A sensor may show the old picture for this long after the motor ran (volinks: no query before 5 s). */
export const sensorLag = 5 * second;
/** An item that two looks so far apart find in a slot is back, told or not: a bridge tells a return within seconds. */
export const sightingTime = 10 * minute;
/** A rider waits so long for the outcome of an opening before the page shows a way out. */
export const leaveAfter = 20 * second;
/** After a slot failed, its rider stands in front of the cabinet for so long after the command's expiry. */
export const riderWaits = 30 * second;
/** How long another slot stays offered. */
export const offerTime = minute;
/** A start that differs less than this from the provider's is left as it is: wallets show minutes. */
export const startTolerance = minute;
/** Nobody waits longer than this for a machine before an operator looks. */
export const doubtLimit = 30 * minute;
/** After so many queries or tries without a definite end an operator looks; with the back-off this is about three days. */
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

/** Infinity: looked often enough. */
export function reportCheck(attempt: number): number {
  return reportChecks[attempt] ?? Number.POSITIVE_INFINITY;
}

/** Infinity: looked often enough. */
export function proofCheck(attempt: number): number {
  return proofChecks[attempt] ?? Number.POSITIVE_INFINITY;
}

/** Between looks for an item that was seen once where it should not be. */
export function sightingCheck(attempt: number): number {
  return Math.min(sightingTime * 2 ** attempt, 6 * hour);
}
