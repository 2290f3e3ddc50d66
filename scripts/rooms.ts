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
      "server/accounts",
      "server/alarms",
      "server/broker",
      "server/credit",
      "server/credit/zhima",
      "server/fleet",
      "server/http",
      "server/metrics",
      "server/orders",
      "server/pricing",
      "server/qr",
      "server/rental",
      "server/riders",
      "server/runner",
      "server/screens",
      "server/store",
      "server/store/postgres",
      "server/store/sqlite",
      "server/time",
      "server/updates",
      "server/webhooks",
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
    imports: ["platform", "protocol", "server/pricing", "server/rental", "server/store"],
  },
  "server/broker": {
    holds:
      "The embedded MQTT broker: login, access rules, limits; and the answers to an outside broker that asks for them.",
    imports: ["platform", "protocol"],
  },
  "server/mosquitto": {
    holds: "A program that writes configuration, logins and rights for a Mosquitto that several hubs share.",
    imports: ["platform", "protocol", "server/broker", "server/fleet", "server/settings.ts"],
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
  "server/accounts": {
    holds: "Who may use the console: people, roles, passwords, second factors, sessions, API tokens.",
    imports: ["platform", "protocol", "server/rental", "server/store"],
  },
  "server/account-admin": {
    holds: "A program that makes the first admin, and lets one in again who is locked out.",
    imports: ["platform", "server/accounts", "server/open-store.ts", "server/settings.ts", "server/store"],
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
  "server/pricing": {
    holds: "Prices as stored data: drafts with their mistakes, numbered price lists, what is in force.",
    imports: ["platform", "protocol", "server/rental", "server/store"],
  },
  "server/price-admin": {
    holds: "A program that imports and exports prices where no hub runs.",
    imports: [
      "platform",
      "protocol",
      "server/credit/zhima",
      "server/http/operator-api.ts",
      "server/http/tariff-check.ts",
      "server/open-store.ts",
      "server/pricing",
      "server/settings.ts",
      "server/store",
    ],
  },
  "server/alarms": {
    holds:
      "What operators are alarmed of: the rules, the watch that looks once a minute, how an alarm reads, and its mail.",
    imports: ["platform", "protocol", "server/rental", "server/store", "server/webhooks/deliverer.ts"],
  },
  "server/webhooks": {
    holds: "What other systems are told: an outbox that is written with what happens, and its signed delivery.",
    imports: ["platform", "protocol", "server/pricing", "server/rental", "server/store"],
  },
  "server/updates": {
    holds: "Releases of the bridge's software, and how they get to cabinets in stages.",
    imports: ["platform", "protocol", "server/fleet", "server/rental", "server/store"],
  },
  "server/qr": {
    holds: "Codes on slots and screens: issued, checked, revoked, printed.",
    imports: ["platform", "protocol", "server/store"],
  },
  "server/screens": {
    holds: "The screens on cabinets: pairing and credentials, what a cabinet shows of itself, slides.",
    imports: ["platform", "protocol", "server/fleet", "server/pricing", "server/rental", "server/store"],
  },
  "server/riders": {
    holds: "What is kept of riders: exported and erased on request, and erased when it is old.",
    imports: ["platform", "protocol", "server/rental", "server/store"],
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
      "server/accounts",
      "server/alarms",
      "server/books",
      "server/credit",
      "server/fleet",
      "server/metrics",
      "server/orders",
      "server/pricing",
      "server/qr",
      "server/rental",
      "server/riders",
      "server/screens",
      "server/store",
      "server/updates",
      "server/webhooks",
    ],
  },
  "firmware-bridge": {
    holds: "The program in the cabinet: MQTT on one side, boards on the other, a journal between them.",
    imports: [
      "platform",
      "protocol",
      "firmware-bridge/drivers",
      "firmware-bridge/drivers/gzxj",
      "firmware-bridge/drivers/lock8a",
      "firmware-bridge/drivers/cu16",
      "firmware-bridge/drivers/modbus",
      "firmware-bridge/drivers/pb60",
      "firmware-bridge/drivers/aa55",
      "firmware-bridge/drivers/a8",
      "firmware-bridge/drivers/tagged-latch",
      "firmware-bridge/launcher",
      "firmware-bridge/updates",
    ],
  },
  "firmware-bridge/launcher": {
    holds:
      "Starts the version of the bridge that was installed last, and returns to the one before. It has no packages.",
    imports: ["platform/clock.ts", "platform/disk.ts", "platform/version.ts"],
    packages: ["node:child_process", "node:fs", "node:path"],
  },
  "firmware-bridge/updates": {
    holds: "Updates of the bridge over the air: verified, downloaded, unpacked, installed beside what runs.",
    imports: ["platform", "protocol", "firmware-bridge/launcher"],
  },
  "firmware-bridge/drivers": {
    holds: "The port of drivers; each folder in it is one kind of board.",
    imports: ["platform", "protocol"],
  },
  "firmware-bridge/drivers/kit": {
    holds:
      "What codecs and drivers share: the decoder of streams, checksums, readers of fields, question and answer, the driver of polled locks.",
    imports: ["platform", "protocol", "firmware-bridge/drivers"],
    packages: ["node:stream"],
  },
  "firmware-bridge/drivers/gzxj": {
    holds: "The driver of GZXJ boards, and the codec of their frames.",
    imports: ["platform", "protocol", "firmware-bridge/drivers", "firmware-bridge/drivers/kit"],
  },
  "firmware-bridge/drivers/pb60": {
    holds: "The driver of stations of the 0x60 family, and the codec of their frames.",
    imports: ["platform", "protocol", "firmware-bridge/drivers", "firmware-bridge/drivers/kit"],
    packages: ["node:crypto", "typebox"],
  },
  "firmware-bridge/drivers/lock8a": {
    holds: "The driver of lock boards of the family 8A, and the codec of their frames.",
    imports: ["firmware-bridge/drivers", "firmware-bridge/drivers/kit"],
    packages: ["typebox"],
  },
  "firmware-bridge/drivers/cu16": {
    holds: "The driver of Kerong lock boards, and the codec of their frames.",
    imports: ["platform", "firmware-bridge/drivers", "firmware-bridge/drivers/kit"],
    packages: ["typebox"],
  },
  "firmware-bridge/drivers/modbus": {
    holds: "The driver of relay boards that speak Modbus, the codec of their frames, and the library's port on a line.",
    imports: ["platform", "firmware-bridge/drivers", "firmware-bridge/drivers/kit"],
    packages: ["modbus-serial", "node:events", "node:stream", "typebox"],
  },
  "firmware-bridge/drivers/aa55": {
    holds: "The driver of an umbrella controller, and the codec of its frames.",
    imports: ["platform", "protocol", "firmware-bridge/drivers", "firmware-bridge/drivers/kit"],
    packages: ["typebox"],
  },
  "firmware-bridge/drivers/a8": {
    holds: "The driver of boards in power-bank cabinets of the family A8, and the codec of their frames.",
    imports: ["platform", "protocol", "firmware-bridge/drivers", "firmware-bridge/drivers/kit"],
    packages: ["typebox"],
  },
  "firmware-bridge/drivers/rfid7e1b": {
    holds: "The codec of an RFID reader.",
    imports: ["firmware-bridge/drivers/kit"],
    packages: [],
  },
  "firmware-bridge/drivers/tagged-latch": {
    holds: "The driver of latches with RFID readers beside them, over any driver of latches.",
    imports: [
      "platform",
      "protocol",
      "firmware-bridge/drivers",
      "firmware-bridge/drivers/kit",
      "firmware-bridge/drivers/rfid7e1b/codec.ts",
    ],
    packages: ["node:stream", "typebox"],
  },
  "firmware-bridge/drivers/ea": {
    holds: "The codec of S1TT slot boards.",
    imports: ["firmware-bridge/drivers/kit"],
    packages: [],
  },
  "firmware-bridge/drivers/wkly": {
    holds: "The codec of WKLY lock boards.",
    imports: ["firmware-bridge/drivers/kit"],
    packages: [],
  },
  "firmware-bridge/decode": {
    holds: "What bytes of a line say: `npm run decode`.",
    imports: [
      "platform",
      "firmware-bridge/drivers/gzxj",
      "firmware-bridge/drivers/kit",
      "firmware-bridge/drivers/pb60",
      "firmware-bridge/drivers/lock8a",
      "firmware-bridge/drivers/cu16",
      "firmware-bridge/drivers/modbus",
      "firmware-bridge/drivers/aa55",
      "firmware-bridge/drivers/a8",
      "firmware-bridge/drivers/rfid7e1b",
      "firmware-bridge/drivers/ea",
      "firmware-bridge/drivers/wkly",
    ],
  },
  "firmware-bridge/serial-console": {
    holds: "A technician's view of a line to boards, with commands to type: `npm run serial-console`.",
    imports: [
      "platform",
      "firmware-bridge/board-settings.ts",
      "firmware-bridge/line-address.ts",
      "firmware-bridge/ports.ts",
      "firmware-bridge/transport.ts",
      "firmware-bridge/decode",
      "firmware-bridge/drivers/gzxj",
      "firmware-bridge/drivers/kit",
      "firmware-bridge/drivers/lock8a",
      "firmware-bridge/drivers/cu16",
      "firmware-bridge/drivers/modbus",
      "firmware-bridge/drivers/aa55",
      "firmware-bridge/drivers/a8",
      "firmware-bridge/drivers/rfid7e1b",
    ],
  },
  "kiosk-ui": {
    holds: "How the pages are built.",
    imports: [],
  },
  "kiosk-ui/rider": {
    holds: "The rider's pages, on a phone.",
    imports: ["kiosk-ui/shared"],
    packages: ["preact"],
  },
  "kiosk-ui/kiosk": {
    holds: "The page of the screens on cabinets.",
    imports: ["kiosk-ui/shared"],
    packages: ["preact"],
  },
  "kiosk-ui/workbench": {
    holds: "The page of the technician's workbench.",
    imports: ["kiosk-ui/shared", "simulators/workbench/views.ts"],
    packages: ["preact"],
  },
  "kiosk-ui/console": {
    holds:
      "The operators' console: its frame, and the parts that its sections share. Each section is a folder in `pages/`.",
    imports: ["kiosk-ui/shared"],
    packages: [
      "react",
      "react-dom",
      "react-router",
      "antd",
      "@ant-design/icons",
      "@tanstack/react-query",
      "dayjs",
      "recharts",
      "leaflet",
    ],
    folders: [
      "kiosk-ui/console/parts",
      "kiosk-ui/console/pages/overview",
      "kiosk-ui/console/pages/orders",
      "kiosk-ui/console/pages/work",
      "kiosk-ui/console/pages/cabinets",
      "kiosk-ui/console/pages/codes",
      "kiosk-ui/console/pages/updates",
      "kiosk-ui/console/pages/prices",
      "kiosk-ui/console/pages/money",
      "kiosk-ui/console/pages/riders",
      "kiosk-ui/console/pages/people",
      "kiosk-ui/console/pages/audit",
      "kiosk-ui/console/pages/alarms",
      "kiosk-ui/console/pages/account",
    ],
  },
  "kiosk-ui/gallery": {
    holds: "The parts of `kiosk-ui/shared` on one page, for tests and for the eye. It is not shipped.",
    imports: ["kiosk-ui/shared"],
    packages: ["preact"],
  },
  "kiosk-ui/shared": {
    holds:
      "The kit of all pages: the client of the hub's interface, the follower of its events, languages, money, times, the parts of screens, sizes and colours.",
    imports: [],
    packages: ["preact", "qrcode"],
  },
  simulators: {
    holds: "What simulators share: command lines, deadlines.",
    imports: ["platform/app-error.ts"],
  },
  "simulators/board/kit": {
    holds:
      "What simulated boards share: slots and hands, motors, modes, the line, a pseudo-terminal or TCP port for it.",
    imports: ["platform"],
  },
  "simulators/board/gzxj": {
    holds: "GZXJ boards at the level of bytes. They share the codec with the driver, which byte vectors check.",
    imports: ["platform", "simulators/board/kit", "firmware-bridge/drivers/gzxj/codec.ts"],
  },
  "simulators/board/lock8a": {
    holds: "Lock boards of the family 8A at the level of bytes. They share the codec with the driver.",
    imports: ["simulators/board/kit", "firmware-bridge/drivers/kit", "firmware-bridge/drivers/lock8a/codec.ts"],
  },
  "simulators/board/cu16": {
    holds: "Kerong lock boards at the level of bytes. They share the codec with the driver.",
    imports: ["simulators/board/kit", "firmware-bridge/drivers/kit", "firmware-bridge/drivers/cu16/codec.ts"],
  },
  "simulators/board/modbus": {
    holds: "Relay boards that speak Modbus at the level of bytes. They share the codec with the decoder of logs.",
    imports: ["simulators/board/kit", "firmware-bridge/drivers/kit", "firmware-bridge/drivers/modbus/codec.ts"],
  },
  "simulators/board/pb60": {
    holds: "Stations of the 0x60 family at the level of bytes. They share the codec with the driver.",
    imports: [
      "simulators/board/kit",
      "firmware-bridge/drivers/kit",
      "firmware-bridge/drivers/pb60/codec.ts",
      "firmware-bridge/drivers/pb60/station-codec.ts",
      "firmware-bridge/drivers/pb60/wiring.ts",
    ],
  },
  "simulators/board/aa55": {
    holds: "An umbrella controller at the level of bytes. It shares the codec and the status codes with the driver.",
    imports: [
      "simulators/board/kit",
      "firmware-bridge/drivers/kit",
      "firmware-bridge/drivers/aa55/codec.ts",
      "firmware-bridge/drivers/aa55/status.ts",
    ],
  },
  "simulators/board/a8": {
    holds: "Boards of the family A8 at the level of bytes. They share the codec and the state codes with the driver.",
    imports: [
      "simulators/board/kit",
      "firmware-bridge/drivers/kit",
      "firmware-bridge/drivers/a8/boards.ts",
      "firmware-bridge/drivers/a8/codec.ts",
      "firmware-bridge/drivers/a8/states.ts",
    ],
  },
  "simulators/board/umbrella": {
    holds: "The RFID readers of umbrella stands at the level of bytes, beside the latches of any simulated lock board.",
    imports: ["simulators/board/kit", "firmware-bridge/drivers/kit", "firmware-bridge/drivers/rfid7e1b/codec.ts"],
    packages: ["node:stream"],
  },
  "simulators/board": {
    holds: "The program of the workbench: `npm run workbench`.",
    imports: ["platform", "simulators/workbench"],
  },
  "simulators/workbench": {
    holds:
      "The technician's workbench: simulated cabinets of any protocol, what bridge and hub say of them, scripts, the HTTP control, and the line to a real board.",
    imports: [
      "platform",
      "firmware-bridge/board-settings.ts",
      "firmware-bridge/decode/protocols.ts",
      "firmware-bridge/drivers/driver.ts",
      "firmware-bridge/drivers/kit",
      "firmware-bridge/drivers/pb60/wiring.ts",
      "firmware-bridge/open-driver.ts",
      "firmware-bridge/transport.ts",
      "simulators",
      "simulators/board/kit",
      "simulators/board/gzxj",
      "simulators/board/lock8a",
      "simulators/board/cu16",
      "simulators/board/modbus",
      "simulators/board/pb60",
      "simulators/board/a8",
      "simulators/board/aa55",
      "simulators/board/umbrella",
    ],
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
  "simulators/history": {
    holds: "Invented loans of the past for a new demo, kept by the hub's own order service: it runs no hub.",
    imports: [
      "platform",
      "server/orders",
      "server/pricing",
      "server/rental",
      "server/store",
      "server/store/sqlite",
      "server/tables.ts",
      "simulators",
      "simulators/demo",
      "simulators/zhima",
    ],
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
    holds:
      "What keeps the project in order: this list of rooms, generated documents, mutants; and releases of the bridge.",
    folders: ["scripts/release"],
    imports: [
      "platform",
      "protocol",
      "firmware-bridge",
      "server",
      "server/accounts",
      "server/http",
      "server/metrics",
      "server/rental",
      "server/store",
      "server/updates",
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
    holds: "The contracts that every store and every driver of boards passes, and what tests of drivers share.",
    imports: ["firmware-bridge/drivers", "protocol", "server/store", "simulators/board/kit", "platform"],
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
    imports: ["platform/clock.ts", "server/http", "simulators/workbench", "test/support"],
  },
  "test/journeys": {
    holds: "People's ways through the pages, in a real browser, with everything behind them in real processes.",
    imports: ["kiosk-ui/console", "kiosk-ui/kiosk", "kiosk-ui/rider", "scripts", "test/browser", "test/support"],
  },
  "test/docs": {
    holds: "The documents and examples, compared with the code.",
    imports: ["*", "test/server/rental", "test/support"],
  },
} as const satisfies Record<string, Room>;

export type RoomName = keyof typeof code | keyof typeof tests;

export const rooms: Readonly<Record<RoomName, Room>> = { ...code, ...tests };
