import { createHash, generateKeyPairSync, randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Manifest, signManifest, writePublicKey } from "../../../protocol/release.ts";
import { cabinetKeys, isSealed } from "../../../protocol/seal.ts";
import type { UpdateReport } from "../../../protocol/upward.ts";
import { Releases } from "../../../server/updates/releases.ts";
import {
  cabinetUpdateTable,
  chunkKey,
  type ReleaseChunk,
  releaseChunkTable,
} from "../../../server/updates/update-tables.ts";
import { HttpFixture, operator } from "../../support/http-fixture.ts";
import { bootId, cabinetId } from "../../support/hub-fixture.ts";

const pair = generateKeyPairSync("ed25519");
/** More than two parts of those in which the hub keeps it. */
const archive = randomBytes(600_000);
const reason = "returns are seen sooner";

function signed(more: Partial<Manifest> = {}, key = pair.privateKey) {
  const manifest: Manifest = {
    format: "jiehuan-bridge-release/1",
    version: "0.3.0",
    digest: createHash("sha256").update(archive).digest("hex"),
    size: archive.length,
    unpackedSize: 2_000_000,
    follows: "0.2.0",
    created: 1_767_225_600_000,
    ...more,
  };
  const text = JSON.stringify(manifest);
  return { manifest: text, signature: signManifest(text, key) };
}

let fixture: HttpFixture;

beforeEach(async () => {
  fixture = await HttpFixture.open({ updateKeys: [pair.publicKey] });
});
afterEach(() => fixture.close());

type Method = "GET" | "POST" | "PUT" | "DELETE";

const call = (method: Method, path: string, payload?: object) =>
  fixture.app.inject({ method, url: `/api/operator${path}`, headers: operator, ...(payload && { payload }) });

const upload = (bytes: Buffer, version = "0.3.0") =>
  fixture.app.inject({
    method: "PUT",
    url: `/api/operator/releases/${version}/archive`,
    headers: { ...operator, "content-type": "application/octet-stream" },
    payload: bytes,
  });

async function codeOf(answer: Promise<{ statusCode: number; json: () => unknown }>): Promise<unknown[]> {
  const { statusCode, json } = await answer;
  return [statusCode, (json() as { code?: string }).code];
}

async function addRelease(): Promise<void> {
  expect((await call("POST", "/releases", { ...signed(), reason })).statusCode).toBe(201);
  expect((await upload(archive)).statusCode).toBe(200);
}

const start = (more: object = {}) => call("POST", "/rollouts", { version: "0.3.0", percent: 100, reason, ...more });

async function startRollout(more: object = {}): Promise<string> {
  const answer = await start(more);
  expect(answer.statusCode).toBe(201);
  return answer.json<{ rolloutId: string }>().rolloutId;
}

async function password(id = cabinetId): Promise<string> {
  return (await fixture.hub.registry.passwordOf(id)) ?? "";
}

async function download(headers: Record<string, string> = {}, login?: string) {
  const basic = Buffer.from(login ?? `${cabinetId}:${await password()}`).toString("base64");
  return fixture.app.inject({
    url: "/api/cabinet/releases/0.3.0",
    headers: { authorization: `Basic ${basic}`, ...headers },
  });
}

/** The cabinet's bridge says that it can be updated. */
const canBeUpdated = (...more: readonly string[]) =>
  fixture.hub.birth({ v: 2, software: "jiehuan/0.2.0", actions: ["open", "look", "sync", "update", ...more] });

const sent = (action: string) => fixture.hub.link.sent("command").filter((command) => command.action === action);
const offers = () => sent("update");
const cancels = () => sent("cancel-update");

/** Something happens to a part of the stored archive. */
async function damage(index: number, to: Partial<ReleaseChunk> | "lost"): Promise<void> {
  await fixture.hub.store.transact(async (tx) => {
    const chunk = await tx.get(releaseChunkTable, chunkKey("0.3.0", index));
    if (!chunk) throw new Error("no such part");
    if (to === "lost") await tx.delete(releaseChunkTable, chunkKey("0.3.0", index));
    else await tx.put(releaseChunkTable, { ...chunk, ...to });
  });
}

async function rollout(rolloutId: string) {
  return (await call("GET", `/rollouts/${rolloutId}`)).json<{
    state: string;
    haltedBy?: string;
    waiting: string[];
    cabinets: { cabinetId: string; state: string; reason?: string; received?: number }[];
  }>();
}

describe("a release", () => {
  test("is added by its signed manifest, and is there when its archive is stored", async () => {
    await addRelease();
    const [release] = (await call("GET", "/releases")).json<Record<string, unknown>[]>();
    expect(release).toMatchObject({ version: "0.3.0", size: 600_000, follows: "0.2.0", complete: true });
    expect(release).not.toHaveProperty("signature");
    expect(await codeOf(call("POST", "/releases", { ...signed(), reason }))).toEqual([409, "release/exists"]);
    expect(await codeOf(upload(archive))).toEqual([409, "release/exists"]);
  });

  test("names the key that signed it, until the hub does not accept that key any more", async () => {
    const answer = await call("POST", "/releases", { ...signed(), reason });
    expect(answer.json()).toMatchObject({ signedBy: writePublicKey(pair.publicKey) });
    const { store, clock } = fixture.hub;
    const audit = { recordIn: async () => {} };
    const later = new Releases({ store, clock, audit, keys: [generateKeyPairSync("ed25519").publicKey] });
    expect((await later.list()).map((release) => later.signerOf(release))).toEqual([undefined]);
  });

  test("is refused where another key signed it or the manifest was changed", async () => {
    const foreign = signed({}, generateKeyPairSync("ed25519").privateKey);
    expect(await codeOf(call("POST", "/releases", { ...foreign, reason }))).toEqual([400, "release/not-signed"]);
    const { manifest, signature } = signed();
    const changed = { manifest: manifest.replace("0.3.0", "0.3.1"), signature, reason };
    expect(await codeOf(call("POST", "/releases", changed))).toEqual([400, "release/not-signed"]);
    expect((await call("GET", "/releases")).json()).toEqual([]);
  });

  test("is not complete with another archive, with a part of it or with more", async () => {
    await call("POST", "/releases", { ...signed(), reason });
    for (const bytes of [randomBytes(600_000), archive.subarray(1), Buffer.concat([archive, Buffer.alloc(1)])])
      expect(await codeOf(upload(bytes))).toEqual([400, "release/wrong-archive"]);
    expect(await codeOf(start())).toEqual([409, "release/incomplete"]);
    expect((await upload(archive)).statusCode).toBe(200);
    expect(await codeOf(upload(archive, "0.9.0"))).toEqual([404, "release/unknown"]);
  });

  test("is completed by one of two uploads at a time, and no part of the other one is among its parts", async () => {
    await call("POST", "/releases", { ...signed(), reason });
    const { releases } = fixture.updates;
    let other: Promise<unknown> = Promise.resolve();
    async function* interrupted() {
      yield archive.subarray(0, 300_000);
      // A whole part of another archive takes the place of the first one.
      other = releases.storeArchive("0.3.0", cutAfter(randomBytes(262_144))).catch(() => undefined);
      await other;
      yield archive.subarray(300_000);
    }
    await expect(releases.storeArchive("0.3.0", interrupted())).rejects.toMatchObject({
      code: "release/wrong-archive",
    });
    expect(await codeOf(start())).toEqual([409, "release/incomplete"]);
    expect((await upload(archive)).statusCode).toBe(200);
  });

  test("takes no part of an upload that began before another one had completed it", async () => {
    await call("POST", "/releases", { ...signed(), reason });
    const { releases } = fixture.updates;
    async function* late() {
      yield randomBytes(1000);
      await upload(archive);
      yield randomBytes(500_000);
    }
    await expect(releases.storeArchive("0.3.0", late())).rejects.toMatchObject({ code: "release/exists" });
    expect((await start()).statusCode).toBe(201);
  });

  test.each([
    ["a part is lost", 1, "lost"],
    ["a part is shorter", 0, { base64: "AAAA" }],
    ["a part is another one", 2, { base64: randomBytes(600_000 - 2 * 262_144).toString("base64") }],
  ] as const)("is not rolled out where %s in the store", async (_what, index, to) => {
    await addRelease();
    await damage(index, to);
    expect(await codeOf(start())).toEqual([409, "release/archive-damaged"]);
    expect((await call("GET", "/rollouts")).json()).toEqual([]);
  });

  test("can be removed, but not while a rollout of it is open", async () => {
    await addRelease();
    const rolloutId = await startRollout();
    expect(await codeOf(call("DELETE", "/releases/0.3.0", { reason }))).toEqual([409, "release/in-use"]);
    await call("POST", `/rollouts/${rolloutId}/acts`, { act: "end", reason });
    expect((await call("DELETE", "/releases/0.3.0", { reason })).statusCode).toBe(204);
    expect((await call("GET", "/releases")).json()).toEqual([]);
  });
});

async function* cutAfter(bytes: Buffer): AsyncIterable<Buffer> {
  yield bytes;
  throw new Error("the connection was cut");
}

test("a hub without keys takes no release", async () => {
  const other = await HttpFixture.open();
  const answer = other.app.inject({
    method: "POST",
    url: "/api/operator/releases",
    headers: operator,
    payload: { ...signed(), reason },
  });
  expect(await codeOf(answer)).toEqual([409, "release/no-keys"]);
  await other.close();
});

describe("a rollout", () => {
  beforeEach(addRelease);

  test("is one at a time, and each act is in the audit log", async () => {
    const rolloutId = await startRollout({ percent: 5 });
    expect(await codeOf(start())).toEqual([409, "rollout/open"]);
    const acts = [{ act: "pause" }, { act: "resume" }, { act: "widen", percent: 50 }, { act: "end" }];
    for (const act of acts)
      expect((await call("POST", `/rollouts/${rolloutId}/acts`, { ...act, reason })).statusCode).toBe(200);
    const audit = (await call("GET", "/audit")).json<{ act: { what: string } }[]>();
    expect(audit.map(({ act }) => act.what)).toEqual([
      "rollout-ended",
      "rollout-widened",
      "rollout-resumed",
      "rollout-paused",
      "rollout-started",
      "release-added",
    ]);
    const { acts: told } = (await call("GET", `/rollouts/${rolloutId}`)).json<{ acts: object[] }>();
    expect(told).toMatchObject([
      { what: "rollout-ended", actor: "operator/lin", reason },
      { what: "rollout-widened", percent: 50 },
      { what: "rollout-resumed" },
      { what: "rollout-paused" },
      { what: "rollout-started", percent: 5 },
    ]);
    for (const act of ["pause", "resume", "end"])
      expect(await codeOf(call("POST", `/rollouts/${rolloutId}/acts`, { act, reason }))).toEqual([
        409,
        "rollout/wrong-state",
      ]);
    expect(await codeOf(call("GET", "/rollouts/R0000000"))).toEqual([404, "rollout/unknown"]);
  });

  test("only grows: a smaller percentage, fewer sites and sites instead of all are refused", async () => {
    const rolloutId = await startRollout({ percent: 50, sites: ["one-site", "two-site"] });
    const widen = (stage: object) => call("POST", `/rollouts/${rolloutId}/acts`, { act: "widen", reason, ...stage });
    expect(await codeOf(widen({ percent: 49, sites: ["one-site", "two-site"] }))).toEqual([409, "rollout/not-wider"]);
    expect(await codeOf(widen({ percent: 90, sites: ["one-site"] }))).toEqual([409, "rollout/not-wider"]);
    expect((await widen({ percent: 50, sites: ["one-site", "two-site", "six-site"] })).statusCode).toBe(200);
    expect((await widen({ percent: 50 })).statusCode).toBe(200);
    expect(await codeOf(widen({ percent: 50, sites: ["one-site"] }))).toEqual([409, "rollout/not-wider"]);
  });

  test("offers the release only to a bridge that knows updates, and only in its stage", async () => {
    const elsewhere = await startRollout({ sites: ["tea-house"] });
    await canBeUpdated();
    await fixture.updates.watch.look();
    expect(offers()).toEqual([]);
    expect((await rollout(elsewhere)).waiting).toEqual([]);
  });
});

describe("the preview of a stage", () => {
  beforeEach(addRelease);

  const preview = (stage: object = {}) =>
    call("POST", "/rollouts/preview", { version: "0.3.0", percent: 100, ...stage });
  /** A cabinet whose bridge says this of itself. */
  async function add(id: string, born: object | undefined, online = true): Promise<void> {
    await fixture.hub.registry.register({ cabinetId: id, name: "茶馆", address: "人民路2号", slots: 8 });
    if (born) await fixture.hub.birth({ v: 2, ...born }, id);
    if (!online) await fixture.hub.departs({}, id);
  }
  const updatable = ["open", "look", "sync", "update"];

  test("counts each cabinet of the stage once, by what the release means for it", async () => {
    await add("new-one", { software: "jiehuan/0.2.0", actions: updatable });
    await add("new-two", { software: "another/9.9.9", actions: updatable });
    await add("gone-one", { software: "jiehuan/0.2.0", actions: updatable }, false);
    await add("never-one", undefined);
    await add("same-one", { software: "jiehuan/0.3.0", actions: updatable }, false);
    await add("old-one", { software: "jiehuan/0.1.0", actions: updatable });
    await add("late-one", { software: "jiehuan/0.4.0", actions: updatable });
    await add("shut-one", { software: "jiehuan/0.2.0", actions: updatable });
    await call("POST", "/cabinets/shut-one/disable", { reason });
    const answer = await preview();
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      cabinets: 8,
      of: 8,
      prospects: { "in-rollout": 0, offered: 2, away: 2, "not-updatable": 1, "has-version": 1, refuses: 2 },
    });
  });

  test("counts cabinets apart that the open rollout has reached, whatever became of their updates", async () => {
    await add("new-one", { software: "jiehuan/0.2.0", actions: updatable });
    await startRollout();
    await fixture.updates.watch.look();
    await add("new-two", { software: "jiehuan/0.2.0", actions: updatable });
    expect((await preview()).json()).toMatchObject({
      cabinets: 3,
      prospects: { "in-rollout": 1, offered: 1, "not-updatable": 1 },
    });
  });

  test("takes the percentage and the sites into account, and begins nothing", async () => {
    expect((await preview({ sites: ["tea-house"] })).json()).toMatchObject({ cabinets: 0, of: 1 });
    await call("POST", "/cabinets/shop-1/disable", { reason });
    expect((await preview()).json()).toMatchObject({ cabinets: 0, of: 0 });
    expect((await call("GET", "/rollouts")).json()).toEqual([]);
    expect(await codeOf(preview({ version: "0.9.0" }))).toEqual([404, "release/unknown"]);
  });
});

describe("the updates of cabinets", () => {
  let rolloutId: string;

  beforeEach(async () => {
    await addRelease();
    rolloutId = await startRollout();
  });

  /** The watch looks again for cabinets to be offered a release. */
  async function look(): Promise<void> {
    await fixture.hub.clock.pass(60_000);
    await fixture.updates.watch.look();
  }

  const report = (state: object, from = cabinetId) =>
    fixture.updates.watch.take(from, { v: 1, bootId, rollout: rolloutId, version: "0.3.0", ...state } as UpdateReport);

  test("begin with a sealed command that carries the manifest as it was signed", async () => {
    await look();
    expect(offers()).toEqual([]);
    expect(await rollout(rolloutId)).toMatchObject({ waiting: [cabinetId], notUpdatable: [cabinetId] });
    await fixture.hub.departs();
    expect(await rollout(rolloutId)).toMatchObject({ waiting: [cabinetId], notUpdatable: [] });
    await canBeUpdated();
    await look();
    expect(offers()[0]).toMatchObject({
      rollout: rolloutId,
      address: "https://hub.example/api/cabinet/releases/0.3.0",
      ...signed(),
    });
    expect(await rollout(rolloutId)).toMatchObject({ waiting: [], cabinets: [{ cabinetId, state: "announced" }] });
  });

  test("are asked for until they have ended", async () => {
    await canBeUpdated();
    await look();
    await report({ state: "downloading", received: 1000 });
    expect((await rollout(rolloutId)).cabinets).toMatchObject([{ state: "downloading", received: 1000 }]);
    await look();
    await report({ state: "ready" });
    const [ready] = (await rollout(rolloutId)).cabinets;
    expect(ready).toMatchObject({ state: "ready" });
    expect(ready).not.toHaveProperty("received");
    await look();
    await report({ state: "installed" });
    expect(offers()).toHaveLength(3);
    await report({ state: "healthy" });
    await look();
    expect(offers()).toHaveLength(3);
    await report({ state: "rolled-back", reason: "crashed" });
    expect((await rollout(rolloutId)).cabinets).toMatchObject([{ cabinetId, state: "healthy" }]);
  });

  test("are called off when the rollout is ended, again and again until the bridge has answered", async () => {
    await canBeUpdated("cancel-update");
    await look();
    await report({ state: "ready" });
    expect(cancels()).toEqual([]);
    await call("POST", `/rollouts/${rolloutId}/acts`, { act: "end", reason });
    await expect.poll(cancels).toHaveLength(1);
    const [command] = cancels();
    expect(command).toMatchObject({ rollout: rolloutId, version: "0.3.0" });
    const sealKey = await fixture.hub.registry.sealKeyOf(cabinetId);
    expect(sealKey && command && isSealed(sealKey, cabinetId, command)).toBe(true);
    await look();
    expect([cancels().length, offers().length]).toEqual([2, 1]);
    await report({ state: "failed", reason: "cancelled" });
    await look();
    expect(cancels()).toHaveLength(2);
    expect((await rollout(rolloutId)).cabinets).toMatchObject([{ state: "failed", reason: "cancelled" }]);
  });

  test("are called off of a cabinet that was away at the end of the rollout, and not while it is only paused", async () => {
    await canBeUpdated("cancel-update");
    await look();
    await report({ state: "ready" });
    await call("POST", `/rollouts/${rolloutId}/acts`, { act: "pause", reason });
    await look();
    expect(cancels()).toEqual([]);
    await fixture.hub.departs();
    await call("POST", `/rollouts/${rolloutId}/acts`, { act: "end", reason });
    await look();
    expect(cancels()).toEqual([]);
    await canBeUpdated("cancel-update");
    await look();
    expect(cancels()).toHaveLength(1);
  });

  test("are not called off of a bridge that does not know how, or that has ended its update", async () => {
    await canBeUpdated();
    await look();
    await report({ state: "ready" });
    await call("POST", `/rollouts/${rolloutId}/acts`, { act: "end", reason });
    await look();
    expect(cancels()).toEqual([]);
    await report({ state: "healthy" });
    await canBeUpdated("cancel-update");
    await look();
    expect(cancels()).toEqual([]);
  });

  test("that were on trial at the end of the rollout are asked for until the trial has ended", async () => {
    await canBeUpdated("cancel-update");
    await look();
    await report({ state: "installed" });
    await call("POST", `/rollouts/${rolloutId}/acts`, { act: "end", reason });
    await look();
    const asked = cancels().length;
    await report({ state: "installed" });
    await look();
    expect(cancels().length).toBeGreaterThan(asked);
    await report({ state: "rolled-back", reason: "crashed" });
    expect((await rollout(rolloutId)).cabinets).toMatchObject([{ state: "rolled-back" }]);
  });

  test("of cabinets that roll back halt the rollout at the third one", async () => {
    for (const id of ["shop-a", "shop-b", "shop-c"]) {
      const { store } = fixture.hub;
      const update = { rolloutId, cabinetId: id, state: "announced", changedAt: 0 } as const;
      await store.transact((tx) => tx.put(cabinetUpdateTable, update));
    }
    await report({ state: "rolled-back", reason: "not-healthy" }, "shop-a");
    await report({ state: "rolled-back", reason: "not-healthy" }, "shop-b");
    expect((await rollout(rolloutId)).state).toBe("running");
    await report({ state: "rolled-back", reason: "crashed" }, "shop-c");
    expect(await rollout(rolloutId)).toMatchObject({ state: "halted", haltedBy: "rollbacks" });
    await canBeUpdated();
    await look();
    expect(offers()).toEqual([]);
    await call("POST", `/rollouts/${rolloutId}/acts`, { act: "resume", reason });
    await look();
    expect(offers()).not.toEqual([]);
  });

  test("halt where the archive in the store gets damaged, and go on when it is intact again", async () => {
    await canBeUpdated();
    await look();
    const before = offers().length;
    const whole = archive.subarray(0, 262_144).toString("base64");
    await damage(0, { base64: randomBytes(262_144).toString("base64") });
    await fixture.hub.clock.pass(3_600_000);
    await look();
    expect(await rollout(rolloutId)).toMatchObject({ state: "halted", haltedBy: "archive-damaged" });
    expect(fixture.hub.logged).toContain(
      "error a rollout halts: the stored archive is damaged release/archive-damaged",
    );
    const sentThen = offers().length;
    await look();
    expect(offers().length).toBe(sentThen);
    expect(await codeOf(download())).toEqual([409, "rollout/paused"]);
    const resume = () => call("POST", `/rollouts/${rolloutId}/acts`, { act: "resume", reason });
    expect(await codeOf(resume())).toEqual([409, "release/archive-damaged"]);
    await damage(0, { base64: whole });
    expect((await resume()).json()).not.toHaveProperty("haltedBy");
    await look();
    expect(offers().length).toBeGreaterThan(before);
  });

  test("download nothing of an archive of which a part is lost once that was seen, and the rollout halts", async () => {
    await canBeUpdated();
    await look();
    await damage(1, "lost");
    expect(await codeOf(download({ range: "bytes=300000-" }))).toEqual([409, "release/archive-damaged"]);
    expect(await codeOf(download())).toEqual([409, "release/archive-damaged"]);
    await look();
    expect(await rollout(rolloutId)).toMatchObject({ state: "halted", haltedBy: "archive-damaged" });
  });

  test("download the archive with the cabinet's own login, whole or from a byte on", async () => {
    expect(await codeOf(download())).toEqual([404, "release/unknown"]);
    await canBeUpdated();
    await look();
    const whole = await download();
    expect([whole.statusCode, whole.headers["content-length"]]).toEqual([200, "600000"]);
    expect(whole.rawPayload.equals(archive)).toBe(true);
    for (const from of [1, 262_143, 262_144, 599_999]) {
      const part = await download({ range: `bytes=${from}-` });
      expect([part.statusCode, part.headers["content-range"]]).toEqual([206, `bytes ${from}-599999/600000`]);
      expect(part.rawPayload.equals(archive.subarray(from)), String(from)).toBe(true);
    }
    expect((await download({ range: "bytes=600000-" })).statusCode).toBe(200);
    expect((await download({ range: "bytes=0-5" })).statusCode).toBe(200);
  });

  test("download nothing under a wrong login, of a disabled cabinet, or while the rollout is paused", async () => {
    await canBeUpdated();
    await look();
    const wrong = cabinetKeys("another secret, as long as that").password;
    for (const login of [`${cabinetId}:${wrong}`, `nobody-1:${wrong}`, `${cabinetId}:`, "", "A:b"])
      expect(await codeOf(download({}, login)), login).toEqual([401, "cabinet/not-known"]);
    await call("POST", `/rollouts/${rolloutId}/acts`, { act: "pause", reason });
    expect(await codeOf(download())).toEqual([409, "rollout/paused"]);
    await call("POST", `/rollouts/${rolloutId}/acts`, { act: "resume", reason });
    expect((await download()).statusCode).toBe(200);
    await call("POST", `/cabinets/${cabinetId}/disable`, { reason });
    expect(await codeOf(download())).toEqual([401, "cabinet/not-known"]);
  });
});
