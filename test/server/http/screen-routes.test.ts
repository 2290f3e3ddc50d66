import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addressPrefix } from "../../../platform/address-prefix.ts";
import type { OperatorScreen } from "../../../server/http/screen-api.ts";
import { type Pairing, pairingTable } from "../../../server/screens/pairing-table.ts";
import { largestImage } from "../../../server/screens/slides.ts";
import { cookieIn, HttpFixture, operator, screenPage } from "../../support/http-fixture.ts";
import { cabinetId } from "../../support/hub-fixture.ts";

// How a browser becomes the screen of a cabinet, and what an operator sets.

const why = { reason: "the screen at the door" };
const day = 24 * 3_600_000;

let fixture: HttpFixture;
beforeEach(async () => {
  fixture = await HttpFixture.open();
});
afterEach(() => fixture.close());

async function startPairing(remoteAddress = "192.0.2.1") {
  const answer = await fixture.app.inject({ method: "POST", url: "/api/screen/pairings", remoteAddress });
  const { pairingCode, validFor } = answer.json<{ pairingCode: string; validFor: number }>();
  return { answer, pairingCode, validFor, cookie: cookieIn(answer, "screen") };
}

const pair = (pairingCode: string, at = cabinetId) =>
  fixture.app.inject({
    method: "POST",
    url: "/api/operator/screens",
    headers: operator,
    payload: { pairingCode, cabinetId: at, ...why },
  });

const revoke = (screenId: string) =>
  fixture.app.inject({
    method: "DELETE",
    url: `/api/operator/screens/${screenId}`,
    headers: operator,
    payload: why,
  });

const view = (cookie?: string) =>
  fixture.app.inject({ url: "/api/screen/view", headers: { ...(cookie !== undefined && { cookie }) } });

const codeOf = (answer: { json: () => unknown }) => (answer.json() as { code?: string }).code;
const list = async () =>
  (await fixture.app.inject({ url: "/api/operator/screens", headers: operator })).json<(typeof OperatorScreen)[]>();

describe("a pairing", () => {
  test("gives the browser a short code to show, and a secret that scripts and other sites don't get", async () => {
    const { answer, pairingCode, validFor } = await startPairing();
    expect(answer.statusCode).toBe(201);
    expect(pairingCode).toMatch(/^[34679ACDEFGHJKMNPQRTWXY]{8}$/);
    expect(validFor).toBe(600_000);
    expect(answer.cookies).toMatchObject([
      { name: "screen", httpOnly: true, sameSite: "Strict", secure: true, path: "/", maxAge: 400 * 24 * 3600 },
    ]);
  });

  test("ends when an operator enters the code: the browser shows the cabinet then", async () => {
    const { pairingCode, cookie } = await startPairing();
    expect(codeOf(await view(cookie))).toBe("screen/waiting");
    const answer = await pair(` ${pairingCode.slice(0, 4).toLowerCase()}-${pairingCode.slice(4)}`);
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({ cabinetId, pairedBy: "operator/lin", following: false });
    const seen = await view(cookie);
    expect(seen.json()).toMatchObject({ cabinetName: "咖啡馆", service: "open", brand: { zh: "借还" } });
    expect(seen.cookies).toMatchObject([{ name: "screen", sameSite: "Strict" }]);
  });

  test("is good once", async () => {
    const { pairingCode } = await startPairing();
    await pair(pairingCode);
    expect(codeOf(await pair(pairingCode))).toBe("screen/pairing-unknown");
  });

  test("lasts ten minutes", async () => {
    const { pairingCode } = await startPairing();
    await fixture.hub.clock.pass(600_001);
    expect(codeOf(await pair(pairingCode))).toBe("screen/pairing-unknown");
  });

  test("with a cabinet that is not registered is refused, and can be repeated with the right one", async () => {
    const { pairingCode } = await startPairing();
    expect(codeOf(await pair(pairingCode, "shop-9"))).toBe("cabinet/unknown");
    expect((await pair(pairingCode)).statusCode).toBe(201);
  });

  test("takes the place of the oldest of five from one network that no browser asks about, and leaves those of others alone", async () => {
    const elsewhere = await startPairing("198.51.100.7");
    const codes: string[] = [];
    for (let count = 0; count < 6; count++) {
      codes.push((await startPairing()).pairingCode);
      await fixture.hub.clock.pass(1000);
    }
    const answers = await Promise.all([...codes, elsewhere.pairingCode].map(async (code) => codeOf(await pair(code))));
    expect(answers).toEqual(["screen/pairing-unknown", ...Array<undefined>(6).fill(undefined)]);
  });

  test("stays while its browser asks for it, however many others are begun from the same network", async () => {
    const { pairingCode, cookie } = await startPairing();
    for (let count = 0; count < 12; count++) {
      expect(codeOf(await view(cookie))).toBe("screen/waiting");
      await fixture.hub.clock.pass(10_000);
      await startPairing();
    }
    expect((await pair(pairingCode)).statusCode).toBe(201);
  });

  test("whose browser has not asked for a minute makes way for others of the same network, and the browser is told", async () => {
    const { pairingCode, cookie } = await startPairing();
    expect(codeOf(await view(cookie))).toBe("screen/waiting");
    await fixture.hub.clock.pass(60_000);
    for (let count = 0; count < 5; count++) await startPairing();
    expect(codeOf(await view(cookie))).toBe("screen/not-paired");
    expect(codeOf(await pair(pairingCode))).toBe("screen/pairing-unknown");
  });

  test("that has ended is told to its browser", async () => {
    const { cookie } = await startPairing();
    await fixture.hub.clock.pass(600_001);
    expect(codeOf(await view(cookie))).toBe("screen/not-paired");
  });

  test("takes the place of the one that the same browser had", async () => {
    const first = await startPairing();
    const headers = { cookie: first.cookie };
    const answer = await fixture.app.inject({ method: "POST", url: "/api/screen/pairings", headers });
    expect(codeOf(await pair(first.pairingCode))).toBe("screen/pairing-unknown");
    expect((await pair(answer.json<{ pairingCode: string }>().pairingCode)).statusCode).toBe(201);
  });

  /** As five hundred browsers of a network leave it. @param more how each is but for its address */
  async function fillPlaces(address: (count: number) => string, more: Pick<Pairing, "startedAt" | "askedAt">) {
    await fixture.hub.store.transact(async (tx) => {
      for (let count = 0; count < 500; count++) {
        const pairingCode = `FULL${String(count).padStart(4, "0")}`;
        const named = { pairingCode, credentialHash: pairingCode, address: addressPrefix(address(count)) };
        await tx.put(pairingTable, { ...named, ...more });
      }
    });
  }
  const waiting = async () => (await fixture.hub.store.transact((tx) => tx.all(pairingTable))).length;

  test.each([
    ["an IPv6 /48", (count: number) => `2001:db8:7:${count.toString(16)}::1`],
    ["an IPv4 /24", (count: number) => `203.0.113.${count % 256}`],
  ])("finds a place where %s has taken all five hundred, and keeps it", async (_what, address) => {
    const before = await startPairing("198.51.100.7");
    expect(codeOf(await view(before.cookie))).toBe("screen/waiting");
    await fixture.hub.clock.pass(1000);
    const now = fixture.hub.clock.now();
    // All are asked about, so that only the number of the network's places speaks against it.
    await fillPlaces(address, { startedAt: now, askedAt: now });
    await fixture.hub.clock.pass(1000);
    const after = await startPairing("192.0.2.9");
    await startPairing(address(1));
    expect(await waiting()).toBe(500);
    for (const { pairingCode } of [before, after]) expect((await pair(pairingCode)).statusCode).toBe(201);
  });

  test("that nobody asks about makes way first where all places are taken", async () => {
    const oldest = await startPairing("203.0.113.1");
    expect(codeOf(await view(oldest.cookie))).toBe("screen/waiting");
    await fillPlaces((count) => `203.0.113.${2 + (count % 250)}`, { startedAt: fixture.hub.clock.now() });
    await startPairing("203.0.113.254");
    expect(codeOf(await view(oldest.cookie))).toBe("screen/waiting");
  });
});

describe("a screen", () => {
  async function paired() {
    const { pairingCode, cookie } = await startPairing();
    const { screenId } = (await pair(pairingCode)).json<{ screenId: string }>();
    return { screenId, cookie };
  }

  test("without a cookie, with another one and with nonsense is not paired", async () => {
    for (const cookie of [undefined, `screen=${"A".repeat(43)}`, "screen=x", "rider=x"]) {
      const answer = await view(cookie);
      expect([answer.statusCode, codeOf(answer)]).toEqual([401, "screen/not-paired"]);
    }
  });

  test("that is revoked is told so, at its view and at its stream", async () => {
    const { screenId, cookie } = await paired();
    expect((await revoke(screenId)).statusCode).toBe(204);
    for (const url of ["/api/screen/view", "/api/screen/events"]) {
      const answer = await fixture.app.inject({ url, headers: { cookie, accept: "text/event-stream" } });
      expect([answer.statusCode, codeOf(answer)]).toEqual([401, "screen/revoked"]);
    }
    expect(await list()).toEqual([]);
    expect((await revoke(screenId)).statusCode).toBe(204);
    expect(codeOf(await revoke("x"))).toBe("screen/unknown");
  });

  test.each([
    ["set forward by a month", 31 * day],
    ["set back by a month", -31 * day],
    ["set forward by forty years", 40 * 365 * day],
  ])("stays paired when the hub's clock is %s", async (_what, step) => {
    const { cookie } = await paired();
    fixture.hub.clock.setWall(fixture.hub.clock.now() + step);
    expect((await view(cookie)).statusCode).toBe(200);
  });

  test("stays paired however long it was off", async () => {
    const { cookie } = await paired();
    await fixture.hub.clock.pass(300 * day);
    expect((await view(cookie)).statusCode).toBe(200);
  });

  test("that asks for its view only is noted as seen", async () => {
    const { cookie } = await paired();
    await fixture.hub.clock.pass(day);
    await view(cookie);
    expect(await list()).toMatchObject([{ seenAt: fixture.hub.clock.now() }]);
  });

  test("that begins a pairing keeps its credential, and is told that it is paired", async () => {
    const { cookie } = await paired();
    const answer = await fixture.app.inject({ method: "POST", url: "/api/screen/pairings", headers: { cookie } });
    expect([answer.statusCode, codeOf(answer), answer.cookies]).toEqual([409, "screen/paired", []]);
    expect((await view(cookie)).statusCode).toBe(200);
  });

  test("that was revoked is paired again as another one", async () => {
    const { screenId, cookie } = await paired();
    await revoke(screenId);
    const answer = await fixture.app.inject({ method: "POST", url: "/api/screen/pairings", headers: { cookie } });
    await pair(answer.json<{ pairingCode: string }>().pairingCode);
    expect((await view(cookieIn(answer, "screen"))).statusCode).toBe(200);
  });

  test("is revoked with its cabinet", async () => {
    const { cookie } = await paired();
    const url = `/api/operator/cabinets/${cabinetId}`;
    await fixture.app.inject({ method: "DELETE", url, headers: operator, payload: why });
    expect(codeOf(await view(cookie))).toBe("screen/revoked");
  });

  test("that was revoked long ago is deleted when another one is revoked", async () => {
    const old = await paired();
    await revoke(old.screenId);
    await fixture.hub.clock.pass(91 * day);
    await revoke((await paired()).screenId);
    expect(codeOf(await view(old.cookie))).toBe("screen/not-paired");
  });

  test("stands in the audit log when it is paired and once when it is revoked", async () => {
    const { screenId } = await paired();
    await revoke(screenId);
    await revoke(screenId);
    const audit = await fixture.app.inject({ url: `/api/operator/audit?cabinetId=${cabinetId}`, headers: operator });
    expect(audit.json<{ act: object }[]>().map(({ act }) => act)).toEqual([
      { what: "screen-revoked", screenId },
      { what: "screen-paired", screenId },
    ]);
  });

  test("is listed with its cabinet and who paired it, the newest first", async () => {
    const first = await paired();
    await fixture.hub.clock.pass(1000);
    const second = await paired();
    expect(await list()).toMatchObject([
      { screenId: second.screenId, cabinetId, pairedBy: "operator/lin" },
      { screenId: first.screenId },
    ]);
  });
});

describe("the page of screens", () => {
  test("is there without a login, and its version changes with its text", async () => {
    const answer = await fixture.app.inject("/screen");
    expect([answer.statusCode, answer.body, answer.headers["cache-control"]]).toEqual([200, screenPage, "no-store"]);
    expect(answer.headers["content-security-policy"]).toContain("script-src 'self'");
    const { pairingCode, cookie } = await startPairing();
    await pair(pairingCode);
    expect((await view(cookie)).json()).toMatchObject({
      page: createHash("sha256").update(screenPage).digest("base64url").slice(0, 12),
    });
  });
});

describe("the slides of idle screens", () => {
  const png = Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), Buffer.alloc(100)]).toString("base64");
  const jpeg = Buffer.concat([Buffer.from("\xff\xd8\xff\xe0", "latin1"), Buffer.alloc(100)]).toString("base64");
  const webp = Buffer.from("RIFF\x00\x01\x00\x0aWEBPVP8 ", "latin1").toString("base64");
  const text = { zh: "借伞请扫码", en: "Scan to borrow" };
  const put = (slides: object[]) =>
    fixture.app.inject({
      method: "PUT",
      url: "/api/operator/slides",
      headers: operator,
      payload: { slides, ...why },
    });
  interface Shown {
    slides: { id: string; zh: string; image?: string }[];
  }

  test("are shown by every screen in their order, and their pictures never change", async () => {
    const { pairingCode, cookie } = await startPairing();
    await pair(pairingCode);
    const answer = await put([
      { ...text, image: png },
      { zh: "晴", en: "Sun", image: jpeg },
      { zh: "雨", en: "Rain" },
    ]);
    expect(answer.statusCode).toBe(200);
    const { slides } = (await view(cookie)).json<Shown>();
    expect(slides.map(({ zh, image }) => [zh, image !== undefined])).toEqual([
      ["借伞请扫码", true],
      ["晴", true],
      ["雨", false],
    ]);
    const pictures = await Promise.all(slides.slice(0, 2).map(({ image }) => fixture.app.inject(String(image))));
    expect(pictures.map(({ headers }) => headers["content-type"])).toEqual(["image/png", "image/jpeg"]);
    expect(pictures[0]?.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(pictures[0]?.rawPayload.toString("base64")).toBe(png);
  });

  test("take the place of those before; one that stays keeps its address", async () => {
    const before = (
      await put([
        { ...text, image: webp },
        { zh: "旧", en: "Old", image: png },
      ])
    ).json<Shown>().slides;
    const now = (
      await put([
        { zh: "新", en: "New" },
        { ...text, image: webp },
      ])
    ).json<Shown>().slides;
    expect(now[1]).toEqual(before[0]);
    expect((await fixture.app.inject(String(before[1]?.image))).statusCode).toBe(404);
    expect((await fixture.app.inject(String(now[1]?.image))).headers["content-type"]).toBe("image/webp");
    const listed = await fixture.app.inject({ url: "/api/operator/slides", headers: operator });
    expect(listed.json<Shown>().slides).toEqual(now);
    const audit = await fixture.app.inject({ url: "/api/operator/audit", headers: operator });
    const ids = (slides: { id: string }[]) => slides.map(({ id }) => id);
    expect(audit.json<{ act: object }[]>()[0]?.act).toEqual({
      what: "slides-changed",
      before: ids(before),
      slides: ids(now),
    });
  });

  test.each([
    ["a picture of another kind", [{ ...text, image: Buffer.from("<svg xmlns='x'/>").toString("base64") }]],
    ["a picture that is too large", [{ ...text, image: png.slice(0, 80) + "A".repeat((largestImage / 3) * 4 - 76) }]],
    ["the same slide twice", [text, text]],
    ["more than ten", Array.from({ length: 11 }, (_, place) => ({ ...text, en: `${place}` }))],
    ["a text of two lines", [{ ...text, en: "a\nb" }]],
  ])("with %s are refused as a whole", async (_what, slides) => {
    await put([{ zh: "旧", en: "Old" }]);
    const answer = await put(slides);
    expect([answer.statusCode, codeOf(answer)]).toEqual([400, "request/invalid"]);
    const listed = await fixture.app.inject({ url: "/api/operator/slides", headers: operator });
    expect(listed.json<Shown>().slides).toMatchObject([{ zh: "旧" }]);
  });

  test("may be ten with the largest pictures", async () => {
    const image = Buffer.concat([Buffer.from("\xff\xd8\xff", "latin1"), Buffer.alloc(largestImage - 3)]);
    const slides = Array.from({ length: 10 }, (_, place) => ({
      zh: `${place}`,
      en: "x".repeat(80),
      image: image.toString("base64"),
    }));
    expect((await put(slides)).statusCode).toBe(200);
  });
});
