import { parseUpTopic } from "../../protocol/topics.ts";
import type { Snapshot } from "../../protocol/upward.ts";
import type { Leased } from "../../server/store/store.ts";
import { recklessClaim } from "../support/reckless-claim.ts";
import { storeWith } from "../support/store-with.ts";
import { numberStep } from "./fleet-judge.ts";
import type { Plant } from "./plant.ts";
import { believingWills, blindStore } from "./planted-parts.ts";
import type { Heard } from "./seams.ts";

/** Planted faults that only several hubs can have: of work that is shared, and of messages that overtake one another. */
export const severalHubsPlants: readonly Omit<Plant, "kind">[] = [
  {
    name: "a hub does not ask first about what it took over",
    promise: "L2",
    within: 800,
    rates: { "the hub is killed between two steps": 0.005 },
    seams: {
      runnerStore: (store) => storeWith(store, { lease: async (...call) => asItsOwn(await store.lease(...call)) }),
    },
  },
  {
    name: "a hub ignores what another one works on",
    promise: "L2",
    within: 100,
    rates: {},
    seams: {
      runnerStore: (store) =>
        storeWith(store, {
          lease: (table, until) => recklessClaim((work) => store.transact(work), table, until, null),
        }),
    },
  },
  {
    name: "a snapshot that came late is stored",
    promise: "L3",
    within: 400,
    rates: { "a message reaches its hub late": 0.2 },
    seams: { heard: withNewestNo() },
  },
  {
    name: "a last will of long ago takes a cabinet offline, with several hubs",
    promise: "L3",
    within: 200,
    rates: { "a last will comes late": 1, "a bridge is killed": 3 },
    seams: { heard: believingWills },
  },
  {
    name: "a birth that the broker had kept is taken for a new one",
    promise: "L3",
    within: 200,
    // A cabinet that loses its power while the broker is down, and hubs that run long enough to notice its silence.
    rates: {
      "power is gone for hours": 1,
      "the broker restarts": 20,
      "the broker forgets what it retained": 0,
      "a hub loses the broker": 6,
      "the hub is killed": 0,
      "the hub is killed between two steps": 0,
      "a hub is stopped in order": 0,
      "a hub is halted": 0,
      "a hub is halted between two steps": 0,
      "the database is away": 0,
    },
    seams: { heard: (message) => ({ ...message, retained: false }) },
  },
  {
    name: "a slot is not claimed, with several hubs",
    promise: "S2",
    within: 30,
    rates: { "two riders want the slot": 0.5 },
    seams: { orders: (table) => ({ ...table, unique: () => [] }), startStore: blindStore },
  },
];

function asItsOwn<Row>(claim: Leased<Row>): Leased<Row> {
  return { ...claim, rows: claim.rows.map(({ row }) => ({ row, takeover: null })) };
}

/** Whatever snapshot comes counts as the newest. */
function withNewestNo(): (message: Heard) => Heard {
  let steps = 0;
  return (message) => {
    if (parseUpTopic(message.topic)?.channel !== "snapshot") return message;
    const snapshot = JSON.parse(message.payload.toString()) as Snapshot;
    return {
      ...message,
      payload: Buffer.from(JSON.stringify({ ...snapshot, no: snapshot.no + ++steps * numberStep })),
    };
  };
}
