import type { OrderView } from "../../server/http/rider-api.ts";
import type { Box } from "./box.ts";
import type { Faults } from "./faults.ts";
import type { HubProcess } from "./hub-process.ts";
import type { Random } from "./random.ts";
import type { SimulatedGateway } from "./simulated-gateway.ts";
import type { Trace } from "./trace.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface RidersParts {
  readonly time: VirtualTime;
  readonly faults: Faults;
  readonly random: Random;
  readonly trace: Trace;
  readonly gateway: SimulatedGateway;
  readonly boxes: readonly Box[];
  readonly hub: () => HubProcess | undefined;
  /** When the last items come home, epoch ms. */
  readonly homeBefore: number;
  /** How much more the hub's clock shows by the steps that it has taken over, ms. */
  readonly ahead: () => number;
  /** The text of the code on a slot. */
  readonly codeOf: (cabinetId: string, slot: number) => string;
}

/** One rider's order, from the scan on. */
export interface Visit {
  readonly random: Random;
  readonly box: Box;
  readonly orderNo: string;
  readonly userId: string;
  readonly walletUrl: string;
  readonly items: number;
}

export type RiderAct = "give-up" | "leave" | "offer" | "renew" | "report" | "lost" | "objections";

/** What every rider can do, an honest one and one that cheats. */
export interface RiderActs {
  /** Uses a button of the order's page. */
  act(visit: Visit, what: RiderAct, body?: object): Promise<unknown>;
  /** Loads the order's page; undefined: the hub refused, or did not answer in time. */
  orderPage(visit: Visit): Promise<OrderView | undefined>;
  /** Leaves the item in the slot, where another person pushes it back in later. */
  pushBackLater(box: Box, slot: number, itemId: string): void;
}
