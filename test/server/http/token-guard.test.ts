import { beforeEach, describe, expect, it } from "vitest";
import type { AppError } from "../../../platform/app-error.ts";
import { SampledLog } from "../../../platform/sampled-log.ts";
import { tokenAmong } from "../../../server/http/known-tokens.ts";
import { TokenGuard, type TokenKind } from "../../../server/http/token-guard.ts";
import { HubMetrics } from "../../../server/metrics/hub-metrics.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { samples } from "../metrics/values.ts";

const token = "sVk2nQ8zLr5wXb1TgYh7dMfP";
const known = tokenAmong([{ name: "lin", token }]);

let clock: ManualClock;
let metrics: HubMetrics;
let guard: TokenGuard;
let logged: object[];

beforeEach(() => {
  clock = new ManualClock();
  metrics = new HubMetrics();
  logged = [];
  const log = { warn: (fields: object) => void logged.push(fields) };
  guard = new TokenGuard({ clock, metrics, log: new SampledLog({ log, clock }) });
});

interface Asked {
  readonly ip?: string;
  readonly kind?: TokenKind;
}

/** The name of the operator, or the code of the refusal with what `Retry-After` says. */
async function ask(given: string | undefined, { ip = "192.0.2.1", kind = "operator" }: Asked = {}): Promise<string> {
  let after = "";
  const reply = {
    header(_name: string, value: string) {
      after = ` ${value}`;
      return reply as never;
    },
  };
  const headers = given === undefined ? {} : { authorization: `Bearer ${given}` };
  return guard.admit(kind, known, { ip, headers }, reply).then(
    ({ name }) => name,
    (error: AppError) => `${error.code}${after}`,
  );
}

/** A wrong token, with the time that passes until it is answered. */
async function guess(asked: Asked = {}): Promise<string> {
  const answer = ask("no-such-token", asked);
  await clock.pass(2000);
  return answer;
}

describe("an address that shows wrong tokens", () => {
  it("has to wait after five of them, longer each time, and even the right token is not looked at meanwhile", async () => {
    for (let no = 1; no <= 5; no++) expect(await ask("no-such-token")).toBe("operator/not-known");
    const sixth = ask("no-such-token");
    expect(await ask(token)).toBe("operator/too-many-guesses 1");
    await clock.pass(1000);
    expect(await sixth).toBe("operator/not-known");
    expect(await ask(token)).toBe("lin");
    const seventh = ask("no-such-token");
    await clock.pass(1000);
    expect(await ask(token)).toBe("operator/too-many-guesses 1");
    await clock.pass(1000);
    expect(await seventh).toBe("operator/not-known");
  });

  it("waits a minute at most, and begins anew after an hour", async () => {
    for (let no = 1; no <= 30; no++) {
      await guess();
      await clock.pass(60_000);
    }
    void ask("no-such-token");
    await clock.pass(0);
    expect(await ask(token)).toBe("operator/too-many-guesses 60");
    await clock.pass(60_000);
    expect(await ask(token)).toBe("lin");
    await clock.pass(3_600_000);
    for (let no = 1; no <= 5; no++) expect(await ask("no-such-token")).toBe("operator/not-known");
  });

  it("keeps nobody else waiting", async () => {
    for (let no = 1; no <= 10; no++) void ask("no-such-token");
    await clock.pass(0);
    expect(await ask(token)).toMatch("operator/too-many-guesses");
    expect(await ask(token, { ip: "192.0.2.2" })).toBe("lin");
    expect(await ask(token, { kind: "metrics" })).toBe("lin");
  });

  it("is one with its neighbours in an IPv6 network", async () => {
    for (let no = 1; no <= 6; no++) void ask("no-such-token", { ip: `2001:db8::${no}` });
    await clock.pass(0);
    expect(await ask(token, { ip: "2001:db8::77" })).toMatch("operator/too-many-guesses");
    expect(await ask(token, { ip: "2001:db8:0:1::1" })).toBe("lin");
  });

  it("has few tokens looked at, however many it sends at once", async () => {
    const answers: string[] = [];
    for (let second = 0; second < 60; second++) {
      for (let no = 0; no < 100; no++) void ask("no-such-token").then((answer) => answers.push(answer));
      await clock.pass(1000);
    }
    await clock.pass(2000);
    expect(answers).toHaveLength(6000);
    expect(answers.filter((answer) => answer === "operator/not-known").length).toBeLessThan(15);
  });
});

it("a request without a token is refused, and is no guess", async () => {
  for (let no = 1; no <= 20; no++) expect(await ask(undefined)).toBe("operator/not-known");
  expect(await ask(token)).toBe("lin");
  expect(logged).toEqual([]);
});

describe("many addresses that guess together", () => {
  async function storm(): Promise<void> {
    for (let no = 1; no <= 110; no++) void ask("no-such-token", { ip: `198.51.100.${no}` });
    await clock.pass(0);
  }

  it("are looked at one after another, and an operator who was here before does not wait", async () => {
    expect(await ask(token, { ip: "192.0.2.9" })).toBe("lin");
    await storm();
    expect(await ask(token, { ip: "192.0.2.9" })).toBe("lin");
    const stranger = ask(token, { ip: "203.0.113.7" });
    await clock.pass(150);
    expect(await Promise.race([stranger, Promise.resolve("waits")])).toBe("waits");
    await clock.pass(5000);
    expect(await stranger).toBe("lin");
  });

  it("are refused where too many wait already", async () => {
    await storm();
    const crowd = Array.from({ length: 200 }, (_, no) => ask("no-such-token", { ip: `203.0.113.${no}` }));
    await clock.pass(10_000);
    const answers = await Promise.all(crowd);
    expect(answers.filter((answer) => answer === "operator/not-known").length).toBeLessThan(30);
    expect(answers.filter((answer) => answer.startsWith("operator/too-many-guesses")).length).toBeGreaterThan(150);
  });
});

it("wrong tokens are counted by their kind, and logged once a minute without the token", async () => {
  for (let no = 1; no <= 8; no++) void ask("no-such-token");
  void ask("no-such-token", { kind: "broker" });
  await clock.pass(0);
  expect(await samples(metrics.registry)).toMatchObject({
    'jiehuan_wrong_tokens_total{kind="operator",outcome="wrong"}': 6,
    'jiehuan_wrong_tokens_total{kind="operator",outcome="not-looked-at"}': 2,
    'jiehuan_wrong_tokens_total{kind="broker",outcome="wrong"}': 1,
  });
  // What was never counted is there all the same, so that its first increase is one.
  expect(await metrics.registry.metrics()).toContain('jiehuan_wrong_tokens_total{kind="metrics",outcome="wrong"} 0');
  expect(logged).toHaveLength(3);
  expect(logged[0]).toEqual({ kind: "operator", address: "192.0.2.1", wrong: 1, pause: 0 });
  await clock.pass(60_000);
  expect(logged.slice(3)).toContainEqual(expect.objectContaining({ kind: "operator", count: 5 }));
  expect(JSON.stringify(logged)).not.toContain("no-such-token");
});
