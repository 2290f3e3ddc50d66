import { once } from "node:events";
import { type ClientRequest, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { logOutTable } from "../../../server/store/log-out-table.ts";
import { orderTable } from "../../../server/store/order-table.ts";
import { HttpFixture, operator, ours } from "../../support/http-fixture.ts";
import { until } from "../../support/manual-clock.ts";

let fixture: HttpFixture;
let requests: ClientRequest[];
beforeEach(async () => {
  fixture = await HttpFixture.open();
  requests = [];
  await fixture.app.listen({ host: "127.0.0.1", port: 0 });
});
afterEach(async () => {
  for (const request of requests) request.destroy();
  await fixture.close();
});

async function follow(orderNo: string, cookie: string) {
  const { port } = fixture.app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/api/rider/orders/${orderNo}/events`;
  const request = get(url, { headers: { cookie, accept: "text/event-stream" }, agent: false });
  requests.push(request);
  const [answer] = (await once(request, "response")) as [IncomingMessage];
  let text = "";
  answer.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  // A stream that is cut off ends with an error, and is not complete.
  answer.on("error", () => {});
  const ended = new Promise<string>((resolve) => {
    answer.on("close", () => resolve(answer.complete ? text : "cut off"));
  });
  await once(answer, "data");
  return { request, ended, text: () => text };
}

async function metric(name: string): Promise<string[]> {
  const { body } = await fixture.app.inject({ url: "/metrics", headers: operator });
  return body.split("\n").filter((line) => line.startsWith(name));
}

async function open(count: number): Promise<void> {
  while ((await metric("jiehuan_http_event_streams")).join() !== `jiehuan_http_event_streams ${count}`) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test("streams are counted while they are open, and their length is no request's duration", async () => {
  const cookie = await fixture.logIn();
  const orderNo = await fixture.hub.request();
  await follow(orderNo, cookie);
  const second = await follow(orderNo, cookie);
  await open(2);
  second.request.destroy();
  await open(1);
  const route = '{route="/api/rider/orders/:orderNo/events"}';
  expect(await metric(`jiehuan_http_request_duration_seconds_count${route}`)).toEqual([]);
});

test("a hub that stops tells each browser to come again, and ends its stream in order", async () => {
  const cookie = await fixture.logIn();
  const orderNo = await fixture.hub.request();
  const { ended } = await follow(orderNo, cookie);
  fixture.streams.end();
  const text = await ended;
  expect(text).toContain(`"orderNo":"${orderNo}"`);
  expect(text.endsWith("\n\nretry: 2000\n\n")).toBe(true);
  await open(0);
});

test("what is refused on such a route is answered as usual", async () => {
  const answer = await fixture.app.inject("/api/rider/orders/20261123120000000001/events");
  expect(answer.statusCode).toBe(401);
  fixture.streams.end();
  await open(0);
});

describe("the streams of a rider", () => {
  const other = "user/2088000000000002";

  test("are two of one order: the newest takes the place of the oldest, which is told so", async () => {
    const cookie = await fixture.logIn();
    const orderNo = await fixture.hub.request();
    const first = await follow(orderNo, cookie);
    await follow(orderNo, cookie);
    await follow(orderNo, cookie);
    expect(await first.ended).toContain('event: end\ndata: {"reason":"replaced"}\n\n');
    await open(2);
  });

  test("are four, of whatever orders, and leave other riders' alone", async () => {
    const cookie = await fixture.logIn();
    const mine = await fixture.hub.request();
    const theirs = await follow(await fixture.hub.request(8, other), await fixture.logIn(other));
    const record = await fixture.hub.record(mine);
    const orders = [1, 2, 3, 4].map((number) => `2026010100000000000${number}`);
    await fixture.hub.store.transact(async (tx) => {
      for (const [index, orderNo] of orders.entries()) {
        const loans = record.order.loans.map((loan) => ({ ...loan, slot: index + 2, expectedItemId: `MORE${index}` }));
        await tx.put(orderTable, {
          ...record,
          order: { ...record.order, orderNo, seat: index + 1, loans },
          effects: [],
        });
      }
    });
    const first = await follow(mine, cookie);
    for (const orderNo of orders) await follow(orderNo, cookie);
    expect(await first.ended).toContain("replaced");
    await open(5);
    theirs.request.destroy();
  });

  test("end with the rider's session, and say so", async () => {
    const cookie = await fixture.logIn();
    const { ended } = await follow(await fixture.hub.request(), cookie);
    await fixture.hub.clock.pass(12 * 3_600_000);
    expect(await ended).toContain('event: end\ndata: {"reason":"session-over"}\n\n');
  });

  test("end immediately when the rider logs out, or another hub ends the session", async () => {
    const cookie = await fixture.logIn();
    const { ended } = await follow(await fixture.hub.request(), cookie);
    const theirs = await follow(await fixture.hub.request(8, other), await fixture.logIn(other));
    await fixture.app.inject({ method: "POST", url: "/api/rider/logout", headers: { cookie, ...ours } });
    expect(await ended).toContain("session-over");
    await fixture.hub.store.transact((tx) => tx.put(logOutTable, { riderId: other, at: fixture.hub.clock.now() }));
    await fixture.hub.clock.pass(15_000);
    expect(await theirs.ended).toContain("session-over");
  });
});

test("a stream says every 15 s that there is a hub behind it, by an event of its own", async () => {
  const { text } = await follow(await fixture.hub.request(), await fixture.logIn());
  await fixture.hub.clock.pass(14_999);
  expect(text()).not.toContain("heartbeat");
  await fixture.hub.clock.pass(1);
  await until(() => text().includes(`event: heartbeat\ndata: {"now":${fixture.hub.clock.now()}}\n\n`));
  await fixture.hub.clock.pass(15_000);
  await until(() => text().split("heartbeat").length === 3);
});

test("a stream ends when its order has, after the last state", async () => {
  const orderNo = await fixture.hub.lent();
  const { ended } = await follow(orderNo, await fixture.logIn());
  await fixture.hub.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" });
  await fixture.hub.clock.pass(0);
  const text = await ended;
  expect(text.indexOf('"phase":"settled"')).toBeGreaterThan(0);
  expect(text.endsWith('event: end\ndata: {"reason":"order-ended"}\n\n')).toBe(true);
});

test("a change is read once for all streams of an order, and the wallet's address is signed once", async () => {
  const cookie = await fixture.logIn();
  const orderNo = await fixture.hub.request();
  const signed = vi.spyOn(fixture.hub.credit, "confirmationUrl");
  const streams = [await follow(orderNo, cookie), await follow(orderNo, cookie)];
  const read = vi.spyOn(fixture.hub.store, "transact");
  const event = { type: "rider-came-back", refused: true } as const;
  await fixture.hub.orderService.apply(orderNo, event, "hub");
  const views = ({ text }: (typeof streams)[number]) => text().split("event: order").length - 1;
  await until(() => streams.every((stream) => views(stream) > 2 || (stream === streams[1] && views(stream) > 1)));
  // The change itself is one transaction.
  expect(read.mock.calls.length).toBe(2);
  expect(signed.mock.calls.length).toBe(1);
});
