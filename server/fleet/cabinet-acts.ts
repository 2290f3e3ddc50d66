import type { EpochMs, OrderNo, SlotNumber } from "../../protocol/ids.ts";
import type { CabinetState } from "../store/cabinet-state-table.ts";
import type { Cabinet } from "../store/cabinet-table.ts";
import type { CabinetServices, ServiceCommand } from "../store/service-command-table.ts";
import { isUnderWay, slotsInService } from "./service-openings.ts";

/** What an operator may do to a cabinet, or to one of its slots. */
export type CabinetAct =
  | "open-slot"
  | "lock-slot"
  | "unlock-slot"
  | "look"
  | "restart"
  | "disable"
  | "enable"
  | "trust-again"
  | "remove";

/**
 * Why an act is not possible now. Each is the code of the error with which the hub refuses the act. Locking a slot that is
 * locked, and the like, is refused by nobody: it changes nothing, and the answer says so.
 */
export const obstacles = [
  "cabinet/not-connected",
  "cabinet/out-of-service",
  "cabinet/in-service",
  "cabinet/in-use",
  "cabinet/not-distrusted",
  "cabinet/service-limit",
  "bridge/too-old",
  "slot/held",
  "slot/in-service",
  "slot/locked",
  "slot/not-locked",
] as const;
export type Obstacle = (typeof obstacles)[number];

/** An act, and whether it is possible now. */
export interface ActState {
  readonly act: CabinetAct;
  /** Absent: the act concerns the whole cabinet. */
  readonly slot?: SlotNumber;
  /** Absent: it is possible. */
  readonly obstacle?: Obstacle;
}

/** What acts are judged by. */
export interface ActedOn {
  readonly cabinet: Cabinet;
  readonly state: CabinetState | undefined;
  readonly services: CabinetServices | undefined;
  /** Slots that orders hold. */
  readonly held: readonly { readonly slot: SlotNumber; readonly orderNo: OrderNo }[];
  /** Orders of the cabinet that have not ended, as far as they have an item out or hold a slot. */
  readonly openOrders: readonly OrderNo[];
  readonly unmatchedReturns: number;
}

/**
 * How many commands of a kind one cabinet gets within `limitWindow`. Who holds an operator's session opens no more slots than
 * these before the alarm is raised; who works on a cabinet empties half a usual one, and goes on ten minutes later.
 */
export const commandLimits: Readonly<Record<ServiceCommand["action"], number>> = {
  "open-for-service": 12,
  restart: 3,
};
/** ms */
export const limitWindow = 10 * 60_000;

/** What a bridge knows whose birth names no actions (protocol/contract-commands.ts). */
const firstActions = ["open", "look", "sync"];

/** Why a command can't be sent to the cabinet now; undefined: it can. */
export function obstacleOfCommand(
  { cabinet, state, services }: Pick<ActedOn, "cabinet" | "state" | "services">,
  action: ServiceCommand["action"] | "look",
  now: EpochMs,
): Obstacle | undefined {
  if (cabinet.disabled) return "cabinet/out-of-service";
  if (!state?.presence.online) return "cabinet/not-connected";
  if (!(state.bridge?.actions ?? firstActions).includes(action)) return "bridge/too-old";
  return action !== "look" && freeAt(services, action, now) > now ? "cabinet/service-limit" : undefined;
}

/** When the cabinet may get the next command of a kind; not after `now`: at any time. */
export function freeAt(services: CabinetServices | undefined, action: ServiceCommand["action"], now: EpochMs): EpochMs {
  const lately = (services?.commands ?? []).filter(
    (command) => command.action === action && now - command.issuedAt < limitWindow,
  );
  const first = lately.at(-commandLimits[action]);
  return first === undefined ? now : first.issuedAt + limitWindow;
}

/** Why a slot can't be opened without an order now; undefined: it can. */
export function obstacleOfOpening(on: ActedOn, slot: SlotNumber, now: EpochMs): Obstacle | undefined {
  const ofCabinet = obstacleOfCommand(on, "open-for-service", now);
  if (ofCabinet) return ofCabinet;
  // A rider has been promised what lies there, or its lock may be moving.
  if (on.held.some((one) => one.slot === slot)) return "slot/held";
  return slotsInService(on.services, now).includes(slot) ? "slot/in-service" : undefined;
}

/** Why a bridge can't be restarted now; undefined: it can. */
export function obstacleOfRestart(on: ActedOn, now: EpochMs): Obstacle | undefined {
  const isRestarting = on.services?.commands.some((each) => each.action === "restart" && isUnderWay(each, now));
  return obstacleOfCommand(on, "restart", now) ?? (isRestarting ? "cabinet/service-limit" : undefined);
}

/** Every act on a cabinet and on its slots, with what stands in its way. */
export function actsOn(on: ActedOn, now: EpochMs): ActState[] {
  const { cabinet, openOrders, unmatchedReturns } = on;
  const isLocked = (slot: SlotNumber) => cabinet.lockedSlots?.some((lock) => lock.slot === slot) === true;
  const slots = Array.from({ length: cabinet.slots }, (_, index) => index + 1);
  return [
    state("look", obstacleOfCommand(on, "look", now)),
    state("restart", obstacleOfRestart(on, now)),
    state("disable", cabinet.disabled ? "cabinet/out-of-service" : undefined),
    state("enable", cabinet.disabled ? undefined : "cabinet/in-service"),
    state("trust-again", cabinet.distrusted ? undefined : "cabinet/not-distrusted"),
    state("remove", openOrders.length + unmatchedReturns > 0 ? "cabinet/in-use" : undefined),
    ...slots.flatMap((slot) => [
      { ...state("open-slot", obstacleOfOpening(on, slot, now)), slot },
      { ...state("lock-slot", isLocked(slot) ? "slot/locked" : undefined), slot },
      { ...state("unlock-slot", isLocked(slot) ? undefined : "slot/not-locked"), slot },
    ]),
  ];
}

function state(act: CabinetAct, obstacle: Obstacle | undefined): ActState {
  return obstacle === undefined ? { act } : { act, obstacle };
}
