import { once } from "node:events";
import { type ClientRequest, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { createParser } from "eventsource-parser";
import { afterEach, beforeEach, expect, test } from "vitest";
import { apiTokenTable } from "../../../server/accounts/api-token-table.ts";
import { cabinetUpdateTable, releaseTable } from "../../../server/updates/update-tables.ts";
import { HttpFixture, operator } from "../../support/http-fixture.ts";
import { cabinetId } from "../../support/hub-fixture.ts";

let fixture: HttpFixture;
let requests: ClientRequest[];

beforeEach(async () => {
  requests = [];
  fixture = await HttpFixture.open();
  await fixture.app.listen({ port: 0, host: "127.0.0.1" });
});

afterEach(async () => {
  for (const request of requests) request.destroy();
  await fixture.close();
});

/** Waits until it is so; the sockets are real, the hub's time is not. */
const until = (is: () => boolean) => expect.poll(is).toBe(true);

/** Follows what changes, as a console does. */
async function follow() {
  const { port } = fixture.app.server.address() as AddressInfo;
  const request = get(`http://127.0.0.1:${port}/api/operator/events`, {
    headers: { ...operator, accept: "text/event-stream" },
    agent: false,
  });
  requests.push(request);
  const [answer] = (await once(request, "response")) as [IncomingMessage];
  const events: [string, unknown][] = [];
  const parser = createParser({ onEvent: ({ event = "", data }) => events.push([event, JSON.parse(data)]) });
  answer.setEncoding("utf8").on("data", (part: string) => parser.feed(part));
  answer.on("error", () => {});
  await until(() => events.length > 0);
  return { events, of: (name: string) => events.filter(([event]) => event === name).map(([, data]) => data) };
}

test("a console is told which orders and cabinets changed, once a second however much changes", async () => {
  const console = await follow();
  const orderNo = await fixture.hub.lent();
  await fixture.hub.snapshot([{ slot: 1, state: "empty" }]);
  await fixture.hub.clock.pass(1000);
  await until(() => console.of("changed").length === 2);
  expect(console.of("changed")).toEqual(
    expect.arrayContaining([
      { topic: "orders", ids: [orderNo] },
      { topic: "cabinets", ids: [cabinetId] },
    ]),
  );
});

test("an unmatched event changes the orders' lists without an id", async () => {
  const console = await follow();
  await fixture.hub.happens({ kind: "returned", slot: 3, itemId: "STRANGER", source: "report" });
  await fixture.hub.clock.pass(1000);
  await until(() => console.of("changed").length > 0);
  expect(console.of("changed")).toContainEqual({ topic: "orders", ids: [] });
});

test("an update of a cabinet changes its rollout, and a release the lists of updates", async () => {
  const console = await follow();
  const { store } = fixture.hub;
  const update = { rolloutId: "R00000001", cabinetId, state: "ready", changedAt: 0 } as const;
  await store.transact((tx) => tx.put(cabinetUpdateTable, update));
  await fixture.hub.clock.pass(1000);
  await until(() => console.of("changed").length > 0);
  expect(console.of("changed")).toEqual([{ topic: "updates", ids: ["R00000001"] }]);
  const release = { version: "0.3.0", manifest: "", signature: "", digest: "", size: 1, follows: "0.2.0" };
  await store.transact((tx) => tx.put(releaseTable, { ...release, addedAt: 0, complete: false }));
  await fixture.hub.clock.pass(1000);
  await until(() => console.of("changed").length > 1);
  expect(console.of("changed")[1]).toEqual({ topic: "updates", ids: [] });
});

test("the stream of a token that is revoked ends, and says why", async () => {
  const console = await follow();
  const revoked = await fixture.hub.store.transact(async (tx) => {
    for (const row of await tx.all(apiTokenTable)) await tx.put(apiTokenTable, { ...row, revokedAt: 1 });
    return true;
  });
  expect(revoked).toBe(true);
  await fixture.hub.clock.pass(15_000);
  await until(() => console.of("end").length > 0);
  expect(console.of("end")).toEqual([{ reason: "session-over" }]);
});

test("a stream beats while its token is valid, and one that asks for something else is refused", async () => {
  const console = await follow();
  await fixture.hub.clock.pass(15_000);
  await until(() => console.of("heartbeat").length > 0);
  expect(console.of("end")).toEqual([]);
  const answer = await fixture.app.inject({
    url: "/api/operator/events",
    headers: { ...operator, accept: "text/html" },
  });
  expect(answer.statusCode).toBe(406);
});
