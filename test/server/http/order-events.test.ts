import { once } from "node:events";
import { type ClientRequest, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { createParser } from "eventsource-parser";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { OrderView } from "../../../server/http/rider-api.ts";
import type { Store } from "../../../server/store/store.ts";
import { HttpFixture } from "../../support/http-fixture.ts";
import { settle, until } from "../../support/manual-clock.ts";

let fixture: HttpFixture;
let orderNo: string;
let cookie: string;
let requests: ClientRequest[];
/** Who watches the store now. */
let watchers: number;
/** As a store does that may have missed another process's changes. */
let lookAgain: () => void;

beforeEach(async () => {
  fixture = await HttpFixture.open();
  requests = [];
  watchers = 0;
  const watch = fixture.hub.store.watch.bind(fixture.hub.store);
  fixture.hub.store.watch = (listener, again) => {
    watchers++;
    lookAgain = () => again("orders");
    const end = watch(listener, again);
    return () => {
      watchers--;
      end();
    };
  };
  orderNo = await fixture.hub.request();
  cookie = await fixture.logIn();
  await fixture.app.listen({ host: "127.0.0.1", port: 0 });
});

afterEach(async () => {
  for (const request of requests) request.destroy();
  await fixture.close();
});

/** Follows the order as its page does. */
async function follow() {
  const { port } = fixture.app.server.address() as AddressInfo;
  const request = get(`http://127.0.0.1:${port}/api/rider/orders/${orderNo}/events`, {
    headers: { cookie, accept: "text/event-stream" },
    agent: false,
  });
  requests.push(request);
  const [answer] = (await once(request, "response")) as [IncomingMessage];
  const views: OrderView[] = [];
  const names = new Set<string | undefined>();
  const parser = createParser({
    onEvent: ({ event, data }) => {
      names.add(event);
      views.push(JSON.parse(data) as OrderView);
    },
  });
  answer.setEncoding("utf8").on("data", (text: string) => parser.feed(text));
  // A stream that is cut off ends with an error, which is what a page expects.
  answer.on("error", () => {});
  const ended = new Promise((resolve) => answer.on("close", resolve));
  return { answer, views, names, ended, stop: () => request.destroy() };
}

describe("an order's events", () => {
  it("begin with the order as it is", async () => {
    const { answer, views, names } = await follow();
    expect(answer.headers["content-type"]).toMatch(/^text\/event-stream/);
    await until(() => views.length > 0);
    expect(views[0]).toMatchObject({ orderNo, phase: "confirm", walletUrl: expect.any(String) as string });
    expect([...names]).toEqual(["order"]);
  });

  it("tell how it stands where changes may have gone unheard", async () => {
    const { views } = await follow();
    await until(() => views.length > 0);
    lookAgain();
    await until(() => views.length > 1);
    expect(views[1]).toMatchObject({ orderNo, phase: "confirm" });
  });

  it("tell every change, in its order", async () => {
    const { views } = await follow();
    await until(() => views.length === 1);
    fixture.hub.runner.start();
    await fixture.hub.confirm(orderNo);
    await fixture.hub.opens();
    await until(() => views.at(-1)?.phase === "lent");
    expect([...new Set(views.map(({ phase }) => phase))]).toEqual(["confirm", "opening", "lent"]);
  });

  it("say nothing when another order changes", async () => {
    const { views } = await follow();
    await until(() => views.length === 1);
    await fixture.hub.request(8, "user/2088000000000002");
    await fixture.hub.orderService.apply(orderNo, { type: "given-up" }, "hub");
    await until(() => views.some(({ confirmBefore, now }) => confirmBefore < now));
    expect(views).toHaveLength(2);
  });

  it("end with the newest view, also when the order changes while it is read for the first time", async () => {
    const transact: Store["transact"] = fixture.hub.store.transact.bind(fixture.hub.store);
    let reads = 0;
    fixture.hub.store.transact = async (work) => {
      const value = await transact(work);
      // The first read sees whose order it is, the second what is sent.
      if (++reads === 2) {
        fixture.hub.store.transact = transact;
        fixture.hub.credit.confirm(orderNo, fixture.hub.clock.now());
        const answer = await fixture.hub.credit.query(orderNo);
        await fixture.hub.orderService.apply(orderNo, { type: "credit-seen", answer, attempt: 0 }, "credit-provider");
        await settle();
      }
      return value;
    };
    const { views } = await follow();
    await until(() => views.length === 2);
    expect(views.map(({ phase }) => phase)).toEqual(["confirm", "opening"]);
  });

  it("end their watch when the page goes", async () => {
    const { views, stop } = await follow();
    await until(() => views.length === 1);
    expect(watchers).toBe(1);
    stop();
    await until(() => watchers === 0);
    await fixture.hub.orderService.apply(orderNo, { type: "given-up" }, "hub");
    expect(fixture.logged.filter(({ level }) => Number(level) >= 40)).toEqual([]);
  });

  it("begin no watch for a page that has gone already", async () => {
    const transact: Store["transact"] = fixture.hub.store.transact.bind(fixture.hub.store);
    const closed: Promise<unknown>[] = [];
    fixture.app.server.on("connection", (socket) => closed.push(once(socket, "close")));
    fixture.hub.store.transact = async (work) => {
      fixture.hub.store.transact = transact;
      const value = await transact(work);
      for (const request of requests) request.destroy();
      await Promise.all(closed);
      read = true;
      return value;
    };
    let read = false;
    await expect(follow()).rejects.toThrow();
    await until(() => read);
    await settle();
    expect(watchers).toBe(0);
  });

  it("end when the hub stops, which does not wait for the pages", async () => {
    const { views, ended } = await follow();
    await until(() => views.length === 1);
    await fixture.app.close();
    await ended;
    expect(watchers).toBe(0);
  });

  it("that can't be sent are logged, and the stream goes on", async () => {
    const { views } = await follow();
    await until(() => views.length === 1);
    const transact: Store["transact"] = fixture.hub.store.transact.bind(fixture.hub.store);
    fixture.hub.runner.start();
    await fixture.hub.clock.pass(0);
    fixture.hub.store.transact = () => Promise.reject(new Error("no connection"));
    await transact((tx) => fixture.hub.orderService.applyIn(tx, orderNo, { type: "given-up" }, "hub"));
    await until(() => fixture.logged.some(({ msg }) => msg === "an order's change was not sent"));
    fixture.hub.store.transact = transact;
    await fixture.hub.orderService.apply(orderNo, { type: "credit-noticed", about: "created", noticeId: "n" }, "hub");
    await until(() => views.length > 1);
  });
});
