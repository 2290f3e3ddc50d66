import type { CabinetId, EpochMs } from "../../protocol/ids.ts";
import type { Birth } from "../../protocol/upward.ts";
import { type CabinetState, comingsWith } from "../store/cabinet-state-table.ts";

/*
 * Where several hubs share a broker, what a cabinet says can overtake what it said before, or what the broker says of it.
 * The number of the connection tells what is newer: a connection begins, is heard and ends, and then nothing of it counts.
 */

/** What each message about presence or slots says of the connection over which it came. */
interface Told {
  readonly bootId: string;
  readonly connection: number;
}

/** No message is under way for longer; ms. */
export const longestUnderWay = 300_000;
/** A bridge that repeats its births for so long, while nothing is heard of the newer connection, is the one that lives; ms. */
const contention = 8000;

/** Whether something newer is known already, or this very connection has ended. */
export function isOutdated(state: CabinetState | undefined, told: Told): boolean {
  if (!state || told.connection > state.connection) return false;
  return isOutnumbered(state, told) || state.ended;
}

/** Whether a connection has a number that another one had before: a lower one, or the newest under another boot id. */
export function isOutnumbered(state: CabinetState, { connection, bootId }: Told): boolean {
  return connection < state.connection || (connection === state.connection && bootId !== state.presence.bootId);
}

/** As `isOutdated`, but that a bridge which counts its connections from too low a number is not shut out. */
export function isOutdatedBirth(state: CabinetState | undefined, birth: Birth, now: EpochMs): boolean {
  if (!isOutdated(state, birth)) return false;
  return !state || !isOutnumbered(state, birth) || !hasPrevailed(state, birth, now);
}

/**
 * The state with a note of a birth that looks older than what is known. The births of a connection that has ended come no
 * more; a bridge that lives repeats them, with a new nonce each time.
 */
export function withContender(state: CabinetState, birth: Birth, since: EpochMs): CabinetState {
  const { bootId, connection, nonce } = birth;
  const isNoted = state.contender?.bootId === bootId && state.contender.connection === connection;
  const isNewer = isNoted && state.heardAt <= (state.contender?.since ?? since);
  if (isNewer || bootId === state.presence.bootId || connection > state.connection) return state;
  return { ...state, contender: { bootId, connection, nonce, since } };
}

function hasPrevailed({ contender, heardAt }: CabinetState, birth: Birth, now: EpochMs): boolean {
  if (contender?.bootId !== birth.bootId || contender.connection !== birth.connection) return false;
  return contender.nonce !== birth.nonce && heardAt <= contender.since && now - contender.since >= contention;
}

/** Whether the cabinet is there over this very connection already. */
export function isThere(state: CabinetState | undefined, { connection }: Told): boolean {
  return state?.presence.online === true && state.connection === connection;
}

/** The cabinet has spoken over a connection that lives. */
export function heard(state: CabinetState | undefined, cabinetId: CabinetId, told: Told, now: EpochMs): CabinetState {
  const since = state && isThere(state, told) ? state.presence.since : now;
  const { bootId, connection } = told;
  const presence = { online: true, bootId, since };
  const comings = comingsWith(state, true, now);
  return { ...known(state, bootId), cabinetId, presence, connection, ended: false, heardAt: now, ...comings };
}

/** The connection has ended. */
export function gone(state: CabinetState | undefined, cabinetId: CabinetId, told: Told, now: EpochMs): CabinetState {
  const since = state && !state.presence.online ? state.presence.since : now;
  const { bootId, connection } = told;
  const presence = { online: false, bootId, since };
  const comings = comingsWith(state, false, now);
  return { ...known(state, bootId), cabinetId, presence, connection, ended: true, heardAt: now, ...comings };
}

/** Until a bridge that has started anew has shown its slots, nobody knows what lies in them. */
function known(
  state: CabinetState | undefined,
  bootId: string,
): Pick<CabinetState, "drift" | "snapshot" | "missing" | "bridge" | "health"> {
  const bridge = state?.bridge && { bridge: state.bridge };
  if (state?.presence.bootId !== bootId) return { drift: [], ...bridge };
  const { drift, snapshot, missing, health } = state;
  return {
    drift,
    ...(snapshot && { snapshot }),
    ...(missing && { missing }),
    ...bridge,
    ...(health && { health }),
  };
}
