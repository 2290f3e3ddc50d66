/**
 * The rooms of the project and their arrows: which room may import which. `npm run lint` refuses every other import, and the
 * table and the picture in docs/architecture.md are made from this list.
 *
 * A room is a folder. A folder below it is a room of its own, unless `folders` names it.
 */
export interface Room {
  /** What the room holds, in one sentence. */
  readonly holds: string;
  /** The rooms, or single files of rooms, that it may import; `*` is every room outside of test/. None imports a `main.ts`. */
  readonly imports: readonly string[];
  /** The packages, and modules of Node, that it may import; without it any. */
  readonly packages?: readonly string[];
  /** Other folders that belong to it. */
  readonly folders?: readonly string[];
}

const code = {
  protocol: {
    holds: "What hub and cabinet say to each other: topics, message schemas, seals.",
    imports: [],
    packages: ["typebox", "node:crypto"],
  },
  platform: {
    holds: "What a process needs from its machine: clock, settings, durable files, folder lock, errors.",
    imports: [],
  },
  server: {
    holds:
      "The composition of the hub. `core.ts` builds what is between the sockets, for the hub, the simulation, the bench and fixtures of tests; `web.ts` builds the HTTP server over it; `hub.ts` opens store, time and MQTT around them; `drain.ts` stops all; `main.ts` is the process.",
    imports: [
      "platform",
      "protocol",
      "server/broker",
      "server/credit",
      "server/credit/zhima",
      "server/fleet",
      "server/http",
      "server/metrics",
      "server/orders",
      "server/qr",
      "server/rental",
      "server/runner",
      "server/store",
      "server/store/postgres",
      "server/store/sqlite",
      "server/time",
    ],
  },
  "server/rental": {
    holds: "The domain, pure: tariff, price, the state machines. No I/O, no clock, no randomness.",
    imports: ["protocol", "platform/app-error.ts"],
    packages: ["typebox"],
  },
  "server/credit": {
    holds: "The port of credit providers.",
    imports: ["server/rental"],
    packages: [],
  },
  "server/credit/zhima": {
    holds: "The adapter to Zhima credit rent (Alipay).",
    imports: ["platform", "protocol", "server/credit", "server/rental"],
  },
  "server/fleet": {
    holds: "The cabinets: presence, reports, commands, enrolment; the hub's MQTT client.",
    imports: ["platform", "protocol", "server/rental", "server/store"],
  },
  "server/broker": {
    holds:
      "The embedded MQTT broker: login, access rules, limits; and the answers to an outside broker that asks for them.",
    imports: ["platform", "protocol"],
  },
  "server/mosquitto": {
    holds: "A program that writes configuration, logins and rights for a Mosquitto that several hubs share.",
    imports: [
      "platform",
      "protocol",
      "server/broker",
      "server/fleet",
      "server/http/operators.ts",
      "server/settings.ts",
    ],
  },
  "server/store": {
    holds: "The port of stores, the tables of the hub, and what works with any store.",
    imports: ["platform", "protocol", "server/rental"],
  },
  "server/store/sql": {
    holds: "What the SQL stores share.",
    imports: ["server/store"],
  },
  "server/store/sqlite": {
    holds: "The embedded store, which is the default.",
    imports: ["platform", "server/store", "server/store/sql"],
  },
  "server/store/postgres": {
    holds: "The store that several hubs share.",
    imports: ["platform", "server/store", "server/store/sql"],
    folders: ["server/store/postgres/migrations"],
  },
  "server/store-admin": {
    holds: "A program that checks, copies, restores and moves a store.",
    imports: ["platform", "server/store", "server/store/postgres", "server/store/sqlite", "server/tables.ts"],
  },
  "server/time": {
    holds: "The hub's own clock over starts and steps: heartbeat, taking a step over.",
    imports: ["platform", "server/metrics", "server/store"],
  },
  "server/orders": {
    holds:
      "The service of orders over the domain: it starts an order, and applies what happens to it in a transaction.",
    imports: ["platform", "protocol", "server/rental", "server/store"],
  },
  "server/runner": {
    holds: "Performs the effects that orders ask for, when they are due.",
    imports: ["platform", "protocol", "server/credit", "server/orders", "server/rental", "server/store"],
  },
  "server/books": {
    holds: "A day's ledger, and what differs from the provider's bill: it reads orders and changes none.",
    imports: ["platform", "protocol", "server/credit", "server/rental", "server/store"],
  },
  "server/qr": {
    holds: "Slot codes: issued, checked, revoked, printed.",
    imports: ["platform", "protocol", "server/store"],
  },
  "server/metrics": {
    holds: "What Prometheus reads: it measures ports from outside.",
    imports: ["platform", "protocol", "server/credit", "server/fleet", "server/rental", "server/store"],
  },
  "server/http": {
    holds: "Pages and interfaces for riders and operators, and the provider's notifications.",
    imports: [
      "platform",
      "protocol",
      "server/books",
      "server/credit",
      "server/fleet",
      "server/metrics",
      "server/orders",
      "server/qr",
      "server/rental",
      "server/store",
    ],
  },
  "firmware-bridge": {
    holds: "The program in the cabinet: MQTT on one side, boards on the other, a journal between them.",
    imports: ["platform", "protocol", "firmware-bridge/drivers", "firmware-bridge/drivers/gzxj"],
  },
  "firmware-bridge/drivers": {
    holds: "The port of drivers; each folder in it is one kind of board.",
    imports: ["platform", "protocol"],
  },
  "firmware-bridge/drivers/gzxj": {
    holds: "The driver of GZXJ boards, and the codec of their frames.",
    imports: ["platform", "protocol", "firmware-bridge/drivers"],
  },
  "kiosk-ui": {
    holds: "How the pages are built.",
    imports: [],
  },
  "kiosk-ui/rider": {
    holds: "The rider's pages, on a phone.",
    imports: ["kiosk-ui/shared"],
    packages: ["antd-mobile", "preact"],
  },
  "kiosk-ui/shared": {
    holds: "What pages share: the types of the hub's interface, language, money, durations.",
    imports: [],
    packages: [],
  },
  simulators: {
    holds: "What simulators share: command lines, deadlines.",
    imports: ["platform/app-error.ts"],
  },
  "simulators/board/gzxj": {
    holds:
      "GZXJ boards at the level of bytes, on a pseudo-terminal or TCP. It shares the codec with the driver, which byte vectors check.",
    imports: ["platform", "firmware-bridge/drivers/gzxj/codec.ts"],
  },
  "simulators/zhima": {
    holds: "Alipay's gateway and wallet pages.",
    imports: ["platform"],
  },
  "simulators/riders": {
    holds: "Riders who use a hub over HTTP.",
    imports: ["platform", "simulators", "simulators/demo"],
  },
  "simulators/fleet": {
    holds: "Many cabinets in one process, over MQTT.",
    imports: ["platform", "protocol", "simulators", "simulators/demo"],
  },
  "simulators/demo": {
    holds: "A whole system on one machine, as processes: `npm start`.",
    imports: ["platform", "simulators/zhima"],
  },
  "simulators/smoke": {
    holds: "One order through a whole system: `npm run smoke`.",
    imports: ["platform", "simulators", "simulators/demo", "simulators/riders", "simulators/zhima"],
  },
  bench: {
    holds: "The ratios of performance: `npm run bench`.",
    imports: ["*"],
  },
  scripts: {
    holds: "What keeps the project in order: this list of rooms, generated documents, mutants.",
    imports: [
      "platform",
      "protocol",
      "firmware-bridge",
      "server",
      "server/http",
      "server/metrics",
      "server/rental",
      "server/store",
    ],
  },
  deploy: {
    holds: "What an installation is made from: containers, systemd units, settings, alerts.",
    imports: [],
  },
  ".": {
    holds: "Settings of the tools.",
    imports: [],
  },
} as const satisfies Record<string, Room>;

const tests = {
  test: {
    holds:
      "The tests of each room, in a folder of the same path: they may import every room, and each other's fixtures.",
    imports: ["*", "test/browser", "test/contract", "test/server/rental", "test/support"],
    folders: [...Object.keys(code).map((room) => `test/${room}`), "test/platform/programs"],
  },
  "test/server/rental": {
    holds: "The tests of the domain, and the example orders that other tests use too.",
    imports: ["platform", "protocol", "server/rental"],
  },
  "test/support": {
    holds: "Fixtures for tests of several rooms.",
    imports: ["*", "test/server/rental"],
  },
  "test/contract": {
    holds: "The contract that every store passes.",
    imports: ["server/store"],
  },
  "test/scenario": {
    holds: "Stories through several processes.",
    imports: ["*", "test/crash", "test/support"],
  },
  "test/simulation": {
    holds: "The real parts in virtual time, with every known fault, judged by promises: `npm run simulate`.",
    imports: ["*", "test/contract", "test/server/rental", "test/support"],
  },
  "test/crash": {
    holds: "Real processes that are killed at random and at chosen points: `npm run crash`.",
    imports: ["*", "test", "test/server/rental", "test/simulation", "test/support"],
    folders: ["test/crash/programs"],
  },
  "test/attack": {
    holds: "Clients that try to harm others over the network.",
    imports: ["*", "test", "test/server/rental", "test/support"],
  },
  "test/browser": {
    holds: "The pages in a real browser.",
    imports: ["server/http", "server/rental", "test/support"],
  },
  "test/docs": {
    holds: "The documents and examples, compared with the code.",
    imports: ["*", "test/server/rental", "test/support"],
  },
} as const satisfies Record<string, Room>;

export type RoomName = keyof typeof code | keyof typeof tests;

export const rooms: Readonly<Record<RoomName, Room>> = { ...code, ...tests };
