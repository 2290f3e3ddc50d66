import { once } from "node:events";
import { type ClientRequest, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { createParser } from "eventsource-parser";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ScreenView } from "../../../server/http/screen-api.ts";
import { codeWindow } from "../../../server/qr/screen-codes.ts";
import { cabinetTable } from "../../../server/store/cabinet-table.ts";
import type { Store } from "../../../server/store/store.ts";
import { HttpFixture, operator } from "../../support/http-fixture.ts";
import { cabinetId, riderId, usualPlan } from "../../support/hub-fixture.ts";
import { settle, until } from "../../support/manual-clock.ts";

let fixture: HttpFixture;
let screenId: string;
let cookie: string;
let requests: ClientRequest[];
/** Whether changes go unheard, as those of another process may. */
let isDeaf: boolean;
/** Who watches the store now. */
let watchers: number;
/** As a store does that may have missed another process's changes. */
let lookAgain: (table: string) => void;

beforeEach(async () => {
  fixture = await HttpFixture.open();
  requests = [];
  watchers = 0;
  isDeaf = false;
  const { store } = fixture.hub;
  const watch = store.watch.bind(store);
  store.watch = (listener, again) => {
    watchers++;
    lookAgain = again;
    const end = watch((...change) => {
      if (!isDeaf) listener(...change);
    }, again);
    return () => {
      watchers--;
      end();
    };
  };
  ({ screenId, cookie } = await paired());
  await fixture.app.listen({ host: "127.0.0.1", port: 0 });
});

afterEach(async () => {
  for (const request of requests) request.destroy();
  await fixture.close();
});

async function paired() {
  const { core, store } = fixture.hub;
  const { pairingCode, credential } = await core.screens.startPairing("192.0.2.1");
  const screen = await store.transact((tx) => core.screens.pairIn(tx, pairingCode, cabinetId, "operator/lin"));
  return { screenId: screen.screenId, cookie: `screen=${credential}` };
}

/** Follows the cabinet as a screen's page does. */
async function follow(as = cookie) {
  const { port } = fixture.app.server.address() as AddressInfo;
  const request = get(`http://127.0.0.1:${port}/api/screen/events`, {
    headers: { cookie: as, accept: "text/event-stream" },
    agent: false,
  });
  requests.push(request);
  const [answer] = (await once(request, "response")) as [IncomingMessage];
  const views: ScreenView[] = [];
  const ends: unknown[] = [];
  let text = "";
  const parser = createParser({
    onEvent: ({ event, data }) => {
      if (event === "view") views.push(JSON.parse(data) as ScreenView);
      if (event === "end") ends.push(JSON.parse(data));
    },
  });
  answer.setEncoding("utf8").on("data", (part: string) => {
    text += part;
    parser.feed(part);
  });
  // A stream that is cut off ends with an error, which is what a page expects.
  answer.on("error", () => {});
  const ended = new Promise((resolve) => answer.on("close", resolve));
  await until(() => views.length > 0 || ends.length > 0);
  return { answer, views, ends, ended, text: () => text, stop: () => request.destroy() };
}

type Shown = Awaited<ReturnType<typeof follow>>;
const last = ({ views }: Shown) => views.at(-1) as ScreenView;
const kinds = (shown: Shown) => last(shown).happenings.map(({ kind, slot }) => `${kind} ${slot}`);
const stateOf = (shown: Shown, slot: number) => last(shown).slots.find((each) => each.slot === slot)?.state;

describe("a screen's stream", () => {
  test("begins with the cabinet as it is, with a code for each item that can be borrowed and one for the best", async () => {
    await fixture.hub.snapshot([
      { slot: 1, state: "empty" },
      { slot: 2, state: "occupied", itemId: "FLAT", level: 3 },
      { slot: 3, state: "occupied", itemId: "FULL", level: 97 },
      { slot: 4, state: "occupied", fault: "lock" },
    ]);
    const shown = await follow();
    const { codes, slots, ...view } = last(shown);
    expect(view).toMatchObject({
      cabinetName: "咖啡馆",
      itemKind: { id: "power-bank" },
      layout: { columns: 2, rows: 4 },
      service: "open",
      happenings: [],
    });
    expect(view.tariff).toMatchObject({ pricePerUnit: expect.any(Number) as number });
    expect(slots.slice(0, 4)).toEqual([
      { slot: 1, state: "empty" },
      { slot: 2, state: "flat", level: 3 },
      { slot: 3, state: "ready", level: 97 },
      { slot: 4, state: "faulted" },
    ]);
    expect(codes.slots.map(({ slot }) => slot)).toEqual([3, 5, 6, 7, 8]);
    expect(codes.best).toMatch(/^https:\/\/hub\.example\/q\/s\./);
    expect(codes.validFor).toBeGreaterThanOrEqual(20_000);
    expect(codes.validFor).toBeLessThanOrEqual(50_000);
    expect(shown.answer.headers["set-cookie"]?.[0]).toMatch(/^screen=.*Max-Age=34560000.*HttpOnly.*SameSite=Strict/);
  });

  test("brings new codes in each window, long before the old ones end, and a tick of the clock alone brings nothing", async () => {
    const shown = await follow();
    const first = last(shown).codes;
    const { clock } = fixture.hub;
    await clock.pass(codeWindow - (clock.now() % codeWindow) - 2_001);
    expect(shown.views).toHaveLength(1);
    await clock.pass(4_000);
    await until(() => shown.views.length === 2);
    const second = last(shown).codes;
    expect(second.best).not.toBe(first.best);
    expect(second.slots.map(({ slot }) => slot)).toEqual(first.slots.map(({ slot }) => slot));
  });

  test("brings new codes within two seconds after the hub's clock was set", async () => {
    const shown = await follow();
    const { clock } = fixture.hub;
    for (const step of [-3_600_000, 7_200_000]) {
      const before = shown.views.length;
      clock.setWall(clock.now() + step);
      await clock.pass(2_000);
      await until(() => shown.views.length > before);
      expect(last(shown).codes.validFor).toBeGreaterThanOrEqual(20_000);
    }
  });

  test("says nothing new when the cabinet only shows that it is there", async () => {
    const shown = await follow();
    await fixture.hub.snapshot();
    await fixture.hub.snapshot();
    await settle();
    expect(shown.views).toHaveLength(1);
  });

  test("shows a slot that becomes empty, and takes its code away", async () => {
    const shown = await follow();
    await fixture.hub.snapshot([{ slot: 5, state: "empty" }]);
    await until(() => stateOf(shown, 5) === "empty");
    expect(last(shown).codes.slots.map(({ slot }) => slot)).not.toContain(5);
  });

  test("shows a cabinet that goes away without any code, and with codes when it is back", async () => {
    const shown = await follow();
    await fixture.hub.snapshot([{ slot: 5, state: "empty" }]);
    await until(() => stateOf(shown, 5) === "empty");
    await fixture.hub.departs();
    await until(() => last(shown).service === "offline");
    expect([stateOf(shown, 5), stateOf(shown, 6)]).toEqual(["empty", "offline"]);
    expect(last(shown).codes).toMatchObject({ slots: [] });
    expect(last(shown).codes).not.toHaveProperty("best");
    await fixture.hub.birth();
    await fixture.hub.snapshot();
    await until(() => last(shown).codes.slots.length === 8);
  });

  test("shows a cabinet that is out of service without any code, and without the operator's reason", async () => {
    const shown = await follow();
    await fixture.app.inject({
      method: "POST",
      url: `/api/operator/cabinets/${cabinetId}/disable`,
      headers: operator,
      payload: { reason: "the owner did not pay" },
    });
    await until(() => last(shown).service === "closed");
    expect(last(shown).codes.slots).toEqual([]);
    expect(shown.text()).not.toContain("did not pay");
  });

  test("shows a cabinet whose bridge can't write its disk as one that does not lend, until it can", async () => {
    const shown = await follow();
    await fixture.hub.snapshot([{ slot: 5, state: "empty" }]);
    await until(() => stateOf(shown, 5) === "empty");
    await fixture.hub.bridgeDisk("failing");
    await until(() => last(shown).service === "closed");
    expect(stateOf(shown, 5)).toBe("empty");
    expect(last(shown).codes.slots).toEqual([]);
    await fixture.hub.bridgeDisk("ok");
    await until(() => last(shown).service === "open");
    expect(last(shown).codes.slots).toHaveLength(7);
  });

  test("shows a cabinet whose word counts for nothing as out of service", async () => {
    const shown = await follow();
    const { store } = fixture.hub;
    await store.transact(async (tx) => {
      const cabinet = await fixture.hub.registry.cabinetIn(tx, cabinetId);
      const reason = { code: "contradicts-others", cabinetIds: ["shop-2"] } as const;
      await tx.put(cabinetTable, { ...cabinet, distrusted: { since: 0, reason } });
    });
    await until(() => last(shown).service === "closed");
    expect(last(shown).codes.slots).toEqual([]);
  });

  test("shows within a minute that no tariff applies any more", async () => {
    const shown = await follow();
    await fixture.hub.lendBy({ ...usualPlan, validUntil: fixture.hub.clock.now() + 1000 });
    await fixture.hub.clock.pass(64_000);
    await until(() => last(shown).service === "not-for-rent");
    expect(last(shown)).not.toHaveProperty("tariff");
    expect(last(shown).codes.slots).toEqual([]);
  });

  test("shows new slides", async () => {
    const shown = await follow();
    await fixture.app.inject({
      method: "PUT",
      url: "/api/operator/slides",
      headers: operator,
      payload: { slides: [{ zh: "雨", en: "Rain" }], reason: "autumn" },
    });
    await until(() => last(shown).slides.length === 1);
    expect(last(shown).slides).toMatchObject([{ zh: "雨", en: "Rain" }]);
  });

  test("tells how it stands where changes may have gone unheard", async () => {
    await fixture.hub.lendBy({ ...usualPlan, validUntil: fixture.hub.clock.now() + 1 });
    const shown = await follow();
    await fixture.hub.clock.pass(1);
    lookAgain("orders");
    await until(() => last(shown).service === "not-for-rent");
  });

  test("ends its watch when the screen goes", async () => {
    const shown = await follow();
    const second = await follow((await paired()).cookie);
    expect(watchers).toBe(1);
    shown.stop();
    second.stop();
    await until(() => watchers === 0);
  });

  test("is one for each screen: the newest takes the place of the older one", async () => {
    const first = await follow();
    await follow();
    await first.ended;
    expect(first.ends).toEqual([{ reason: "replaced" }]);
  });

  test("ends when the hub stops, and the browser is told to come again", async () => {
    const shown = await follow();
    fixture.streams.end();
    await shown.ended;
    expect(shown.text()).toMatch(/\n\nretry: 2000\n\n$/);
  });

  test("that could not be told of a change is logged, and goes on", async () => {
    const shown = await follow();
    const { store } = fixture.hub;
    const transact: Store["transact"] = store.transact.bind(store);
    store.transact = () => Promise.reject(new Error("no connection"));
    lookAgain("orders");
    await until(() => fixture.logged.some(({ msg }) => msg === "a screen was not told of a change"));
    store.transact = transact;
    await fixture.hub.snapshot([{ slot: 5, state: "empty" }]);
    await until(() => stateOf(shown, 5) === "empty");
  });
});

describe("the stream of a screen that is revoked", () => {
  const revoke = (id = screenId) =>
    fixture.app.inject({
      method: "DELETE",
      url: `/api/operator/screens/${id}`,
      headers: operator,
      payload: { reason: "stolen" },
    });

  test("ends in the same moment and says why; other screens go on", async () => {
    const shown = await follow();
    const other = await follow((await paired()).cookie);
    await revoke();
    await shown.ended;
    expect(shown.ends).toEqual([{ reason: "screen-revoked" }]);
    await fixture.hub.snapshot([{ slot: 5, state: "empty" }]);
    await until(() => stateOf(other, 5) === "empty");
    expect(other.ends).toEqual([]);
  });

  test("ends where another hub revoked it, unheard", async () => {
    const shown = await follow();
    const { store, core } = fixture.hub;
    isDeaf = true;
    await store.transact((tx) => core.screens.revokeIn(tx, screenId));
    await settle();
    expect(shown.ends).toEqual([]);
    lookAgain("screens");
    await shown.ended;
    expect(shown.ends).toEqual([{ reason: "screen-revoked" }]);
  });

  test("that is listed as following is so no more", async () => {
    const shown = await follow();
    const list = async () =>
      (await fixture.app.inject({ url: "/api/operator/screens", headers: operator })).json<{ following: boolean }[]>();
    expect(await list()).toMatchObject([{ following: true }]);
    shown.stop();
    await until(() => watchers === 0);
    expect(await list()).toMatchObject([{ following: false }]);
  });
});

describe("what happens at a slot", () => {
  test("is told from the opening to the return, with the amount and without anything of the rider or the order", async () => {
    const shown = await follow();
    const { hub } = fixture;
    hub.runner.start();
    const orderNo = await hub.request(7);
    await until(() => stateOf(shown, 7) === "taken");
    await hub.confirm(orderNo);
    await until(() => kinds(shown).includes("opening 7"));
    await hub.opens();
    await until(() => kinds(shown).includes("take 7"));
    await hub.snapshot([{ slot: 7, state: "empty" }]);
    await until(() => stateOf(shown, 7) === "empty");
    await hub.clock.pass(3_600_000);
    await hub.happens({ kind: "returned", slot: 7, itemId: "BANK07", source: "report" });
    await until(() => kinds(shown).includes("returned 7"));
    await until(() => last(shown).happenings[0]?.amount !== undefined);
    const { order } = await hub.record(orderNo);
    expect(last(shown).happenings).toMatchObject([{ kind: "returned", slot: 7, amount: order.charge?.amount }]);
    for (const secret of [orderNo, riderId, "BANK07", "2088"]) expect(shown.text()).not.toContain(secret);
    await hub.clock.pass(codeWindow);
    await until(() => last(shown).happenings.length === 0);
  });

  test("is told to a screen that begins to look while the slot opens", async () => {
    const { hub } = fixture;
    hub.runner.start();
    await hub.confirm(await hub.request(7));
    const shown = await follow();
    expect(kinds(shown)).toEqual(["opening 7"]);
  });

  test("is told where the slot does not open", async () => {
    const shown = await follow();
    const { hub } = fixture;
    hub.runner.start();
    await hub.confirm(await hub.request(7));
    await until(() => kinds(shown).includes("opening 7"));
    const { id: commandId, slot } = hub.link.openings.at(-1) ?? { id: "", slot: 7 };
    await hub.happens({ kind: "result", commandId, slot, result: { outcome: "refused", reason: "lock-fault" } });
    await until(() => kinds(shown).includes("not-opened 7"));
  });

  test("is told of an item of which no loan is known, and of one that the board can't take", async () => {
    await fixture.hub.snapshot([
      { slot: 2, state: "empty" },
      { slot: 3, state: "empty" },
    ]);
    const shown = await follow();
    await fixture.hub.happens({ kind: "returned", slot: 2, itemId: "STRANGE", source: "report" });
    await until(() => kinds(shown).includes("received 2"));
    await fixture.hub.happens({ kind: "abnormal", slot: 3, what: "the board could not take what was pushed in" });
    await until(() => kinds(shown).includes("push 3"));
    await fixture.hub.snapshot([
      { slot: 2, state: "empty" },
      { slot: 3, state: "occupied", itemId: "BANK03" },
    ]);
    await until(() => !kinds(shown).includes("push 3"));
  });
});
