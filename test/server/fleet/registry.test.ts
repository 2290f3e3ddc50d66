import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cabinetKeys, isSealed } from "../../../protocol/seal.ts";
import { cabinetSecret } from "../../../server/fleet/cabinet-secret.ts";
import { Registry } from "../../../server/fleet/registry.ts";
import { MqttSlotCommands } from "../../../server/fleet/slot-commands.ts";
import { cabinetStateTable } from "../../../server/store/cabinet-state-table.ts";
import { cabinetTable } from "../../../server/store/cabinet-table.ts";
import { bootId, cabinetId, HubFixture } from "../../support/hub-fixture.ts";

let fixture: HubFixture;

beforeEach(async () => {
  fixture = await HubFixture.withCabinet();
});

afterEach(() => fixture.close());

const details = { cabinetId, name: "茶馆", address: "北京路3号", slots: 12 };

describe("a registered cabinet", () => {
  it("gets the same secret each time, and its new details", async () => {
    const first = await fixture.registry.register(details);
    const presence = (await fixture.cabinet()).presence;
    expect(await fixture.registry.register({ ...details, name: "书店" })).toEqual(first);
    expect(await fixture.cabinet()).toMatchObject({ ...details, name: "书店", presence, keyGeneration: 1 });
    expect((await fixture.registry.list()).map((cabinet) => cabinet.cabinetId)).toEqual([cabinetId]);
  });

  it("never gets a secret again that a removed cabinet of the same id had", async () => {
    const first = await fixture.registry.register(details);
    await fixture.store.transact((tx) => fixture.registry.removeIn(tx, cabinetId));
    const second = await fixture.registry.register(details);
    await fixture.store.transact((tx) => fixture.registry.removeIn(tx, cabinetId));
    const third = await fixture.registry.register(details);
    expect(new Set([first, second, third].map((answer) => JSON.stringify(answer))).size).toBe(3);
    expect((await fixture.cabinet()).keyGeneration).toBe(3);
  });

  it("lends power banks where nobody says what it lends", async () => {
    const itemKind = async () => (await fixture.cabinet()).itemKind;
    await fixture.registry.register({ ...details, itemKind: "umbrella" });
    expect(await itemKind()).toBe("umbrella");
    await fixture.registry.register(details);
    expect(await itemKind()).toBe("power-bank");
  });

  it("is away at first", async () => {
    await fixture.registry.register({ ...details, cabinetId: "shop-2" });
    expect((await fixture.cabinet("shop-2")).presence).toEqual({ online: false });
  });

  it("may log in and is commanded with keys of its own", async () => {
    const { secret } = await fixture.registry.register(details);
    expect(await fixture.registry.passwordOf(cabinetId)).toBe(cabinetKeys(secret).password);
    expect(await fixture.registry.sealKeyOf(cabinetId)).toEqual(cabinetKeys(secret).sealKey);
    const other = await fixture.registry.register({ ...details, cabinetId: "shop-2" });
    expect(other.secret).not.toBe(secret);
  });

  it("has its keys derived once for each secret", async () => {
    const first = await fixture.registry.sealKeyOf(cabinetId);
    expect(await fixture.registry.sealKeyOf(cabinetId)).toBe(first);
    await fixture.registry.renewSecret(cabinetId);
    const second = await fixture.registry.sealKeyOf(cabinetId);
    expect(second).not.toEqual(first);
    expect(await fixture.registry.sealKeyOf(cabinetId)).toBe(second);
  });

  it("may no longer log in with a secret that was voided", async () => {
    const { secret: old } = await fixture.registry.register(details);
    const { secret } = await fixture.registry.renewSecret(cabinetId);
    expect(secret).not.toBe(old);
    expect(await fixture.registry.passwordOf(cabinetId)).toBe(cabinetKeys(secret).password);
    expect(await fixture.registry.register(details)).toEqual({ secret });
  });

  it("has another secret at a hub with another one", async () => {
    const other = new Registry(fixture.store, fixture.clock, "another hub's secret of 32 characters");
    expect(await other.register(details)).not.toEqual(await fixture.registry.register(details));
  });

  it("counts as away when the hub starts, until it comes", async () => {
    await fixture.clock.pass(1000);
    await fixture.registry.nobodyIsConnected();
    expect((await fixture.cabinet()).presence).toEqual({ online: false, bootId, since: fixture.clock.now() });
    const since = fixture.clock.now();
    await fixture.clock.pass(1000);
    await fixture.registry.nobodyIsConnected();
    expect((await fixture.cabinet()).presence.since).toBe(since);
    await fixture.birth();
    expect((await fixture.cabinet()).presence.online).toBe(true);
  });
});

describe("a row from before what a cabinet shows had a table of its own", () => {
  const presence = { online: true, bootId, since: 0 };
  const state = { presence, snapshot: { at: 0, slots: [{ slot: 1, state: "empty" }] }, drift: [{ what: "x" }] };
  const former = { ...details, itemKind: "umbrella", keyGeneration: 3, ...state } as const;
  const journal = { id: "journal-0009", committed: 7, bootId: "boot-0001" };
  const row = () => fixture.store.transact((tx) => tx.get(cabinetTable, cabinetId));

  beforeEach(async () => {
    await fixture.departs();
    await fixture.store.transact((tx) => tx.put(cabinetTable, { ...former, journal }));
  });

  it("tells nothing of what the cabinet shows now", async () => {
    expect(await fixture.registry.list()).toMatchObject([
      { ...details, keyGeneration: 3, presence: { online: false } },
    ]);
    await fixture.store.transact((tx) => tx.delete(cabinetStateTable, cabinetId));
    const layout = { columns: 2, rows: 6 };
    expect(await fixture.registry.list()).toEqual([
      { ...details, layout, itemKind: "umbrella", keyGeneration: 3, journal, presence: { online: false }, drift: [] },
    ]);
  });

  it("is left behind with the next change, whatever it is", async () => {
    const kept = { ...details, itemKind: "umbrella", keyGeneration: 3 };
    await fixture.birth({ journal: { id: journal.id, first: 9, last: 8 } });
    expect(await row()).toEqual({ ...kept, journal: { ...journal, committed: 8 } });
    await fixture.store.transact((tx) => tx.put(cabinetTable, { ...former, journal }));
    await fixture.happens({ kind: "abnormal", what: "x" }, { journalId: journal.id, seq: 8 });
    expect(await row()).toEqual({ ...kept, journal: { ...journal, committed: 8 } });
    await fixture.store.transact((tx) => tx.put(cabinetTable, { ...former, journal }));
    await fixture.registry.renewSecret(cabinetId);
    expect(await row()).toEqual({ ...kept, keyGeneration: 4, journal });
    await fixture.store.transact((tx) => tx.put(cabinetTable, former));
    await fixture.registry.register(details);
    expect(await row()).toEqual({ ...kept, itemKind: "power-bank" });
  });
});

describe("a cabinet that is not registered", () => {
  it("has no keys", async () => {
    expect(await fixture.registry.passwordOf("shop-9")).toBeUndefined();
    expect(await fixture.registry.sealKeyOf("shop-9")).toBeUndefined();
    await expect(fixture.registry.renewSecret("shop-9")).rejects.toMatchObject({ code: "cabinet/unknown" });
  });
});

it("a secret is pinned to cabinet, generation and hub, for it is typed into bridges", () => {
  const secret = cabinetSecret("the hub's", "shop-1", 1);
  expect(secret).toBe("4MyqomuTl24UZh27p4zLfbWZhmeSqVASk9EEEFafeSk");
  const others = [
    secret,
    cabinetSecret("the hub's", "shop-1", 2),
    cabinetSecret("the hub's", "shop-2", 1),
    cabinetSecret("another", "shop-1", 1),
  ];
  expect(new Set(others).size).toBe(4);
});

describe("a command", () => {
  const slotCommands = () => new MqttSlotCommands(fixture.link, fixture.registry, fixture.clock, () => "K0000001");
  const open = {
    type: "open-slot",
    cabinetId,
    slot: 7,
    commandId: "20261123120000000001L1",
    issuedAt: 1000,
    expiresAt: 11_000,
  } as const;

  it("to open carries the order's number and is sealed for its cabinet alone", async () => {
    await slotCommands().open(open);
    const [command] = fixture.link.openings;
    if (!command) throw new Error("nothing was sent");
    expect(command).toMatchObject({
      v: 1,
      id: open.commandId,
      action: "open",
      orderNo: "20261123120000000001",
      slot: 7,
      issuedAt: 1000,
      expiresAt: 11_000,
      ttl: 10_000,
    });
    const key = await fixture.registry.sealKeyOf(cabinetId);
    if (!key) throw new Error("no key");
    expect(isSealed(key, cabinetId, command)).toBe(true);
    expect(isSealed(key, "shop-2", command)).toBe(false);
    expect(isSealed(key, cabinetId, { ...command, slot: 8 })).toBe(false);
  });

  it("to look is wanted soon", async () => {
    await slotCommands().look(cabinetId);
    const now = fixture.clock.now();
    expect(fixture.link.sent("command")).toMatchObject([
      { id: "K0000001", action: "look", issuedAt: now, expiresAt: now + 10_000, ttl: 10_000 },
    ]);
  });

  it("is sealed with the new key once the secret was renewed", async () => {
    const old = await fixture.registry.sealKeyOf(cabinetId);
    await fixture.registry.renewSecret(cabinetId);
    await slotCommands().open(open);
    const [command] = fixture.link.openings;
    if (!command || !old) throw new Error("nothing was sent");
    expect(isSealed(old, cabinetId, command)).toBe(false);
  });

  it("to open waits for a cabinet that is away: it could not judge the time", async () => {
    await fixture.registry.nobodyIsConnected();
    await slotCommands().open(open);
    expect(fixture.link.openings).toEqual([]);
    await fixture.birth();
    await slotCommands().open(open);
    expect(fixture.link.openings).toHaveLength(1);
  });

  it("of no order is a fault, and to a cabinet that is not registered it is not sent", async () => {
    await expect(slotCommands().open({ ...open, commandId: "K0000001" })).rejects.toThrow(/no command of an order/);
    await slotCommands().open({ ...open, cabinetId: "shop-9" });
    await slotCommands().look("shop-9");
    expect(fixture.link.sent("command")).toEqual([]);
  });
});
