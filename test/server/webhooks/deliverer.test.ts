import { Webhook as Verifier } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { openPostgresStore } from "../../../server/store/postgres/postgres-store.ts";
import { byWebhook, deliveryTable, type Webhook, webhookTable } from "../../../server/store/webhook-table.ts";
import { hubTables } from "../../../server/tables.ts";
import { allowedSubnets } from "../../../server/webhooks/allowed-address.ts";
import { Deliverer, type TryOutcome } from "../../../server/webhooks/deliverer.ts";
import { type Post, postTo } from "../../../server/webhooks/post.ts";
import { webhookSecret } from "../../../server/webhooks/webhook-secret.ts";
import { until } from "../../support/manual-clock.ts";
import { freshDatabase, postgresPrograms } from "../../support/postgres-server.ts";
import { postgresParts } from "../../support/postgres-store.ts";
import { Receiver } from "../../support/receiver.ts";
import { WebhookFixture } from "./webhook-fixture.ts";

const hubSecret = "a secret of at least 32 characters for tests";
/** Signatures bear the time, which the library compares with the real one. */
const realPost = postTo(allowedSubnets("127.0.0.0/8"));
const hour = 3_600_000;

let fixture: WebhookFixture;
let receiver: Receiver;
let running: Deliverer[];
let outcomes: TryOutcome[];
let warnings: string[];

beforeEach(async () => {
  receiver = await Receiver.listen();
  fixture = await WebhookFixture.open({ url: receiver.url });
  running = [];
  outcomes = [];
  warnings = [];
});
afterEach(async () => {
  await Promise.all(running.map((one) => one.stop()));
  await receiver.close();
  await fixture.close();
});

function deliver(post: Post = realPost, over = fixture): Deliverer {
  const deliverer = new Deliverer({
    store: over.told,
    clock: over.clock,
    hubSecret,
    post,
    log: { warn: (_, message) => void warnings.push(message), error: (_, message) => void warnings.push(message) },
    count: (outcome) => void outcomes.push(outcome),
  });
  deliverer.start();
  running.push(deliverer);
  return deliverer;
}
const happens = (subject = "20261123120000000001") =>
  fixture.told.transact((tx) => fixture.outbox.noteIn(tx, "order.settled", subject, { orderNo: subject }));
const webhook = () => fixture.raw.transact((tx) => tx.get(webhookTable, "hook00000001")) as Promise<Webhook>;
const delivery = async () => (await fixture.deliveries())[0];

test("a receiver gets the event with a signature that it can check, and the time of which it can check too", async () => {
  fixture.clock.setWall(Date.now());
  deliver();
  await happens();
  await until(() => outcomes.length === 1);
  const [got] = receiver.got;
  const headers = got?.headers as Record<string, string>;
  expect(headers["content-type"]).toBe("application/cloudevents+json; charset=utf-8");
  const event = new Verifier(webhookSecret(hubSecret, await webhook())).verify(got?.body ?? "", headers);
  expect(event).toMatchObject({ specversion: "1.0", type: "jiehuan.order.settled", id: headers["webhook-id"] });
  const foreign = new Verifier(webhookSecret("another secret of the same length......", await webhook()));
  expect(() => foreign.verify(got?.body ?? "", headers)).toThrow();
  expect(() =>
    new Verifier(webhookSecret(hubSecret, { id: "hook00000001", generation: 2 })).verify(got?.body ?? "", headers),
  ).toThrow();
  expect(await delivery()).toMatchObject({ state: "delivered", tries: [{ status: 204 }] });
});

test("what is not taken is sent again with the same id and bytes, later each time, until it is taken", async () => {
  receiver.status = 503;
  deliver();
  await happens();
  await until(() => outcomes.length === 1);
  for (const [pause, tries] of [
    [10_000, 2],
    [30_000, 3],
  ] as const) {
    await fixture.clock.pass(pause - 1);
    expect(receiver.got).toHaveLength(tries - 1);
    await fixture.clock.pass(1);
    await until(() => outcomes.length === tries);
  }
  receiver.status = 200;
  await fixture.clock.pass(120_000);
  await until(() => outcomes.length === 4);
  expect(outcomes).toEqual(["failed", "failed", "failed", "delivered"]);
  expect(new Set(receiver.got.map(({ body }) => body)).size).toBe(1);
  expect(new Set(receiver.got.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  expect((await delivery())?.tries.map(({ status }) => status)).toEqual([503, 503, 503, 200]);
});

test("after a day without success an event is given up, which is logged; it is kept for a replay", async () => {
  deliver(() => Promise.reject(new Error("connection refused")));
  const begun = fixture.clock.now();
  await happens();
  await until(() => outcomes.length === 1);
  for (let tries = 1; outcomes.at(-1) !== "given-up"; tries = outcomes.length) {
    const due = (await delivery())?.dueAt ?? 0;
    await fixture.clock.pass(due - fixture.clock.now());
    await until(() => outcomes.length > tries);
  }
  expect((fixture.clock.now() - begun) / hour).toBeGreaterThan(23);
  expect((fixture.clock.now() - begun) / hour).toBeLessThan(25);
  expect(await delivery()).toMatchObject({ state: "failed" });
  expect((await delivery())?.tries.at(-1)).toMatchObject({ error: "connection refused" });
  expect(warnings).toEqual(["a webhook did not take an event for a day; it is given up"]);
});

test("what waits when the hub dies is sent by the next start", async () => {
  await happens();
  deliver();
  await until(() => outcomes.length === 1);
  expect(receiver.got).toHaveLength(1);
});

test("what is put into the outbox while something is sent is sent next, each event once", async () => {
  deliver();
  for (const subject of ["a", "b", "c"]) await happens(subject);
  await until(() => outcomes.length === 3);
  await fixture.clock.pass(60_000);
  expect(receiver.got).toHaveLength(3);
});

describe("a receiver that hangs", () => {
  const hanging = "https://hangs.example/";
  const healthy = "https://example.com/";
  let got: string[];

  /** As a receiver that never answers, until the time is over; all others answer immediately. */
  const post: Post = (url, headers) => {
    got.push(`${url} ${headers["webhook-id"]}`);
    if (url !== hanging) return Promise.resolve(200);
    return new Promise((_, reject) => fixture.clock.after(10_000, () => reject(new Error("no answer"))));
  };
  const taken = () => got.filter((one) => one.startsWith(healthy)).length;
  const tried = () => got.filter((one) => one.startsWith(hanging)).length;

  beforeEach(async () => {
    got = [];
    await fixture.keep({ url: hanging });
    await fixture.keep({ id: "hook00000002", url: healthy });
    await fixture.outbox.start();
  });

  afterEach(async () => {
    const stopped = Promise.all(running.map((one) => one.stop()));
    await fixture.clock.pass(10_000);
    await stopped;
  });

  test("delays no other one, neither what was due with it nor what comes later", async () => {
    deliver(post);
    for (let no = 1; no <= 30; no++) {
      await happens(`${no}`);
      await until(() => taken() === no);
    }
    await until(() => outcomes.length === 30);
    expect(new Set(outcomes)).toEqual(new Set(["delivered"]));
    expect(tried()).toBe(10);
  });

  test("is tried again as any other one, ten deliveries at a time", async () => {
    for (let no = 0; no < 25; no++) await happens(`${no}`);
    deliver(post);
    await until(() => taken() === 25 && tried() === 10);
    await fixture.clock.pass(10_000);
    await until(() => tried() === 20);
    await fixture.clock.pass(10_000);
    await until(() => outcomes.filter((outcome) => outcome === "failed").length === 20);
    const failed = (await fixture.deliveries()).filter(({ tries }) => tries.length > 0);
    expect(failed.length).toBeGreaterThanOrEqual(20);
    expect(failed.every(({ tries }) => tries[0]?.error === "no answer")).toBe(true);
  });

  test("with more deliveries than a round looks at delays the others by seconds, and loses none of its own", async () => {
    await fixture.keep({ id: "hook00000002", url: healthy, paused: true });
    await until(() => fixture.outbox.isHeard);
    await fixture.outbox.start();
    await fixture.told.transact(async (tx) => {
      for (let no = 0; no < 1200; no++) await fixture.outbox.noteIn(tx, "order.settled", `${no}`, {});
    });
    await fixture.keep({ id: "hook00000002", url: healthy });
    await fixture.outbox.start();
    deliver(post);
    await until(() => tried() === 10);
    await happens("later");
    const begun = fixture.clock.now();
    while (taken() === 0) await fixture.clock.pass(500);
    expect(fixture.clock.now() - begun).toBeLessThan(10_000);
    const { length } = await fixture.raw.transact((tx) =>
      tx.page(deliveryTable, byWebhook("hook00000001", "pending"), 2000),
    );
    expect(length).toBe(1201);
  });
});

test("many events at once reach a receiver that answers, each once, without a pause", async () => {
  const got: string[] = [];
  await fixture.told.transact(async (tx) => {
    for (let no = 0; no < 1200; no++) await fixture.outbox.noteIn(tx, "order.settled", `${no}`, {});
  });
  deliver(async (_url, headers) => {
    got.push(headers["webhook-id"] ?? "");
    return 200;
  });
  await until(() => outcomes.length === 1200);
  expect(new Set(got).size).toBe(1200);
  expect(got).toHaveLength(1200);
});

describe.skipIf(!postgresPrograms)("two hubs that share a database", () => {
  it("send each event once between them", async () => {
    const url = await freshDatabase();
    const open = () => openPostgresStore({ url, connections: 4, alone: false }, hubTables, postgresParts);
    const stores = [await open(), await open()];
    const fixtures = await Promise.all(stores.map((store) => WebhookFixture.over(store)));
    await fixtures[0]?.keep({ url: receiver.url });
    const deliveries = fixtures.map((one) => deliver(realPost, one));
    for (const [index, one] of fixtures.entries()) {
      await one.outbox.start();
      for (let no = 0; no < 10; no++)
        await one.told.transact((tx) => one.outbox.noteIn(tx, "order.settled", `${index} ${no}`, {}));
    }
    await until(() => outcomes.length === 20);
    await Promise.all(deliveries.map((one) => one.stop()));
    expect(new Set(receiver.got.map(({ headers }) => headers["webhook-id"])).size).toBe(20);
    expect(receiver.got).toHaveLength(20);
    await Promise.all(fixtures.map((one) => one.close()));
  });
});

test("what was sent is deleted after thirty days, and not before", async () => {
  deliver();
  await happens("old");
  await until(() => outcomes.length === 1);
  await fixture.clock.pass(29 * 24 * hour);
  await happens("new");
  await until(() => outcomes.length === 2);
  expect(await fixture.deliveries()).toHaveLength(2);
  await fixture.clock.pass(2 * 24 * hour);
  for (;;) {
    const kept = await fixture.deliveries();
    if (kept.length < 2) {
      expect(kept.map(({ body }) => (JSON.parse(body) as { subject: string }).subject)).toEqual(["new"]);
      break;
    }
  }
});

test("a webhook that is paused or removed gets nothing of what waited for it", async () => {
  await happens();
  await fixture.keep({ url: receiver.url, paused: true });
  deliver();
  await until(() => outcomes.length === 0 && warnings.length === 0);
  for (;;) {
    const kept = await delivery();
    if (kept?.state === "failed") break;
  }
  expect(receiver.got).toEqual([]);
});

test("a name that leads inside is a try that failed, with the reason, and nothing is called", async () => {
  await fixture.keep({ url: receiver.url });
  deliver(postTo(allowedSubnets("")));
  await happens();
  await until(() => outcomes.length === 1);
  expect((await delivery())?.tries).toMatchObject([
    { error: expect.stringContaining("webhook/address-not-allowed") as string },
  ]);
  expect(receiver.got).toEqual([]);
});

test("a stop waits for a try that is under way, and begins no other", async () => {
  let answer: (status: number) => void = () => {};
  const deliverer = deliver(() => new Promise((resolve) => (answer = resolve)));
  await happens();
  await fixture.clock.pass(0);
  await until(() => answer.length === 1);
  const stopped = deliverer.stop();
  answer(200);
  await stopped;
  expect(outcomes).toEqual(["delivered"]);
  await happens("later");
  await fixture.clock.pass(hour);
  expect(outcomes).toHaveLength(1);
});
