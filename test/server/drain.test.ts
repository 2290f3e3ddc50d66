import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { drain } from "../../server/drain.ts";
import { HttpFixture, operator } from "../support/http-fixture.ts";
import { settle } from "../support/manual-clock.ts";

let fixture: HttpFixture;
let steps: string[];
let warnings: string[];

beforeEach(async () => {
  fixture = await HttpFixture.open();
  steps = [];
  warnings = [];
  await fixture.app.listen({ host: "127.0.0.1", port: 0 });
});
afterEach(() => fixture.close());

/** Drains the fixture's hub, whose link and line only say when they are closed. */
function drained(): Promise<void> {
  const { hub, web } = fixture;
  const { core, store, clock } = hub;
  const link = {
    stopHearing: async () => void steps.push("deaf"),
    close: async () => void steps.push("link"),
  };
  const livenessTimeout = { stop: async () => void steps.push("watch") };
  const line = { stop: async () => void steps.push("line") };
  const time = { stop: async () => void steps.push("time") };
  const log = { ...hub.log, warn: (_fields: object, message: string) => void warnings.push(message) };
  const retention = { stop: async () => void steps.push("retention") };
  const background = [{ stop: async () => void steps.push("background") }];
  const parts = { core: { ...core, livenessTimeout }, background, web, retention, link, line, time, store, clock, log };
  const done = drain({ ...parts, stopWithin: 5000 });
  return done.then(() => void steps.push("done"));
}

test("a request that is not answered holds a stop up for two seconds and no longer", async () => {
  fixture.hub.registry.list = () => new Promise(() => undefined);
  const { port } = fixture.app.server.address() as AddressInfo;
  const request = fetch(`http://127.0.0.1:${port}/api/operator/cabinets`, { headers: operator }).then(
    () => "answered",
    () => "cut off",
  );
  const arrived = new Promise((resolve) => fixture.app.server.once("request", resolve));
  await arrived;
  const done = drained();
  await fixture.hub.clock.pass(1999);
  expect(steps).toEqual([]);
  await fixture.hub.clock.pass(1);
  expect(await request).toBe("cut off");
  while (!steps.includes("done")) await fixture.hub.clock.pass(100);
  await done;
  expect(steps).toEqual(["deaf", "watch", "retention", "link", "line", "background", "time", "done"]);
  await expect(fixture.hub.store.transact(() => Promise.resolve())).rejects.toThrow("closed");
});

test("the link goes only when what cabinets have told is kept and acknowledged", async () => {
  const { hub } = fixture;
  const release = hub.holdDisk();
  const told = hub.happens({ kind: "returned", slot: 1, itemId: "BANK99", source: "report" });
  await settle();
  const done = drained();
  await hub.clock.pass(1000);
  expect(steps).toEqual(["deaf", "watch", "retention"]);
  expect(hub.link.sent("ack")).toEqual([]);
  release();
  while (!steps.includes("done")) await hub.clock.pass(100);
  await Promise.all([told, done]);
  expect(hub.link.sent("ack")).toHaveLength(1);
  expect(steps).toEqual(["deaf", "watch", "retention", "link", "line", "background", "time", "done"]);
  expect(warnings).toEqual([]);
});

test("a call to the provider that does not end is left to the next start", async () => {
  const { hub } = fixture;
  hub.runner.start();
  const orderNo = await hub.request();
  const answer = hub.credit.hold("query");
  await hub.orderService.apply(
    orderNo,
    { type: "credit-noticed", about: "created", noticeId: "n1" },
    "credit-provider",
  );
  await hub.clock.pass(0);
  const done = drained();
  await hub.clock.pass(4999);
  expect(fixture.health.stopping).toBe(true);
  expect([steps, warnings]).toEqual([[], []]);
  while (!steps.includes("done")) await hub.clock.pass(100);
  await done;
  expect(warnings).toEqual(["calls to the credit provider still run; the next start asks for their outcome"]);
  answer();
  await settle();
});
