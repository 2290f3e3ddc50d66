import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type CredentialsData, identityOf, openCredentials } from "../../firmware-bridge/credentials.ts";
import { enrol } from "../../firmware-bridge/enrol.ts";
import { MemoryDocument } from "./memory-document.ts";

const token = "shop-1.l1hS4c8v0m2nQw7Rk3tYxA9bEz5uJd6o";
const secret = "a-secret-that-the-hub-has-drawn";
const answer = { cabinetId: "shop-1", secret, broker: "mqtts://hub.example:8883" };

let server: Server;
let hubUrl: string;
/** Bodies that the hub has heard, and how it answers each. */
let heard: { token: string; nonce: string }[];
let respond: ((send: (status: number, body: object) => void, cut: () => void) => void)[];

beforeEach(async () => {
  heard = [];
  respond = [];
  server = createServer((request, reply) => {
    let text = "";
    request.on("data", (part: Buffer) => {
      text += part.toString();
    });
    request.on("end", () => {
      heard.push(JSON.parse(text) as { token: string; nonce: string });
      const how = respond.shift() ?? ((send) => send(200, answer));
      how(
        (status, body) =>
          void reply.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body)),
        () => void request.socket.destroy(),
      );
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  hubUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => void server.close());

const begin = (credentials: MemoryDocument<CredentialsData>, by = token) =>
  enrol({ credentials, hubUrl, token: by, authorities: undefined, randomBytes });

test("an enrolled bridge has the answer on disk, in a file that only its owner may read, and uses it at the next start", async () => {
  const folder = await mkdtemp(join(tmpdir(), "enrol-"));
  const credentials = await openCredentials(folder);
  await enrol({ credentials, hubUrl, token, authorities: undefined, randomBytes });
  expect((await stat(join(folder, "credentials.json"))).mode & 0o777).toBe(0o600);
  const { data } = await openCredentials(folder);
  expect(data).toEqual({ enrolled: { ...answer, hubUrl } });
  expect(identityOf({}, data)).toEqual({ hub: answer.broker, cabinetId: "shop-1", secret });
  await rm(folder, { recursive: true });
});

test("a bridge whose answer was lost asks again with the same nonce, also after a restart", async () => {
  const credentials = new MemoryDocument<CredentialsData>({});
  respond.push((_send, cut) => cut());
  await expect(begin(credentials)).rejects.toMatchObject({ code: "hub/away" });
  await begin(new MemoryDocument(structuredClone(credentials.onDisk)));
  expect(new Set(heard.map(({ nonce }) => nonce)).size).toBe(1);
});

test("the nonce is on disk before the hub hears it", async () => {
  const credentials = new MemoryDocument<CredentialsData>({});
  let saved: string | undefined;
  respond.push((send) => {
    saved = credentials.onDisk.pending?.nonce;
    send(200, answer);
  });
  await begin(credentials);
  expect(saved).toBe(heard[0]?.nonce);
});

test("another token gets another nonce", async () => {
  const credentials = new MemoryDocument<CredentialsData>({});
  respond.push((_send, cut) => cut());
  await expect(begin(credentials)).rejects.toThrow();
  await begin(credentials, `${token}x`);
  expect(new Set(heard.map(({ nonce }) => nonce)).size).toBe(2);
});

test("the hub's refusal is told with its code, and the former identity stays", async () => {
  const enrolled = { ...answer, hubUrl };
  const credentials = new MemoryDocument<CredentialsData>({ enrolled });
  respond.push((send) => send(409, { code: "enrolment/token-used", detail: "This token was used already." }));
  await expect(begin(credentials)).rejects.toMatchObject({
    code: "enrolment/token-used",
    detail: "This token was used already.",
  });
  expect(credentials.onDisk.enrolled).toEqual(enrolled);
});

test("an answer that is not a hub's is told as such", async () => {
  respond.push((send) => send(200, { hello: "world" }));
  await expect(begin(new MemoryDocument<CredentialsData>({}))).rejects.toMatchObject({ code: "hub/away" });
});

test.each(["http://hub.example", "hub.example", "ftp://hub.example"])("a secret never goes to %s", async (wrong) => {
  const credentials = new MemoryDocument<CredentialsData>({});
  const parts = { credentials, hubUrl: wrong, token, authorities: undefined, randomBytes };
  await expect(enrol(parts)).rejects.toMatchObject({ code: "request/invalid" });
});

test("a secret in the settings wins over the enrolment, and needs its cabinet's id", () => {
  const data = { enrolled: { ...answer, hubUrl } };
  const set = { hub: "mqtts://other.example", cabinetId: "shop-7", secret: "another-secret-of-enough-length" };
  expect(identityOf(set, data)).toEqual(set);
  expect(() => identityOf({ ...set, cabinetId: undefined }, data)).toThrow(/BRIDGE_CABINET_ID/);
});

test("an enrolled bridge takes another broker from the settings, but no other cabinet's id", () => {
  const data = { enrolled: { ...answer, hubUrl } };
  expect(identityOf({ hub: "mqtts://other.example", cabinetId: "shop-1" }, data).hub).toBe("mqtts://other.example");
  expect(() => identityOf({ cabinetId: "shop-2" }, data)).toThrow(/enrolled as shop-1/);
});

test("a bridge that is neither enrolled nor set up says what is missing and how to enrol", () => {
  expect(() => identityOf({}, {})).toThrow(/BRIDGE_HUB, BRIDGE_CABINET_ID, BRIDGE_SECRET.*enrol/s);
});

test.each(["", "nonsense", `${token}…`, `"${token}"`])("a text that is no token is not sent: %s", async (text) => {
  await expect(begin(new MemoryDocument({}), text)).rejects.toMatchObject({
    code: "request/invalid",
    detail: expect.stringContaining("copy it again") as string,
  });
  expect(heard).toEqual([]);
});
