import { examples } from "../../protocol/examples.ts";
import { seal } from "../../protocol/seal.ts";
import { parseUpTopic } from "../../protocol/topics.ts";
import type { CabinetEvent } from "../../protocol/upward.ts";
import type { Notice } from "../../server/credit/credit-provider.ts";
import { fen } from "../../server/rental/money.ts";
import { orderTable } from "../../server/store/order-table.ts";
import { beliefPlants } from "./belief-plants.ts";
import { clockPlants } from "./clock-plants.ts";
import { moneyPlants } from "./money-plants.ts";
import type { Plant } from "./plant.ts";
import {
  BelievingDesk,
  believingWills,
  blindStore,
  changedOrders,
  ForgetfulIntake,
  hastyStore,
  LateIntake,
  withoutSecondEntry,
} from "./planted-parts.ts";
import { severalHubsPlants } from "./several-hubs-plants.ts";

const nobody: Notice = { about: "created", noticeId: "", orderNo: "", creditOrderNo: "" };

const oneHubPlants: readonly Omit<Plant, "kind">[] = [
  {
    name: "a command's expiry is not checked",
    promise: "S3",
    within: 60,
    rates: { "a message is held up for minutes": 0.3 },
    seams: {
      command: (command, { cabinetId, sealKey, now }) =>
        seal(sealKey, cabinetId, { ...command, issuedAt: now, expiresAt: now + 10_000, ttl: 10_000 }),
    },
  },
  {
    name: "a command's seal is not checked",
    promise: "S1",
    within: 30,
    rates: { "a command is forged": 5 },
    seams: {
      command: (command, { cabinetId, sealKey }) => seal(sealKey, cabinetId, command),
    },
  },
  {
    name: "the bridge forgets its commands",
    promise: "S2",
    within: 60,
    rates: { "a message comes twice": 0.5, "the rider pushes the item back at once": 0.5 },
    seams: {
      journal: (data) => Object.defineProperty(data, "commands", { get: () => [], set: () => {}, enumerable: true }),
    },
  },
  {
    name: "a cabinet's clock is taken for the hub's",
    promise: "S5",
    within: 60,
    rates: { "a clock is wrong": 1 },
    seams: {
      welcome: (welcome, { cabinetId, sealKey, cabinetTime }) =>
        seal(sealKey, cabinetId, { ...welcome, hubTime: cabinetTime }),
    },
  },
  {
    name: "unknown is taken for no",
    // Another slot opens in place of one that did open.
    promise: "S2",
    within: 100,
    rates: { "the board's answer is lost": 0.5, "the board lies about a failed look": 0.5 },
    seams: {
      driver: (driver) => ({
        open: async (...order) => {
          const result = await driver.open(...order);
          return result.outcome === "unknown" ? { outcome: "refused", reason: "board-refused" } : result;
        },
        snapshot: () => driver.snapshot(),
        heardAt: () => driver.heardAt(),
        close: () => driver.close(),
      }),
    },
  },
  {
    name: "unknown is taken for yes",
    promise: "S4",
    within: 60,
    rates: { "the board is silent": 5 },
    seams: {
      driver: (driver) => ({
        open: async (...order) => {
          const result = await driver.open(...order);
          return result.outcome === "unknown" ? { outcome: "opened" } : result;
        },
        snapshot: () => driver.snapshot(),
        heardAt: () => driver.heardAt(),
        close: () => driver.close(),
      }),
    },
  },
  {
    name: "a return is confirmed before it is on disk",
    promise: "S6",
    within: 30,
    rates: {},
    seams: {
      reports: (reports) => ({
        ...reports,
        returned: async (...told) => {
          void reports.returned(...told);
        },
      }),
    },
  },
  {
    name: "a repeated event is taken in again",
    promise: "S8",
    within: 60,
    rates: { "a message comes twice": 0.5 },
    seams: {
      intake: (hub, orders) => new ForgetfulIntake(hub, orders),
    },
  },
  {
    name: "an event is acknowledged before it is stored",
    promise: "S11",
    within: 30,
    rates: {},
    seams: {
      heard: (message, { link }) => {
        const place = parseUpTopic(message.topic);
        if (place?.channel !== "event") return message;
        const { journalId, seq } = JSON.parse(message.payload.toString()) as CabinetEvent;
        void link.publish(place.cabinetId, "ack", { ...examples.ack.ack, journalId, committed: seq });
        return message;
      },
    },
  },
  {
    name: "a return is dated by its arrival",
    promise: "S6",
    within: 100,
    rates: {},
    seams: { intake: (hub, orders) => new LateIntake(hub, orders) },
  },
  {
    name: "a return closes any open order",
    promise: "S7",
    within: 30,
    rates: {},
    seams: {
      fleetOrders: (orders, { disk }) => ({
        applyIn: (tx, orderNo, event, actor) => {
          const others = disk.rows(orderTable).filter(({ order }) => order.loans.some(({ state }) => state === "lent"));
          const other = event.type === "item-returned" ? others[0]?.order.orderNo : undefined;
          return orders.applyIn(tx, other ?? orderNo, event, actor);
        },
      }),
    },
  },
  {
    name: "a last will of long ago takes a cabinet offline",
    promise: "L3",
    within: 200,
    rates: { "a last will comes late": 1, "a bridge is killed": 3 },
    seams: {
      heard: believingWills,
    },
  },
  {
    name: "a slot is not claimed",
    promise: "S2",
    within: 30,
    rates: { "two riders want the slot": 0.5 },
    seams: { orders: (table) => ({ ...table, unique: () => [] }), startStore: blindStore },
  },
  {
    name: "a notification is believed without a query",
    promise: "S1",
    within: 30,
    rates: { "a notice comes before the answer": 1 },
    seams: { noticeDesk: (_desk, hub) => new BelievingDesk(hub.store, hub.clock) },
  },
  {
    name: "a notification's signature is not checked",
    promise: "S8",
    within: 60,
    rates: { "a notice is forged": 0.5 },
    seams: {
      credit: (credit) => ({
        ...credit,
        readNotice: ({ out_order_no: orderNo, order_no: creditOrderNo, notify_id: noticeId }) =>
          ({ ...nobody, orderNo, creditOrderNo, noticeId }) as Notice,
      }),
    },
  },
  {
    name: "a completion is repeated without a query",
    promise: "L2",
    within: 60,
    rates: { "a call times out after": 0.2 },
    seams: {
      credit: (credit) => ({
        ...credit,
        complete: async (...call) => {
          const answer = await credit.complete(...call);
          return answer.outcome === "unknown" ? credit.complete(...call) : answer;
        },
      }),
    },
  },
  {
    name: "a completion is sent twice",
    promise: "S5",
    within: 60,
    rates: {},
    seams: {
      gatewayCompletesTwice: true,
      credit: (credit) => ({
        ...credit,
        complete: async (...call) => {
          const answer = await credit.complete(...call);
          return answer.outcome === "ok" ? credit.complete(...call) : answer;
        },
      }),
    },
  },
  {
    name: "a cancellation is only said",
    promise: "S10",
    within: 100,
    rates: { "the rider confirms late": 0.3 },
    seams: { credit: (credit) => ({ ...credit, cancel: async () => ({ outcome: "ok", value: null }) }) },
  },
  {
    name: "the caps are forgotten",
    promise: "S5",
    within: 60,
    rates: { "the item comes back after days": 0.5 },
    seams: { tariff: (tariff) => ({ ...tariff, dailyCap: fen(1_000_000), totalCap: fen(1_000_000) }) },
  },
  {
    name: "a command is sent before it is saved",
    promise: "S1",
    within: 30,
    rates: {},
    seams: { deskStore: (store, hub) => hastyStore(store, hub) },
  },
  {
    name: "effects are not on disk",
    promise: "L1",
    within: 100,
    // Without reports, whose pauses would stand still first.
    rates: {
      "the hub is killed": 6,
      "the rider reports what did not open": 0,
      "the rider lies that nothing opened": 0,
      "the rider lies that it is back": 0,
      "the rider alternates reports": 0,
      "the rider looks after a return": 0,
    },
    seams: { kept: (record) => (record.effects.length === 0 ? record : { ...record, effects: [] }) },
  },
  {
    name: "an audit entry is missing",
    promise: "S9",
    within: 30,
    rates: {},
    seams: {
      deskStore: (store) => changedOrders(store, withoutSecondEntry),
    },
  },
];

export const plants: readonly Plant[] = [
  ...[...oneHubPlants, ...moneyPlants, ...beliefPlants, ...clockPlants].map((plant) => ({
    ...plant,
    kind: "one hub" as const,
  })),
  ...severalHubsPlants.map((plant) => ({ ...plant, kind: "several hubs" as const })),
];
