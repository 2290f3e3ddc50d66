import { afterEach, beforeEach, expect, it } from "vitest";
import { LivenessTimeout } from "../../../server/fleet/liveness-timeout.ts";
import { cabinetStateTable } from "../../../server/store/cabinet-state-table.ts";
import type { Leased, Store } from "../../../server/store/store.ts";
import { bootId, HubFixture } from "../../support/hub-fixture.ts";
import { settle } from "../../support/manual-clock.ts";
import { storeWith } from "../../support/store-with.ts";

const silentAfter = 450_000;
let fixture: HubFixture;
let watches: LivenessTimeout[];

beforeEach(async () => {
  fixture = await HubFixture.withCabinet();
  watches = [];
});

afterEach(async () => {
  await Promise.all(watches.map((watch) => watch.stop()));
  await fixture.close();
});

/** A hub on the bench's store watches from now on. */
function watch(store: Store = fixture.store): LivenessTimeout {
  const { clock, log } = fixture;
  const started = new LivenessTimeout({ store, clock, log, silentAfter });
  watches.push(started);
  started.start();
  return started;
}

/** The bench's store, but for how it answers a claim. */
function claiming(answer: (claim: () => Promise<Leased<never>>) => Promise<Leased<never>>): Store {
  const { store } = fixture;
  return storeWith(store, { lease: (...call) => answer(() => store.lease(...call) as Promise<Leased<never>>) });
}

const presence = async () => (await fixture.cabinet()).presence;
const marked = () => fixture.logged.filter((line) => line.endsWith("counts as away")).length;

it("a cabinet of which nothing was heard for too long counts as away", async () => {
  watch();
  await fixture.clock.pass(silentAfter - 1);
  expect((await presence()).online).toBe(true);
  await fixture.clock.pass(silentAfter / 5);
  expect(await presence()).toMatchObject({ online: false, since: expect.closeTo(fixture.clock.now(), -6) as number });
  expect(marked()).toBe(1);
});

it("no cabinet counts as away before it had its time once the watch has begun anew", async () => {
  const started = watch();
  await fixture.clock.pass(silentAfter - 1);
  fixture.clock.setWall(fixture.clock.now() + 3_600_000);
  started.beginAnew();
  await fixture.clock.pass(silentAfter - 1);
  expect((await presence()).online).toBe(true);
  await fixture.clock.pass(silentAfter / 5);
  expect((await presence()).online).toBe(false);
});

it("a watch that was stopped does not begin anew", async () => {
  const started = watch();
  await started.stop();
  started.beginAnew();
  await fixture.clock.pass(2 * silentAfter);
  expect((await presence()).online).toBe(true);
});

it("a cabinet that sends snapshots is there, and so is one whose birth is repeated", async () => {
  watch();
  for (let round = 0; round < 4; round++) {
    await fixture.clock.pass(silentAfter - 1);
    await (round % 2 === 0 ? fixture.snapshot() : fixture.bornAgain());
    expect((await presence()).online).toBe(true);
  }
});

it.each([
  ["snapshot", () => fixture.snapshot()],
  ["birth over the same connection", () => fixture.bornAgain()],
] as const)("a silent cabinet is there again with its next %s", async (_what, speak) => {
  watch();
  await fixture.clock.pass(2 * silentAfter);
  expect((await presence()).online).toBe(false);
  fixture.logged.length = 0;
  await speak();
  expect(await presence()).toMatchObject({ online: true, since: fixture.clock.now() });
  expect(fixture.logged).toEqual([expect.stringMatching(/^info a cabinet (came|is there)/)]);
});

const health = (ofBoot: string) =>
  fixture.hear("health", {
    v: 1,
    bootId: ofBoot,
    at: fixture.clock.now(),
    uptime: 1000,
    boardHeardAt: null,
    journalDepth: 0,
    clockOffset: 0,
    sealsBroken: 0,
    memory: 1000,
  });

it("a cabinet that tells nothing but its health is there", async () => {
  watch();
  for (let round = 0; round < 3; round++) {
    await fixture.clock.pass(silentAfter - 1);
    await health(bootId);
    expect((await presence()).online).toBe(true);
  }
});

it("health of an earlier start of the bridge, or after the cabinet counts as away, changes nothing", async () => {
  watch();
  await fixture.clock.pass(silentAfter - 1);
  await health("boot-0000");
  await fixture.clock.pass(silentAfter / 5);
  expect((await presence()).online).toBe(false);
  await health(bootId);
  expect((await presence()).online).toBe(false);
});

it("a late repetition of its last snapshot does not bring a silent cabinet back", async () => {
  await fixture.shows([], { no: 12 });
  watch();
  await fixture.clock.pass(2 * silentAfter);
  await fixture.shows([], { no: 12 });
  expect((await presence()).online).toBe(false);
});

it("a hub takes nobody for silent before it has listened for long enough itself", async () => {
  await fixture.clock.pass(2 * silentAfter);
  watch();
  await fixture.clock.pass(silentAfter - 1);
  expect((await presence()).online).toBe(true);
});

it("of several hubs any one does it, and only one", async () => {
  watch();
  watch();
  await fixture.clock.pass(2 * silentAfter);
  expect((await presence()).online).toBe(false);
  expect(marked()).toBe(1);
});

it.each([
  ["speaks", true, () => fixture.snapshot()],
  ["is marked by another hub", false, () => fixture.registry.nobodyIsConnected()],
])("a cabinet that %s between the look and the mark is left as it is", async (_what, online, happens) => {
  watch(
    claiming(async (claim) => {
      const claimed = await claim();
      await happens();
      return claimed;
    }),
  );
  await fixture.clock.pass(silentAfter);
  expect((await presence()).online).toBe(online);
  expect(marked()).toBe(0);
});

it("a store that is away for a while only delays it", async () => {
  let away = true;
  watch(claiming((claim) => (away ? Promise.reject(new Error("the database is away")) : claim())));
  await fixture.clock.pass(silentAfter);
  expect(fixture.logged.at(-1)).toBe("error silent cabinets could not be looked for the database is away");
  away = false;
  await fixture.clock.pass(silentAfter / 5);
  expect((await presence()).online).toBe(false);
});

it("a watch that was stopped looks no more, and ends with the look that is under way", async () => {
  const idle = watch();
  await idle.stop();
  let looks = 0;
  let goOn = () => {};
  const looking = watch(
    claiming(async () => {
      looks += 1;
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      return { rows: [], mayBeMore: false, nextDueAt: undefined };
    }),
  );
  await fixture.clock.pass(silentAfter);
  let ended = false;
  const stopped = looking.stop().finally(() => {
    ended = true;
  });
  await settle();
  expect(ended).toBe(false);
  goOn();
  await stopped;
  await fixture.clock.pass(2 * silentAfter);
  expect(looks).toBe(1);
  expect((await presence()).online).toBe(true);
});

it("the row of a cabinet is due since it was heard while it is there, and never while it is away", async () => {
  const state = () => fixture.store.transact((tx) => tx.get(cabinetStateTable, "shop-1"));
  const there = await state();
  expect(there && cabinetStateTable.dueAt(there)).toBe(there?.heardAt);
  await fixture.departs();
  const away = await state();
  expect(away && cabinetStateTable.dueAt(away)).toBeUndefined();
});
