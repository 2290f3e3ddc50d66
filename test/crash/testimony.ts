import type { OrderRecord } from "../../server/store/order-table.ts";
import type { Motion } from "../../simulators/board/kit/motion-log.ts";
import type { BookDifference } from "../../simulators/demo/operator.ts";
import type { SlotView } from "../../simulators/workbench/views.ts";
import { toBeijing } from "../../simulators/zhima/wire-values.ts";
import type { DeployedSystem, GatewayOrder, Goods } from "../support/deployed-system.ts";
import type { Ride } from "./ride.ts";

/** A cabinet as an operator sees it. */
export interface CabinetSeen {
  readonly cabinetId: string;
  readonly presence: { readonly online: boolean };
  readonly snapshot?: { readonly slots: readonly { slot: number; state: string; itemId?: string }[] };
  readonly drift: readonly { readonly what: string }[];
}

/** A return that belongs to no order, as an operator sees it. */
export interface UnmatchedSeen {
  readonly cabinetId: string;
  readonly event: { readonly body: { readonly kind: string; readonly slot?: number; readonly itemId?: string } };
}

export interface CabinetTestimony {
  readonly goods: Goods;
  readonly cabinetId: string;
  readonly motions: readonly Motion[];
  readonly slots: readonly SlotView[];
  /** What the hub shows of it. */
  readonly seen: CabinetSeen | undefined;
}

export interface RideTestimony {
  readonly ride: Pick<Ride, "confirmedAt">;
  readonly orderNo: string;
  /** The hub's whole record; undefined: the hub does not know the order. */
  readonly record: OrderRecord | undefined;
  /** The gateway's own record; undefined: nobody confirmed it there. */
  readonly credit: GatewayOrder | undefined;
}

/** What everybody outside of the hub, and the hub through its public interface, says at the end of a run. */
export interface Testimony {
  readonly rides: readonly RideTestimony[];
  readonly cabinets: readonly CabinetTestimony[];
  readonly unmatchedEvents: readonly UnmatchedSeen[];
  /** Between the hub's books of the run's days and the gateway's settlement files. */
  readonly differences: readonly BookDifference[];
}

export const allGoods = ["power-bank", "umbrella"] as const satisfies readonly Goods[];

/** @param since when the run began, epoch ms */
export async function hearAll(system: DeployedSystem, rides: readonly Ride[], since: number): Promise<Testimony> {
  const cabinets = await system.operator<CabinetSeen[]>("/cabinets");
  const days = new Set([since, Date.now()].map((at) => toBeijing(at).slice(0, "2026-11-23".length)));
  return {
    rides: await Promise.all(rides.flatMap((ride) => (ride.orderNo ? [hearRide(system, ride, ride.orderNo)] : []))),
    cabinets: await Promise.all(allGoods.map((goods) => hearCabinet(system, goods, cabinets))),
    unmatchedEvents: await system.operator<UnmatchedSeen[]>("/unmatched-events"),
    differences: (await Promise.all([...days].map((day) => system.reconcile(day)))).flat(),
  };
}

async function hearRide(system: DeployedSystem, ride: Ride, orderNo: string): Promise<RideTestimony> {
  const unlessUnknown = async <Answer>(asked: Promise<Answer>) => {
    try {
      return await asked;
    } catch (error) {
      if (String(error).includes(" 404")) return undefined;
      throw error;
    }
  };
  const [record, credit] = [
    await unlessUnknown(system.order(orderNo)),
    await unlessUnknown(system.gatewayOrder(orderNo)),
  ];
  return { ride, orderNo, record, credit };
}

async function hearCabinet(
  system: DeployedSystem,
  goods: Goods,
  cabinets: readonly CabinetSeen[],
): Promise<CabinetTestimony> {
  const cabinetId = system.cabinetId(goods);
  const { slots } = await system.board<{ slots: SlotView[] }>("/slots", undefined, goods);
  const seen = cabinets.find((cabinet) => cabinet.cabinetId === cabinetId);
  return { goods, cabinetId, slots, motions: await system.motions(goods), seen };
}
