import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "../../../platform/app-error.ts";
import { isSealed } from "../../../protocol/seal.ts";
import type { HappeningBody } from "../../../protocol/upward.ts";
import { CabinetService } from "../../../server/fleet/cabinet-service.ts";
import { cabinetPictureIn } from "../../../server/screens/cabinet-picture.ts";
import { AuditLog, auditEntry, auditTable } from "../../../server/store/audit-table.ts";
import { cabinetTable } from "../../../server/store/cabinet-table.ts";
import { serviceCommandTable } from "../../../server/store/service-command-table.ts";
import { cabinetId, HubFixture, itemIn, riderId } from "../../support/hub-fixture.ts";

let fixture: HubFixture;
let service: CabinetService;
const minute = 60_000;
const by = { actor: "operator/lin", reason: "to clean the slot", address: "127.0.0.1" } as const;
const actions = ["open", "open-for-service", "look", "sync", "restart"];

beforeEach(async () => {
  fixture = await HubFixture.withCabinet();
  await fixture.birth({ v: 2, software: "jiehuan/0.2.0", actions });
  await fixture.snapshot();
  service = serviceOf(fixture);
});

afterEach(() => fixture.close());

function serviceOf({ core, store, registry, clock }: HubFixture): CabinetService {
  let ids = 0;
  const audit = new AuditLog(clock, () => "test");
  const newId = () => `000000000${++ids}`;
  return new CabinetService({ store, registry, slotCommands: core.slotCommands, audit, clock, newId });
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );
const audited = async () => {
  const entries = await fixture.store.transact((tx) => tx.page(auditTable, auditEntry({}), 30));
  return entries
    .toReversed()
    .map(({ actor, reason, address, cabinetId: of, act }) => ({ actor, reason, address, of, act }));
};
const served = () =>
  fixture.link.sent("command").filter(({ action }) => action === "open-for-service" || action === "restart");
const commands = async () =>
  (await fixture.store.transact((tx) => tx.get(serviceCommandTable, cabinetId)))?.commands ?? [];
const result = (commandId: string, slot: number, itemId = itemIn(slot)): HappeningBody => ({
  kind: "result",
  commandId,
  slot,
  result: { outcome: "opened", itemId },
});
const returned = (slot: number, itemId?: string): HappeningBody => ({
  kind: "returned",
  slot,
  source: "report",
  ...(itemId !== undefined && { itemId }),
});
const start = async (slot: number) => {
  const { text } = await fixture.codes.issue(cabinetId, slot);
  return codeOf(fixture.startOrder.start(text, { riderId }, 1));
};
/** An operator has a slot opened, and takes out what lies there. */
async function emptied(slot = 4): Promise<string> {
  const { id } = await service.openSlot(cabinetId, slot, by);
  await fixture.happens(result(id, slot));
  await fixture.snapshot([{ slot, state: "empty" }]);
  return id;
}

describe("an opening for service", () => {
  it("is sent sealed, after it was written down with its actor and reason", async () => {
    const { id, expiresAt } = await service.openSlot(cabinetId, 4, by);
    const [command] = served();
    expect(command).toMatchObject({ id, action: "open-for-service", slot: 4, expiresAt, ttl: 20_000 });
    const sealKey = await fixture.registry.sealKeyOf(cabinetId);
    expect(sealKey && command && isSealed(sealKey, cabinetId, command)).toBe(true);
    const act = { what: "slot-opened-for-service", slot: 4, commandId: id };
    expect(await audited()).toEqual([{ ...by, of: cabinetId, act }]);
  });

  it("is known to a hub that is started after a kill, so that its outcome can be asked for", async () => {
    const { id } = await service.openSlot(cabinetId, 4, by);
    const next = await fixture.killed();
    await next.birth({ v: 2, software: "jiehuan/0.2.0", actions, connection: 9 });
    await serviceOf(next).askAgain(cabinetId, id, by);
    expect(served().map((command) => command.id)).toEqual([id, id]);
    await next.close();
  });

  it("explains that its item is gone: it is neither missing nor in its slot", async () => {
    await emptied(4);
    expect((await fixture.cabinet()).drift).toEqual([]);
    expect((await commands())[0]?.answer).toMatchObject({ result: { outcome: "opened", itemId: itemIn(4) } });
    expect(await fixture.unmatchedEvents()).toEqual([]);
  });

  it("explains it too where the snapshot overtakes the answer", async () => {
    const { id } = await service.openSlot(cabinetId, 4, by);
    await fixture.snapshot([{ slot: 4, state: "empty" }]);
    await fixture.happens(result(id, 4));
    await fixture.snapshot([{ slot: 4, state: "empty" }]);
    expect((await fixture.cabinet()).drift).toEqual([]);
  });

  it("explains no item of another slot", async () => {
    await emptied(4);
    const empty = [4, 5].map((slot) => ({ slot, state: "empty" }) as const);
    await fixture.snapshot(empty);
    expect((await fixture.cabinet()).drift).toMatchObject([{ code: "item-left", slot: 5 }]);
  });

  it("explains nothing where the board refused it", async () => {
    const { id } = await service.openSlot(cabinetId, 4, by);
    const refused = { outcome: "refused", reason: "lock-fault" } as const;
    await fixture.happens({ kind: "result", commandId: id, slot: 4, result: refused });
    await fixture.snapshot([{ slot: 4, state: "empty" }]);
    expect((await fixture.cabinet()).drift).toMatchObject([{ code: "item-left", slot: 4 }]);
  });

  it("closes the slot to riders until the cabinet has answered", async () => {
    const { id } = await service.openSlot(cabinetId, 4, by);
    expect(await start(4)).toBe("slot/faulted");
    expect(await codeOf(service.openSlot(cabinetId, 4, by))).toBe("slot/in-service");
    await fixture.happens(result(id, 4));
    await fixture.snapshot();
    expect(await start(4)).toBe("done");
  });

  it("closes the slot no longer than an answer may take", async () => {
    await service.openSlot(cabinetId, 4, by);
    await fixture.clock.pass(30_001);
    await fixture.snapshot();
    expect(await start(4)).toBe("done");
  });

  it("is refused for a slot that an order holds", async () => {
    await fixture.request(7);
    expect(await codeOf(service.openSlot(cabinetId, 7, by))).toBe("slot/held");
    expect([served(), await audited()]).toEqual([[], []]);
  });

  it.each<[string, string, () => Promise<unknown>]>([
    ["a cabinet that is away", "cabinet/not-connected", () => fixture.departs()],
    ["a bridge that says no actions", "bridge/too-old", () => fixture.birth()],
    [
      "a bridge whose actions lack it",
      "bridge/too-old",
      () => fixture.birth({ v: 2, software: "other/1", actions: ["open", "look"] }),
    ],
    [
      "a cabinet out of service",
      "cabinet/out-of-service",
      () => fixture.store.transact((tx) => fixture.registry.disableIn(tx, cabinetId, by)),
    ],
  ])("is not sent to %s", async (_what, code, happens) => {
    await happens();
    expect(await codeOf(service.openSlot(cabinetId, 4, by))).toBe(code);
    expect([served(), await audited(), await commands()]).toEqual([[], [], []]);
  });

  it("is refused for a slot or a cabinet that there is not", async () => {
    expect(await codeOf(service.openSlot(cabinetId, 9, by))).toBe("slot/unknown");
    expect(await codeOf(service.openSlot("nowhere", 1, by))).toBe("cabinet/unknown");
  });

  it("is limited to twelve within ten minutes, and the refusal says when the next is possible", async () => {
    for (let opened = 0; opened < 12; opened++) {
      await fixture.clock.pass(1000);
      const slot = (opened % 8) + 1;
      const { id } = await service.openSlot(cabinetId, slot, by);
      await fixture.happens(result(id, slot));
    }
    await expect(service.openSlot(cabinetId, 1, by)).rejects.toMatchObject({
      code: "cabinet/service-limit",
      retryAfter: 589,
    });
    expect(served()).toHaveLength(12);
    await fixture.clock.pass(589_000);
    expect(await codeOf(service.openSlot(cabinetId, 1, by))).toBe("done");
  });
});

describe("an item that is put in while an operator works at its slot", () => {
  it("is no unmatched return where no order has it out", async () => {
    await emptied(4);
    await fixture.happens(returned(4, "BANK99"));
    expect(await fixture.unmatchedEvents()).toEqual([]);
  });

  it("is kept as an unmatched return where its id is not read: a rider may have brought it", async () => {
    await emptied(4);
    await fixture.happens(returned(4));
    expect(await fixture.unmatchedEvents()).toHaveLength(1);
  });

  it("ends no rider's loan by exclusion where its id is not read", async () => {
    const orderNo = await fixture.lent();
    await fixture.snapshot([{ slot: 7, state: "empty" }]);
    await emptied(4);
    await fixture.happens(returned(4));
    expect((await fixture.record(orderNo)).order.loans[0]?.state).toBe("lent");
  });

  it("ends the loan of the order that has it out", async () => {
    const orderNo = await fixture.lent();
    await fixture.snapshot([{ slot: 7, state: "empty" }]);
    await emptied(4);
    await fixture.happens(returned(4, itemIn(7)));
    expect((await fixture.record(orderNo)).order.loans[0]?.state).toBe("returned");
  });

  it("is an unmatched return again once the operator's ten minutes are over", async () => {
    await emptied(4);
    await fixture.clock.pass(10 * minute + 1);
    await fixture.happens(returned(4, "BANK99"));
    expect(await fixture.unmatchedEvents()).toHaveLength(1);
  });
});

describe("a restart of the bridge", () => {
  const restarts = (commandId: string): HappeningBody => ({
    kind: "restart",
    commandId,
    result: { outcome: "restarting" },
  });

  it("is written down, sent, and its answer kept", async () => {
    const { id } = await service.restart(cabinetId, by);
    expect(served()).toMatchObject([{ id, action: "restart" }]);
    await fixture.happens(restarts(id));
    expect((await commands())[0]?.answer).toMatchObject({ result: { outcome: "restarting" } });
    expect(await audited()).toMatchObject([{ actor: by.actor, act: { what: "bridge-restarted", commandId: id } }]);
  });

  it("is refused while one is under way, and beyond three within ten minutes", async () => {
    const { id } = await service.restart(cabinetId, by);
    expect(await codeOf(service.restart(cabinetId, by))).toBe("cabinet/service-limit");
    await fixture.happens(restarts(id));
    for (let time = 1; time < 3; time++) await fixture.happens(restarts((await service.restart(cabinetId, by)).id));
    expect(await codeOf(service.restart(cabinetId, by))).toBe("cabinet/service-limit");
  });

  it("is not sent to a bridge that does not know it", async () => {
    await fixture.birth();
    expect(await codeOf(service.restart(cabinetId, by))).toBe("bridge/too-old");
    expect(served()).toEqual([]);
  });

  it("is not answered by the outcome of an opening, nor by an answer to a command that was never sent", async () => {
    const { id } = await service.restart(cabinetId, by);
    await fixture.happens(result(id, 4));
    await fixture.happens(restarts("R9999"));
    expect((await commands())[0]).not.toHaveProperty("answer");
    expect(await fixture.unmatchedEvents()).toHaveLength(2);
  });
});

describe("a command whose answer has not come", () => {
  it("is sent again under the same id, with the same expiry", async () => {
    const { id, expiresAt } = await service.openSlot(cabinetId, 4, by);
    await fixture.clock.pass(minute);
    await service.askAgain(cabinetId, id, by);
    expect(served()).toMatchObject([
      { id, expiresAt },
      { id, expiresAt },
    ]);
    expect((await audited()).map(({ act }) => act.what)).toContain("command-asked-again");
  });

  it("is not sent again where the cabinet is away, nor where it was never sent", async () => {
    const { id } = await service.openSlot(cabinetId, 4, by);
    expect(await codeOf(service.askAgain(cabinetId, "S9999", by))).toBe("command/unknown");
    await fixture.departs();
    expect(await codeOf(service.askAgain(cabinetId, id, by))).toBe("cabinet/not-connected");
    expect(served()).toHaveLength(1);
  });
});

describe("a snapshot that an operator asks for", () => {
  it("is asked of bridges of every version, and written down", async () => {
    await fixture.birth();
    const before = fixture.link.sent("command").filter(({ action }) => action === "look").length;
    await service.look(cabinetId, by);
    expect(fixture.link.sent("command").filter(({ action }) => action === "look")).toHaveLength(before + 1);
    expect(await audited()).toMatchObject([{ ...by, act: { what: "snapshot-asked" } }]);
  });

  it("is refused where the cabinet is away", async () => {
    await fixture.departs();
    expect(await codeOf(service.look(cabinetId, by))).toBe("cabinet/not-connected");
  });
});

describe("a locked slot", () => {
  it("is not offered to riders, until it is unlocked", async () => {
    expect(await service.setLocked(cabinetId, 4, true, by)).toBe(true);
    expect(await start(4)).toBe("slot/faulted");
    expect(await service.setLocked(cabinetId, 4, false, by)).toBe(true);
    expect(await start(4)).toBe("done");
    expect((await audited()).map(({ act }) => act.what)).toEqual(["slot-locked", "slot-unlocked"]);
  });

  it("counts neither as an item nor as room where riders look for cabinets, and is out of order on the cabinet's screen", async () => {
    await fixture.snapshot([{ slot: 1, state: "empty" }]);
    await service.setLocked(cabinetId, 1, true, by);
    await service.setLocked(cabinetId, 4, true, by);
    expect(await fixture.core.directory.find({ limit: 1 })).toMatchObject([{ itemsReady: 6, slotsFree: 0 }]);
    const now = fixture.clock.now();
    const { picture } = await fixture.store.transact((tx) => cabinetPictureIn(tx, cabinetId, { lowestLevel: 10 }, now));
    expect(picture.slots.filter(({ state }) => state === "faulted").map(({ slot }) => slot)).toEqual([1, 4]);
  });

  it("is locked once, and keeps who locked it first and why", async () => {
    await service.setLocked(cabinetId, 4, true, by);
    expect(await service.setLocked(cabinetId, 4, true, { ...by, reason: "another reason" })).toBe(false);
    const cabinet = await fixture.store.transact((tx) => tx.get(cabinetTable, cabinetId));
    const { actor, reason } = by;
    expect(cabinet?.lockedSlots).toEqual([{ slot: 4, since: fixture.clock.now(), actor, reason }]);
    expect(await audited()).toHaveLength(1);
  });

  it("stays locked where the cabinet is described again", async () => {
    await service.setLocked(cabinetId, 4, true, by);
    await fixture.registry.register({ cabinetId, name: "书店", address: "人民路2号", slots: 8 });
    expect(await start(4)).toBe("slot/faulted");
  });

  it("goes on with the order that holds it", async () => {
    fixture.runner.start();
    const orderNo = await fixture.request(7);
    await service.setLocked(cabinetId, 7, true, by);
    await fixture.confirm(orderNo);
    await fixture.opens();
    expect((await fixture.record(orderNo)).order.loans[0]?.state).toBe("lent");
  });

  it("is refused where the cabinet has no such slot", async () => {
    expect(await codeOf(service.setLocked(cabinetId, 9, true, by))).toBe("slot/unknown");
    expect(await codeOf(service.setLocked("nowhere", 1, true, by))).toBe("cabinet/unknown");
  });
});
