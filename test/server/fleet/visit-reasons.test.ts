import { describe, expect, it } from "vitest";
import { examples } from "../../../protocol/examples.ts";
import type { SlotReport } from "../../../protocol/upward.ts";
import { lockedFor, silentFor, visitReasons } from "../../../server/fleet/visit-reasons.ts";
import type { CabinetState } from "../../../server/store/cabinet-state-table.ts";
import type { Cabinet } from "../../../server/store/cabinet-table.ts";

const now = 1_800_000_000_000;
const by = { actor: "operator/lin", reason: "it jams" } as const;
const cabinet = { cabinetId: "shop-1", name: "茶馆", address: "北京路3号", slots: 4, keyGeneration: 1 } as Cabinet;
const item = (slot: number, level = 80): SlotReport => ({ slot, state: "occupied", itemId: `BANK0${slot}`, level });
const empty = (slot: number): SlotReport => ({ slot, state: "empty" });
const usual = [item(1), item(2), empty(3), empty(4)];

interface Told {
  readonly slots?: readonly SlotReport[];
  readonly of?: Partial<Cabinet>;
  readonly state?: Partial<CabinetState>;
  readonly lowestLevel?: number;
}

function stateOf(slots: readonly SlotReport[], changes: Partial<CabinetState> = {}): CabinetState {
  const presence = { online: true, bootId: "boot-0001", since: now };
  const snapshot = { no: 1, at: now, slots };
  return { cabinetId: "shop-1", presence, connection: 1, ended: false, heardAt: now, drift: [], snapshot, ...changes };
}

const reasons = ({ slots = usual, of = {}, state = {}, lowestLevel = 10 }: Told) =>
  visitReasons({ cabinet: { ...cabinet, ...of }, state: stateOf(slots, state), lowestLevel }, now);
const codes = (told: Told) => reasons(told).map(({ code }) => code);
const awaySince = (since: number) => ({ presence: { online: false, bootId: "boot-0001", since } });

describe("a cabinet needs no visit", () => {
  it("while it has items, room, and slots that work", () => {
    expect(codes({})).toEqual([]);
  });

  it("while it is out of service, whatever it shows", () => {
    expect(codes({ slots: [empty(1)], of: { disabled: { since: now, ...by } } })).toEqual([]);
  });

  it("before it has connected for the first time", () => {
    expect(visitReasons({ cabinet, state: undefined, lowestLevel: 10 }, now)).toEqual([]);
  });

  it("while it has been away for less than a quarter of an hour", () => {
    expect(codes({ state: awaySince(now - silentFor + 1) })).toEqual([]);
  });

  it("for a difference that an operator settles at a desk", () => {
    const drift = [{ code: "item-lent", slot: 1, itemId: "BANK01", orderNo: "20261123120000000001" }] as const;
    expect(codes({ state: { drift } })).toEqual([]);
  });
});

describe("a cabinet needs a visit", () => {
  it("when it has been away for a quarter of an hour, and its last picture says nothing more", () => {
    const since = now - silentFor;
    expect(reasons({ slots: [empty(1)], state: awaySince(since) })).toEqual([{ code: "silent", since }]);
  });

  it("when its board does not answer", () => {
    const unreadable = [1, 2, 3, 4].map((slot): SlotReport => ({ slot, state: "unreadable" }));
    expect(reasons({ slots: unreadable })).toEqual([{ code: "board-silent" }]);
  });

  it("when its bridge can't write its disk, as long as it is connected", () => {
    const { v: _, bootId: __, ...told } = examples.health["of a bridge that says how its disk and its journal are"];
    const health = { ...told, disk: "failing", heardAt: now } as NonNullable<CabinetState["health"]>;
    expect(reasons({ state: { health } })).toEqual([{ code: "disk-failing" }]);
    expect(codes({ state: { health: { ...health, disk: "ok" } } })).toEqual([]);
    expect(codes({ state: { health, ...awaySince(now) } })).toEqual([]);
  });

  it("when every slot that works holds an item", () => {
    const slots = [item(1), item(2), item(3), { ...empty(4), fault: "jammed" }];
    expect(reasons({ slots })).toEqual([
      { code: "full", slots: 3 },
      { code: "faulty-slots", slots: [4] },
    ]);
  });

  it("as an empty one, and not as a full one, when none of its slots works", () => {
    const slots = [1, 2, 3, 4].map((slot) => ({ ...item(slot), fault: "jammed" }));
    expect(codes({ slots })).toEqual(["empty", "faulty-slots"]);
  });

  it("when no slot holds an item", () => {
    expect(reasons({ slots: [1, 2, 3, 4].map(empty) })).toEqual([{ code: "empty", slots: 4 }]);
  });

  it("when most of its items are charged too little", () => {
    const slots = [item(1, 29), item(2, 5), item(3, 30), empty(4)];
    expect(reasons({ slots })).toEqual([{ code: "low-charge", slots: [1, 2], below: 30 }]);
    expect(codes({ slots: [item(1, 29), item(2, 30), item(3, 30), empty(4)] })).toEqual([]);
    expect(codes({ slots: [item(1, 5), empty(2)] })).toEqual([]);
  });

  it("for no charge where its items have none", () => {
    expect(codes({ slots: [item(1, 0), item(2, 0), empty(3)], lowestLevel: 0 })).toEqual([]);
  });

  it("when it is distrusted", () => {
    const distrusted = { since: now } as NonNullable<Cabinet["distrusted"]>;
    expect(reasons({ of: { distrusted } })).toEqual([{ code: "distrusted", since: now }]);
  });

  it("when an item is gone that nobody has", () => {
    const drift = [{ code: "item-left", slot: 1, itemId: "BANK01" }] as const;
    expect(reasons({ state: { drift } })).toEqual([{ code: "drift", drifts: ["item-left"] }]);
  });

  it("when a slot has been locked for three days", () => {
    const locked = (since: number) => ({ of: { lockedSlots: [{ slot: 3, since, ...by }] } });
    expect(codes(locked(now - lockedFor + 1))).toEqual([]);
    expect(reasons(locked(now - lockedFor))).toEqual([{ code: "locked-slots", slots: [3], since: now - lockedFor }]);
  });

  it("for no slot that is locked: neither its item nor its fault counts", () => {
    const lockedSlots = [{ slot: 4, since: now, ...by }];
    const slots = [item(1), empty(2), empty(3), { ...item(4), fault: "jammed" }];
    expect(codes({ slots, of: { lockedSlots } })).toEqual([]);
    expect(codes({ slots: [empty(1), empty(2), empty(3), item(4)], of: { lockedSlots } })).toEqual(["empty"]);
  });

  it("with the most urgent reason first", () => {
    const drift = [{ code: "item-left", slot: 1, itemId: "BANK01" }] as const;
    const slots = [{ ...empty(1), fault: "jammed" }, empty(2)];
    const distrusted = { since: now } as NonNullable<Cabinet["distrusted"]>;
    expect(codes({ slots, state: { drift }, of: { distrusted } })).toEqual([
      "distrusted",
      "empty",
      "faulty-slots",
      "drift",
    ]);
  });
});
