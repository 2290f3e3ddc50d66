import { describe, expect, it, test } from "vitest";
import type { Cabinet, CabinetEvent, FleetRow } from "../../../kiosk-ui/console/pages/cabinets/cabinet-types.ts";
import { cabinetBody, placeBody, placeValues } from "../../../kiosk-ui/console/pages/cabinets/cabinet-values.ts";
import { countsOf, filtered, onNoSite } from "../../../kiosk-ui/console/pages/cabinets/fleet-filter.ts";
import { planOf } from "../../../kiosk-ui/console/pages/cabinets/plan-points.ts";
import { slotViews } from "../../../kiosk-ui/console/pages/cabinets/slot-views.ts";
import { words as chinese } from "../../../kiosk-ui/console/pages/cabinets/words-chinese.ts";
import { words as english } from "../../../kiosk-ui/console/pages/cabinets/words-english.ts";
import { errorTable } from "../../../platform/app-error.ts";
import { examples } from "../../../protocol/examples.ts";
import { obstacles } from "../../../server/fleet/cabinet-acts.ts";

const row = (cabinetId: string, changes: Partial<FleetRow> = {}): FleetRow => ({
  cabinetId,
  name: "茶馆",
  address: "北京路3号",
  slots: 8,
  condition: "online",
  itemsReady: 4,
  slotsFree: 4,
  slotsFaulty: 0,
  slotsLocked: 0,
  drifts: 0,
  visit: [],
  ...changes,
});

describe("the filters of the list of cabinets", () => {
  const rows = [
    row("shop-1", { visit: [{ code: "empty", what: "", advice: "" }], siteId: "tea-house" }),
    row("shop-2", { name: "书店", condition: "offline", itemKind: "umbrella" }),
  ];
  const ids = (values: Parameters<typeof filtered>[1]) => filtered(rows, values).map(({ cabinetId }) => cabinetId);

  it("let a cabinet through that fits all of them", () => {
    expect(ids({})).toEqual(["shop-1", "shop-2"]);
    expect(ids({ text: "SHOP-2" })).toEqual(["shop-2"]);
    expect(ids({ text: "茶" })).toEqual(["shop-1"]);
    expect(ids({ condition: "offline,distrusted" })).toEqual(["shop-2"]);
    expect(ids({ visit: "yes" })).toEqual(["shop-1"]);
    expect(ids({ visit: "no" })).toEqual(["shop-2"]);
    expect(ids({ itemKind: "power-bank" })).toEqual(["shop-1"]);
    expect(ids({ siteId: "tea-house" })).toEqual(["shop-1"]);
    expect(ids({ siteId: onNoSite })).toEqual(["shop-2"]);
    expect(ids({ visit: "yes", condition: "offline" })).toEqual([]);
  });

  it("are counted by condition, without conditions that no cabinet is in", () => {
    expect(countsOf(rows)).toEqual([
      { condition: "online", count: 1 },
      { condition: "offline", count: 1 },
    ]);
  });
});

describe("a slot on the drawing of a cabinet", () => {
  const cabinet: Parameters<typeof slotViews>[0] = {
    slots: 8,
    snapshot: {
      at: 1,
      slots: [
        { slot: 1, state: "occupied", itemId: "BANK01", level: 80 },
        { slot: 2, state: "occupied", itemId: "BANK02", level: 29 },
        { slot: 3, state: "empty" },
        { slot: 4, state: "empty", fault: "jammed" },
        { slot: 5, state: "unreadable" },
        { slot: 6, state: "occupied" },
        { slot: 7, state: "occupied", itemId: "BANK07", level: 80 },
      ],
    },
    lockedSlots: [
      { slot: 4, since: 1, actor: "operator/lin", reason: "it jams" },
      { slot: 6, since: 1, actor: "operator/lin", reason: "it jams" },
    ],
    held: [{ slot: 7, orderNo: "20261123120000000001" }],
    acts: [{ act: "open-slot", slot: 3, possible: true }],
  };

  it("looks as what an operator has to see first", () => {
    const looks = slotViews(cabinet).map(({ look }) => look);
    expect(looks).toEqual(["ready", "low", "empty", "faulty", "faulty", "locked", "held", "unknown"]);
  });

  it("has the acts and the order of its own", () => {
    const views = slotViews(cabinet);
    expect(views[2]?.acts).toEqual(cabinet.acts);
    expect(views[6]).toMatchObject({ orderNo: "20261123120000000001", itemId: "BANK07", level: 80, acts: [] });
  });

  it("is unknown where the cabinet has shown nothing", () => {
    const { snapshot: _, ...unseen } = cabinet;
    expect(slotViews(unseen)[0]).toMatchObject({ look: "unknown", isOccupied: false });
  });
});

describe("the plan", () => {
  const square = { latitude: 31.23, longitude: 121.47 };
  const north = { latitude: 31.23 + 1000 / 111_195, longitude: 121.47 };

  it("has north at the top, one scale, and all places inside of its margin", () => {
    const { points, scale, bar } = planOf([square, north]);
    expect(points.map(({ x, y }) => [Math.round(x), Math.round(y)])).toEqual([
      [50, 88],
      [50, 12],
    ]);
    expect([scale, Math.round(bar)]).toEqual([200, 15]);
  });

  it("draws a degree of longitude shorter, as it is", () => {
    const east = { latitude: 60, longitude: 25.02 };
    const up = { latitude: 60.01, longitude: 25 };
    const [one, two] = planOf([{ latitude: 60, longitude: 25 }, east, up]).points.slice(1);
    expect(Math.abs((one?.x ?? 0) - 50) / Math.abs((two?.y ?? 0) - 50)).toBeCloseTo(1, 2);
  });

  it("has a single cabinet in its middle", () => {
    expect(planOf([square]).points).toMatchObject([{ x: 50, y: 50 }]);
    expect(planOf([square]).scale).toBe(50);
  });
});

describe("the form of a cabinet", () => {
  const known = {
    name: "茶馆",
    address: "北京路3号",
    location: { latitude: 31.23, longitude: 121.47 },
    openingHours: { zh: "10:00–22:00" },
    support: { telephone: "021 5550 0100", hours: { zh: "9–18 点", en: "9 to 18" } },
  };

  it("sends what it was filled with, also what it has no field for", () => {
    expect(placeBody(placeValues(known), known)).toEqual(known);
  });

  it("leaves out what was emptied, so that the hub removes it", () => {
    const emptied = { ...placeValues(known), latitude: null, longitude: null, hoursZh: " ", telephone: "" };
    expect(placeBody(emptied, known)).toEqual({ name: known.name, address: known.address });
  });

  it("sends an arrangement only as a whole", () => {
    const values = { name: " 茶馆 ", address: "北京路3号", slots: 8, itemKind: "power-bank" };
    expect(cabinetBody({ ...values, columns: 2 })).toEqual({ ...values, name: "茶馆" });
    expect(cabinetBody({ ...values, columns: 2, rows: 4 })).toMatchObject({ layout: { columns: 2, rows: 4 } });
  });
});

test("every event of the contract has a sentence in both languages, without a word of the machine's", () => {
  for (const event of Object.values(examples.event)) {
    const body: CabinetEvent["body"] = event.body;
    expect(chinese.events.says(body)).toMatch(/[一-龥]/);
    expect(chinese.events.says(body)).not.toMatch(/undefined|[a-z]-[a-z]/);
    expect(english.events.says(body)).not.toMatch(/undefined|[一-龥]/);
  }
});

test("every act and every problem of a cabinet has words in both languages", () => {
  const codes = new Set<string>(Object.keys(errorTable));
  const acts: readonly Cabinet["acts"][number]["act"][] = Object.keys(chinese.acts.names);
  for (const words of [chinese, english]) {
    expect(Object.keys(words.acts.does)).toEqual(acts);
    expect(Object.keys(words.problems).filter((code) => !codes.has(code))).toEqual([]);
  }
  expect(Object.keys(chinese.problems)).toEqual(Object.keys(english.problems));
  // Locking what is locked is refused by nobody.
  const refused = obstacles.filter((code) => !/^(slot\/(not-)?locked|cabinet\/(in-service|in-use))$/.test(code));
  expect(refused.filter((code) => english.problems[code] === undefined)).toEqual([]);
});
