import type { Plant } from "./plant.ts";
import { asNowhereElse, asShown, changedEvents, withoutItemClaims, withRestartedLooks } from "./planted-beliefs.ts";
import { changedOrders, PausingRiderDesk } from "./planted-parts.ts";

const hostile = { "a cabinet turns hostile": 1, "a hostile cabinet tells a foreign return": 30 } as const;

/** Planted faults about what riders, cabinets and clocks are believed. */
export const beliefPlants: readonly Omit<Plant, "kind">[] = [
  {
    name: "a refuted report keeps its pause",
    promise: "S12",
    within: 100,
    rates: { "the rider lies that it is back": 0.6 },
    seams: { riderDesk: (_desk, hub) => new PausingRiderDesk(hub.store, hub.clock) },
  },
  {
    name: "each report starts the looks for evidence again",
    promise: "S12",
    within: 200,
    rates: { "the rider alternates reports": 0.5 },
    seams: { deskStore: (store) => changedOrders(store, withRestartedLooks) },
  },
  {
    name: "a foreign return is settled without a picture",
    promise: "S13",
    within: 200,
    rates: hostile,
    seams: { fleetOrders: (orders) => changedEvents(orders, asShown) },
  },
  {
    name: "an item is lent twice by a cabinet's word",
    promise: "S2",
    within: 300,
    rates: {
      "a cabinet turns hostile": 1,
      "a hostile cabinet answers falsely": 1,
      "a hostile cabinet tells a foreign return": 0,
      "a hostile cabinet tells a false return of its own": 0,
      "a hostile cabinet shows foreign items": 0,
    },
    seams: { fleetOrders: (orders) => changedEvents(orders, asNowhereElse), orders: withoutItemClaims },
  },
];
