import { Secret, TOTP } from "otpauth";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { idleLimit, longestSession } from "../../../server/accounts/sessions.ts";
import { cookieIn, HttpFixture, metricsToken, operator } from "../../support/http-fixture.ts";
import { settle } from "../../support/manual-clock.ts";

let fixture: HttpFixture;
let initial: string;
const password = "copper lantern fifteen geese";
const reason = "a test of who may come in";
const ownPage = { "sec-fetch-site": "same-origin" };

beforeEach(async () => {
  fixture = await HttpFixture.open();
  const added = await asAdmin("POST", "/people", { name: "mei", role: "support", reason });
  initial = added.json<{ oneTimePassword: string }>().oneTimePassword;
});
afterEach(() => fixture.close());

type Method = "GET" | "PUT" | "POST" | "DELETE";

const call = (method: Method, path: string, headers: Record<string, string>, payload?: object) =>
  fixture.app.inject({ method, url: `/api/operator${path}`, headers, ...(payload && { payload }) });
const asAdmin = (method: Method, path: string, payload?: object) => call(method, path, operator, payload);
const signIn = (given: object = {}) => call("POST", "/session", {}, { name: "mei", password, ...given });
const codeOf = (answer: { json: () => unknown }) => (answer.json() as { code: string }).code;

/** The headers of a page in which mei is signed in. */
async function signedIn(given: object = {}): Promise<Record<string, string>> {
  const answer = await signIn(given);
  expect(answer.statusCode).toBe(200);
  return { ...ownPage, cookie: cookieIn(answer, "operator") };
}

/** mei has changed her one-time password. */
async function settled(): Promise<Record<string, string>> {
  const headers = await signedIn({ password: initial });
  await call("PUT", "/own/password", headers, { password: initial, newPassword: password });
  return headers;
}

/** mei has a second factor. @returns how it makes codes, and her recovery codes */
async function withSecondFactor(headers: Record<string, string>) {
  const { secret } = (await call("POST", "/own/second-factor", headers, { password })).json<{ secret: string }>();
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  const now = () => totp.generate({ timestamp: fixture.hub.clock.now() });
  const answer = await call("POST", "/own/second-factor/confirm", headers, { code: now() });
  return { now, recoveryCodes: answer.json<{ recoveryCodes: string[] }>().recoveryCodes };
}

describe("a one-time password", () => {
  it("opens nothing but the own account until it is changed, and then never again", async () => {
    const headers = await signedIn({ password: initial });
    expect((await call("GET", "/session", headers)).json()).toMatchObject({ name: "mei", mustChangePassword: true });
    expect(codeOf(await call("GET", "/orders", headers))).toBe("operator/password-change-needed");
    const weak = { password: initial, newPassword: "mei-mei-mei-mei" };
    expect(codeOf(await call("PUT", "/own/password", headers, weak))).toBe("account/weak-password");
    const same = { password: initial, newPassword: initial };
    expect(codeOf(await call("PUT", "/own/password", headers, same))).toBe("account/same-password");
    const changed = await call("PUT", "/own/password", headers, { password: initial, newPassword: password });
    expect(changed.statusCode).toBe(204);
    expect((await call("GET", "/orders", headers)).statusCode).toBe(200);
    expect(codeOf(await signIn({ password: initial }))).toBe("operator/wrong-credentials");
  });
});

describe("a session", () => {
  it("is in a cookie that scripts and other sites don't get, and over TLS only", async () => {
    await settled();
    const cookie = String((await signIn()).headers["set-cookie"]);
    for (const part of ["HttpOnly", "SameSite=Strict", "Secure", "Path=/api/operator"]) expect(cookie).toContain(part);
  });

  it("ends when the person signs out", async () => {
    const headers = await settled();
    expect((await call("DELETE", "/session", headers)).statusCode).toBe(204);
    expect(codeOf(await call("GET", "/session", headers))).toBe("operator/session-ended");
  });

  it("ends two hours after its last request, and twelve hours after its begin in any case", async () => {
    const idle = await settled();
    await fixture.hub.clock.pass(idleLimit);
    expect(codeOf(await call("GET", "/session", idle))).toBe("operator/session-ended");
    const busy = await signedIn();
    for (let hours = 0; hours < longestSession; hours += idleLimit / 2) {
      expect((await call("GET", "/session", busy)).statusCode).toBe(200);
      await fixture.hub.clock.pass(idleLimit / 2);
    }
    expect(codeOf(await call("GET", "/session", busy))).toBe("operator/session-ended");
  });

  it("of a locked account is refused with its own code, and so is a sign-in with the right password only", async () => {
    const headers = await settled();
    await asAdmin("POST", "/people/mei/lock", { reason });
    expect(codeOf(await call("GET", "/orders", headers))).toBe("operator/account-locked");
    expect(codeOf(await signIn())).toBe("operator/account-locked");
    expect(codeOf(await signIn({ password: "not the password" }))).toBe("operator/wrong-credentials");
    await asAdmin("POST", "/people/mei/unlock", { reason });
    expect(codeOf(await call("GET", "/orders", headers))).toBe("operator/session-ended");
    await signedIn();
  });

  it("ends when the role or the password of its account changes", async () => {
    const first = await settled();
    await asAdmin("PUT", "/people/mei/role", { role: "viewer", reason });
    expect(codeOf(await call("GET", "/orders", first))).toBe("operator/session-ended");
    const [second, third] = [await signedIn(), await signedIn()];
    await call("PUT", "/own/password", second, { password, newPassword: "seven umbrellas under marble" });
    expect((await call("GET", "/orders", second)).statusCode).toBe(200);
    expect(codeOf(await call("GET", "/orders", third))).toBe("operator/session-ended");
  });

  it("is listed, and ended by its owner or by an admin", async () => {
    const [one, other] = [await settled(), await signedIn()];
    const sessions = (await call("GET", "/own/sessions", one)).json<{ id: string; current: boolean }[]>();
    expect(sessions.filter(({ current }) => current)).toHaveLength(1);
    expect(sessions).toHaveLength(2);
    const id = sessions.find(({ current }) => !current)?.id;
    expect((await call("DELETE", `/own/sessions/${id}`, one)).statusCode).toBe(204);
    expect(codeOf(await call("GET", "/session", other))).toBe("operator/session-ended");
    expect((await asAdmin("GET", "/people/mei/sessions")).json()).toHaveLength(1);
    await asAdmin("POST", "/people/mei/end-sessions", { reason });
    expect(codeOf(await call("GET", "/session", one))).toBe("operator/session-ended");
  });

  it("changes nothing for a page of another site, and reads for any", async () => {
    const { cookie = "" } = await settled();
    const password2 = { password, newPassword: "seven umbrellas under marble" };
    const elsewhere: Record<string, string>[] = [
      {},
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { origin: "https://other.example" },
    ];
    for (const headers of elsewhere)
      expect(codeOf(await call("PUT", "/own/password", { cookie, ...headers }, password2))).toBe("operator/cross-site");
    expect((await call("GET", "/session", { cookie })).statusCode).toBe(200);
    const own = { cookie, origin: "https://hub.example" };
    expect((await call("PUT", "/own/password", own, password2)).statusCode).toBe(204);
  });
});

describe("a second factor", () => {
  it("is asked for after the right password only, and each of its codes is taken once", async () => {
    const { now } = await withSecondFactor(await settled());
    expect(codeOf(await signIn({ password: "not the password" }))).toBe("operator/wrong-credentials");
    expect(codeOf(await signIn())).toBe("operator/second-factor-needed");
    expect(codeOf(await signIn({ code: now() }))).toBe("operator/code-used");
    await fixture.hub.clock.pass(60_000);
    const code = now();
    await signedIn({ code });
    expect(codeOf(await signIn({ code }))).toBe("operator/code-used");
  });

  it("is replaced by a recovery code, each of which is taken once", async () => {
    const { recoveryCodes } = await withSecondFactor(await settled());
    expect(recoveryCodes).toHaveLength(10);
    const [recoveryCode = ""] = recoveryCodes;
    const headers = await signedIn({ recoveryCode: recoveryCode.toUpperCase() });
    expect((await call("GET", "/session", headers)).json()).toMatchObject({ recoveryCodesLeft: 9 });
    expect(codeOf(await signIn({ recoveryCode }))).toBe("operator/recovery-code-used");
    expect(codeOf(await signIn({ recoveryCode: "none-of-them" }))).toBe("operator/wrong-code");
  });

  it("is removed by an admin for who has lost everything, and its secret is nowhere in the store or the log", async () => {
    await withSecondFactor(await settled());
    await asAdmin("POST", "/people/mei/reset-second-factor", { reason });
    await signedIn();
    expect(JSON.stringify(fixture.logged)).not.toContain(password);
    expect((await asAdmin("GET", "/audit")).body).not.toContain(password);
  });
});

describe("guessing", () => {
  it("is answered alike for a name that exists and one that does not, and slowed alike", async () => {
    const answers: Record<string, string[]> = {};
    for (const [name, remoteAddress] of [
      ["mei", "192.0.2.1"],
      ["nobody", "192.0.2.2"],
    ] as const) {
      answers[name] = [];
      for (let no = 1; no <= 9; no++) {
        const { statusCode, body, headers } = await guess(name, remoteAddress);
        answers[name].push([statusCode, (JSON.parse(body) as { code: string }).code, headers["retry-after"]].join(" "));
      }
    }
    // The sixth, seventh and eighth answer are held back for 1, 2 and 2 s; the eighth guess costs 4 s.
    const wrong = Array.from({ length: 8 }, () => "401 operator/wrong-credentials ");
    expect(answers["mei"]).toEqual([...wrong, "429 operator/too-many-guesses 2"]);
    expect(answers["nobody"]).toEqual(answers["mei"]);
  });

  /** A wrong password. Time passes only while its answer is held back, however long the hash takes. */
  async function guess(name: string, remoteAddress: string) {
    const before = await wrongGuesses();
    const payload = { name, password: "not the password" };
    const asked = fixture.app.inject({ method: "POST", url: "/api/operator/session", payload, remoteAddress });
    for (;;) {
      const isHeld = (await wrongGuesses()) > before;
      const answer = await Promise.race([asked, settle()]);
      if (answer) return answer;
      if (isHeld) await fixture.hub.clock.pass(500);
    }
  }

  async function wrongGuesses(): Promise<number> {
    const headers = { authorization: `Bearer ${metricsToken}` };
    const { body } = await fixture.app.inject({ url: "/metrics", headers });
    return Number(/^jiehuan_wrong_tokens_total\{kind="sign-in",outcome="wrong"\} (\d+)$/m.exec(body)?.[1] ?? 0);
  }
});

describe("an admin", () => {
  it("who is the last one can't be locked or made something else", async () => {
    await asAdmin("PUT", "/people/mei/role", { role: "admin", reason });
    expect(codeOf(await asAdmin("POST", "/people/mei/lock", { reason }))).toBe("account/last-admin");
    const lower = await asAdmin("PUT", "/people/mei/role", { role: "viewer", reason });
    expect(codeOf(lower)).toBe("account/last-admin");
  });

  it("gives no name twice, to neither people nor programs", async () => {
    const endsAt = fixture.hub.clock.now() + 86_400_000;
    for (const name of ["mei", "lin"]) {
      expect(codeOf(await asAdmin("POST", "/people", { name, role: "viewer", reason }))).toBe("account/name-taken");
      const token = await asAdmin("POST", "/api-tokens", { name, role: "viewer", endsAt, reason });
      expect(codeOf(token)).toBe("account/name-taken");
    }
  });
});

describe("an API token", () => {
  const make = async (role: string, days = 1) => {
    const endsAt = fixture.hub.clock.now() + days * 86_400_000;
    return asAdmin("POST", "/api-tokens", { name: "grafana", role, endsAt, reason });
  };

  it("is shown once, has a role, and is refused once it is revoked or past its end", async () => {
    const { token, id } = (await make("viewer")).json<{ token: string; id: string }>();
    expect(token).toMatch(/^jht_[\w-]{43}$/);
    const headers = { authorization: `Bearer ${token}` };
    expect((await call("GET", "/orders", headers)).statusCode).toBe(200);
    expect(codeOf(await call("GET", "/people", headers))).toBe("operator/not-allowed");
    expect(codeOf(await call("GET", "/own/sessions", headers))).toBe("operator/session-only");
    expect((await asAdmin("GET", "/api-tokens")).body).not.toContain(token);
    await fixture.hub.clock.pass(86_400_000);
    expect(codeOf(await call("GET", "/orders", headers))).toBe("operator/token-expired");
    await asAdmin("DELETE", `/api-tokens/${id}`, { reason });
    expect(codeOf(await call("GET", "/orders", headers))).toBe("operator/token-revoked");
  });

  it("ends in two years at the latest", async () => {
    expect(codeOf(await make("viewer", 800))).toBe("account/bad-end");
    expect(codeOf(await make("viewer", -1))).toBe("account/bad-end");
  });
});
