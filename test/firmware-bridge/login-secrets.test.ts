import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CredentialsData } from "../../firmware-bridge/credentials.ts";
import { RotatingSecrets } from "../../firmware-bridge/login-secrets.ts";
import { AppError } from "../../platform/app-error.ts";
import { cabinetKeys } from "../../protocol/seal.ts";
import { ManualClock, until } from "../support/manual-clock.ts";
import { Cabinet } from "./cabinet.ts";
import { MemoryDocument } from "./memory-document.ts";
import { cabinetId as lobby, secret as usualSecret } from "./test-hub.ts";

const day = 24 * 3_600_000;
const enrolled = { cabinetId: "shop-1", broker: "mqtts://hub.example:8883", hubUrl: "https://hub.example" };

/** The hub, by its rules: the first login with the next secret makes it the only one. */
class Hub {
  generation = 1;
  pending = false;
  asked = 0;
  away = false;
  /** It makes the secret, and the answer gets lost. */
  losesAnswers = false;
  /** Its broker does not know of next secrets. */
  isFixed = false;

  async give(present: string): Promise<string> {
    this.asked += 1;
    if (this.away) throw new AppError("hub/away");
    if (!this.#isGood(present)) throw new AppError("cabinet/not-known");
    this.pending = true;
    if (this.losesAnswers) throw new AppError("hub/away");
    return `secret-${this.generation + 1}`;
  }

  logIn(secret: string): boolean {
    if (!this.#isGood(secret) || (this.isFixed && secret !== `secret-${this.generation}`)) return false;
    if (secret === `secret-${this.generation}`) return true;
    this.generation += 1;
    this.pending = false;
    return true;
  }

  #isGood(secret: string): boolean {
    return secret === `secret-${this.generation}` || (this.pending && secret === `secret-${this.generation + 1}`);
  }
}

let clock: ManualClock;
let hub: Hub;
let document: MemoryDocument<CredentialsData>;
let secrets: RotatingSecrets;
let reconnects: number;
let logged: string[];

/** A new process, with what is on disk. */
function start(days = 90): void {
  document = new MemoryDocument(document.onDisk);
  const { data } = document;
  if (!data.enrolled) throw new Error("not enrolled");
  const log = (_fields: object, message: string) => void logged.push(message);
  secrets = new RotatingSecrets({
    credentials: document,
    enrolled: data.enrolled,
    days,
    ask: (present) => hub.give(present),
    clock,
    log: { debug: log, info: log, warn: log, error: log },
  });
}

const onDisk = () => document.onDisk.enrolled;
const reconnect = () => {
  reconnects += 1;
};
const check = () => secrets.check({ isQuiet: () => true, reconnect });

/** One connection. @param cut the answer of the broker is lost */
async function connect(cut = false): Promise<boolean> {
  const isIn = hub.logIn(secrets.begin());
  if (cut) return false;
  if (isIn) await secrets.accepted();
  else secrets.refused();
  return isIn;
}

/** How many connections it takes until one is let in. */
async function connections(): Promise<number> {
  for (let count = 1; count <= 4; count++) if (await connect()) return count;
  throw new Error("the bridge is locked out");
}

beforeEach(async () => {
  clock = new ManualClock();
  hub = new Hub();
  reconnects = 0;
  logged = [];
  document = new MemoryDocument<CredentialsData>({
    enrolled: { ...enrolled, secret: "secret-1", secretSince: clock.now() },
  });
  start();
  await connect();
});

const grow = () => clock.pass(90 * day);

test("a secret of 90 days is replaced: both are on disk until the broker took the next one", async () => {
  await clock.pass(90 * day - 1);
  await check();
  expect(hub.asked).toBe(0);
  await clock.pass(1);
  await check();
  expect([hub.asked, reconnects]).toEqual([1, 1]);
  expect(onDisk()).toMatchObject({ secret: "secret-1", next: "secret-2" });
  expect(await connections()).toBe(1);
  expect(onDisk()).toEqual({ ...enrolled, secret: "secret-2", secretSince: clock.now() });
  expect(hub.logIn("secret-1")).toBe(false);
});

test("a bridge that never replaces its secret does not ask for another", async () => {
  start(0);
  await clock.pass(4000 * day);
  await check();
  expect(hub.asked).toBe(0);
});

test("a bridge does not ask while a rider is served or the hub is away", async () => {
  await grow();
  await secrets.check({ isQuiet: () => false, reconnect: () => {} });
  expect(hub.asked).toBe(0);
});

test("the age of a secret counts from the first look where it is not known, or lies in the future", async () => {
  for (const secretSince of [undefined, clock.now() + 1000 * day]) {
    document = new MemoryDocument<CredentialsData>({
      enrolled: { ...enrolled, secret: "secret-1", ...(secretSince !== undefined && { secretSince }) },
    });
    start();
    await check();
    expect([hub.asked, onDisk()?.secretSince]).toEqual([0, clock.now()]);
  }
});

describe("a power cut", () => {
  test("before the answer of the hub leaves the present secret, and the same next one is given later", async () => {
    await grow();
    hub.losesAnswers = true;
    await check();
    expect([onDisk()?.next, reconnects]).toEqual([undefined, 0]);
    start();
    expect(await connections()).toBe(1);
    hub.losesAnswers = false;
    await check();
    expect(onDisk()?.next).toBe("secret-2");
  });

  test("before the next secret is on disk leaves the present one, which the broker was not shown another for", async () => {
    await grow();
    document.break(new Error("no power"));
    await check();
    expect(secrets.begin()).toBe("secret-1");
    start();
    expect(await connections()).toBe(1);
    expect(hub.generation).toBe(1);
  });

  test("while the next secret is being written shows the broker the present one only", async () => {
    await grow();
    const release = document.hold();
    const checked = check();
    await clock.pass(0);
    expect(await connect()).toBe(true);
    expect(secrets.begin()).toBe("secret-1");
    release();
    await checked;
    expect(onDisk()?.next).toBe("secret-2");
    expect(await connections()).toBe(1);
    expect(hub.generation).toBe(2);
  });

  test("after the next secret is on disk makes the bridge log in with it at its start", async () => {
    await grow();
    await check();
    start();
    expect(await connections()).toBe(1);
    expect(onDisk()).toMatchObject({ secret: "secret-2" });
    expect(onDisk()?.next).toBeUndefined();
  });

  test("after the hub took the next secret, before the bridge heard so, does not lock it out", async () => {
    await grow();
    await check();
    await connect(true);
    expect(hub.generation).toBe(2);
    expect(onDisk()).toMatchObject({ secret: "secret-1", next: "secret-2" });
    start();
    expect(await connections()).toBe(1);
  });

  test("before the acceptance is on disk does not lock it out", async () => {
    await grow();
    await check();
    document.break(new Error("no power"));
    await expect(connect()).rejects.toThrow("no power");
    expect(secrets.begin()).toBe("secret-2");
    start();
    expect(await connections()).toBe(1);
    expect(onDisk()).toMatchObject({ secret: "secret-2" });
  });
});

test("a broker that refuses the next secret is shown the former one, which stays until the hub is asked again", async () => {
  await grow();
  hub.isFixed = true;
  await check();
  expect(await connections()).toBe(2);
  expect(onDisk()).toMatchObject({ secret: "secret-1" });
  expect(onDisk()?.next).toBeUndefined();
  await check();
  expect(hub.asked).toBe(1);
  hub.isFixed = false;
  await clock.pass(day);
  await check();
  expect(await connections()).toBe(1);
  expect(hub.generation).toBe(2);
});

test("a cabinet that was out of service while the next secret was shown gets in with either when it is back", async () => {
  for (const refusals of [1, 2, 3]) {
    await grow();
    await check();
    for (let count = 0; count < refusals; count++) {
      secrets.begin();
      secrets.refused();
    }
    expect(await connections()).toBeLessThanOrEqual(2);
  }
});

test("a connection that began before the next secret was there does not count as its refusal", async () => {
  await grow();
  secrets.begin();
  await check();
  await secrets.accepted();
  expect(onDisk()?.next).toBe("secret-2");
});

test("a hub that does not answer is asked again after a day", async () => {
  await grow();
  hub.away = true;
  await check();
  await check();
  expect(hub.asked).toBe(1);
  await clock.pass(day);
  await check();
  expect(hub.asked).toBe(2);
});

describe("a running bridge", () => {
  const next = "the next secret, of sufficient length";
  let cabinet: Cabinet;
  afterEach(() => cabinet.takeDown());

  async function run(logsIn: (password: string) => boolean): Promise<void> {
    cabinet = await Cabinet.build();
    const own = { ...enrolled, cabinetId: lobby, secret: usualSecret, secretSince: 0 };
    document = new MemoryDocument<CredentialsData>({ enrolled: own });
    const { log, clock: itsClock } = { log: { debug() {}, info() {}, warn() {}, error() {} }, clock: cabinet.clock };
    const live = document.data.enrolled ?? own;
    const ask = async () => next;
    cabinet.secrets = new RotatingSecrets({
      credentials: document,
      enrolled: live,
      days: 90,
      ask,
      clock: itsClock,
      log,
    });
    cabinet.hub.logsIn = logsIn;
    await cabinet.startWelcomed();
    await cabinet.clock.pass(60_000);
  }

  test("connects with its next secret a minute after its start, and takes what the hub seals with it", async () => {
    const shown: string[] = [];
    await run((password) => shown.push(password) > 0);
    cabinet.hub.welcomes = false;
    await until(() => document.onDisk.enrolled?.next !== undefined);
    await cabinet.clock.pass(500);
    await until(() => document.onDisk.enrolled?.secret === next);
    expect(shown).toEqual([usualSecret, next].map((one) => cabinetKeys(one).password));
    const snapshots = cabinet.hub.all("snapshot").length;
    await until(() => cabinet.hub.all("presence").length > 1);
    cabinet.hub.welcome(cabinet.hub.lastBirth, cabinetKeys(next).sealKey);
    await until(() => cabinet.hub.all("snapshot").length > snapshots);
  });

  test("that is refused with its next secret connects with the former one", async () => {
    await run((password) => password === cabinetKeys(usualSecret).password);
    await until(() => document.onDisk.enrolled?.next !== undefined);
    const births = cabinet.hub.all("presence").length;
    await cabinet.clock.pass(500);
    await until(() => cabinet.logged.some(({ message }) => message.includes("Not authorized")));
    await cabinet.clock.pass(2000);
    await until(() => document.onDisk.enrolled?.next === undefined);
    await until(() => cabinet.hub.all("presence").length > births);
    expect(document.onDisk.enrolled?.secret).toBe(usualSecret);
  });
});
