import type { KeyObject } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InjectOptions, LightMyRequestResponse } from "fastify";
import { pino } from "pino";
import type { CreditProvider } from "../../server/credit/credit-provider.ts";
import type { LifeAccount } from "../../server/credit/life-account.ts";
import type { AuthHookRouteParts } from "../../server/http/auth-hook-routes.ts";
import type { EventStreams } from "../../server/http/event-streams.ts";
import type { Health } from "../../server/http/health.ts";
import type { App } from "../../server/http/typed-app.ts";
import { CabinetReports } from "../../server/metrics/cabinet-reports.ts";
import { HubMetrics } from "../../server/metrics/hub-metrics.ts";
import { PriceDesk } from "../../server/pricing/price-desk.ts";
import type { ProviderCheck } from "../../server/pricing/price-mistake.ts";
import { AuditLog } from "../../server/store/audit-table.ts";
import { buildUpdates, type Updates } from "../../server/updates/updates.ts";
import { buildWeb, type Web } from "../../server/web.ts";
import { Outbox } from "../../server/webhooks/outbox.ts";
import { expectDocumented } from "./documented-problems.ts";
import { HubFixture, hubSecret, riderId } from "./hub-fixture.ts";
import { noLifeAccount } from "./no-life-account.ts";
import { putOperatorToken } from "./operator-token.ts";

export const operatorToken = "an-operators-token-of-enough-characters";
export const otherOperatorToken = "another-operators-token-that-is-long-enough";
export const metricsToken = "a-token-that-is-good-for-the-metrics-only";
export const operator = { authorization: `Bearer ${operatorToken}` };
export const alipayApp = { "user-agent": "Mozilla/5.0 AliApp(AP/10.5) AlipayClient/10.5" };
export const screenPage = "<!doctype html><title>screen</title>";
export const consolePage = "<!doctype html><title>console</title>";
const title = "<!doctype html><title>rider</title>";
const wordsOf = (language: string) => `<link rel="modulepreload" data-language="${language}">`;
/** The rider's page, as it is sent to a browser that asks for no language, and to one that asks for English. */
export const page = `${title}${wordsOf("zh")}`;
export const englishPage = `${title}${wordsOf("en")}`;
/** What a page of ours sets and a form of another site can't. */
export const ours = { "x-requested-with": "jiehuan", "idempotency-key": "tap-00000001" };

interface Choices {
  readonly credit?: (fixture: HubFixture) => CreditProvider;
  readonly activation?: (form: Readonly<Record<string, unknown>>) => string | undefined;
  readonly lifeAccount?: LifeAccount;
  readonly refusals?: ProviderCheck;
  readonly alipayAppOnly?: boolean;
  readonly mapTiles?: string;
  readonly mapGcj02?: boolean;
  readonly requestsPerMinute?: number;
  readonly operatorRequestsPerMinute?: number;
  readonly webhookPrivate?: string;
  readonly publicUrl?: string;
  readonly updateKeys?: readonly KeyObject[];
  readonly trustedProxies?: string;
  readonly authHook?: (fixture: HubFixture) => AuthHookRouteParts;
  readonly takesNextSecrets?: boolean;
}

/** The hub's routes over a hub fixture, with a cabinet that is there. */
export class HttpFixture {
  readonly hub: HubFixture;
  readonly web: Web;
  readonly updates: Updates;
  /** What the routes logged. */
  readonly logged: Record<string, unknown>[];
  /** Cabinets whose connection was ended. */
  readonly disconnected: string[];
  readonly #folder: string;

  private constructor(parts: Pick<HttpFixture, "hub" | "web" | "updates" | "logged" | "disconnected">, folder: string) {
    this.hub = parts.hub;
    this.web = parts.web;
    this.updates = parts.updates;
    this.logged = parts.logged;
    this.disconnected = parts.disconnected;
    this.#folder = folder;
  }

  get app(): App {
    return this.web.app;
  }

  get health(): Health {
    return this.web.health;
  }

  get streams(): EventStreams {
    return this.web.streams;
  }

  static async open(choices: Choices = {}): Promise<HttpFixture> {
    const hub = await HubFixture.withCabinet();
    const folder = await mkdtemp(join(tmpdir(), "http-fixture-"));
    await mkdir(join(folder, "rider"));
    await writeFile(join(folder, "rider", "index.html"), `${page}${wordsOf("en")}`);
    await mkdir(join(folder, "kiosk"));
    await writeFile(join(folder, "kiosk", "index.html"), screenPage);
    await mkdir(join(folder, "console", "console"), { recursive: true });
    await writeFile(join(folder, "console", "console", "index.html"), consolePage);
    await mkdir(join(folder, "console", "assets"));
    await writeFile(join(folder, "console", "assets", "main-1a2b.js"), "// the console's script");
    await mkdir(join(folder, "assets"));
    await writeFile(join(folder, "assets", "app-1a2b.js"), "// a script");
    await writeFile(join(folder, "assets", "app-1a2b.js.br"), "its short form");
    const logged: Record<string, unknown>[] = [];
    const disconnected: string[] = [];
    const publicUrl = choices.publicUrl ?? "https://hub.example";
    const { core, store, clock, credit } = hub;
    await putOperatorToken(store, "lin", operatorToken);
    await putOperatorToken(store, "wei", otherOperatorToken);
    const audit = new AuditLog(clock, () => "test");
    const refusals = choices.refusals ?? (() => []);
    const metrics = new HubMetrics();
    let drawn = 0;
    const updates = buildUpdates({
      store,
      audit,
      clock,
      registry: core.registry,
      link: hub.link,
      keys: choices.updateKeys ?? [],
      publicUrl,
      newId: () => `00000000${++drawn}`,
      log: hub.log,
    });
    const web = await buildWeb({
      updates,
      settings: {
        publicUrl,
        secret: hubSecret,
        metricsToken,
        trustedProxies: choices.trustedProxies ?? "loopback",
        httpConnections: 1000,
        httpConnectionsPerAddress: 1000,
        requestsPerMinute: choices.requestsPerMinute ?? 100_000,
        operatorRequestsPerMinute: choices.operatorRequestsPerMinute ?? 100_000,
        webhookPrivate: choices.webhookPrivate ?? "",
        alipayAppOnly: choices.alipayAppOnly ?? true,
        mapAttribution: "© map",
        mapGcj02: choices.mapGcj02 ?? false,
        ...(choices.mapTiles !== undefined && { mapTiles: choices.mapTiles }),
      },
      core,
      store,
      search: hub.search,
      credit: choices.credit?.(hub) ?? credit,
      login: credit,
      activation: choices.activation ?? (() => undefined),
      lifeAccount: choices.lifeAccount ?? noLifeAccount,
      audit,
      prices: new PriceDesk({ store, clock, audit, refusals }),
      outbox: new Outbox({ store, clock, publicUrl, newId: () => "test" }),
      line: {
        disconnect: async (cabinetId) => void disconnected.push(cabinetId),
        authHook: choices.authHook?.(hub),
        takesNextSecrets: choices.takesNextSecrets ?? true,
      },
      health: { storeFailure: () => undefined, brokerIsThere: () => true },
      brokerAddress: "mqtts://hub.example:8883",
      metrics,
      reports: new CabinetReports(metrics),
      clock,
      unstepped: clock,
      pagesFolder: folder,
      consoleFolder: join(folder, "console"),
      log: pino({ level: "debug" }, { write: (line) => logged.push(JSON.parse(line) as Record<string, unknown>) }),
    });
    web.health.started();
    checkProblems(web.app);
    return new HttpFixture({ hub, web, updates, logged, disconnected }, folder);
  }

  async close(): Promise<void> {
    await this.updates.watch.stop();
    await this.app.close();
    await this.hub.close();
    await rm(this.#folder, { recursive: true });
  }

  /** The cookie of a rider who has come back from the login. */
  async logIn(rider = riderId): Promise<string> {
    const start = await this.app.inject({ url: "/q/any", headers: alipayApp });
    const state = new URL(String(start.headers.location)).searchParams.get("state");
    this.hub.credit.riderId = rider;
    const end = await this.app.inject({
      url: `/login/alipay?auth_code=c0de&state=${state}`,
      headers: { cookie: cookieIn(start, "login") },
    });
    return cookieIn(end, "rider");
  }

  /** The text of a fresh code for a slot. */
  async code(slot = 7): Promise<string> {
    return (await this.hub.codes.issue("shop-1", slot)).text;
  }
}

/** Every fixture has the same operations, and to describe them takes longer than most tests. */
let document: Parameters<typeof expectDocumented>[0] | undefined;

function documentOf(app: App): NonNullable<typeof document> {
  document ??= app.swagger();
  return document;
}

/** Lets a request fail that is answered with a problem of which the OpenAPI document says nothing. */
function checkProblems(app: App): void {
  const inject = app.inject.bind(app) as (request: string | InjectOptions) => Promise<LightMyRequestResponse>;
  const checked = async (request: string | InjectOptions) => {
    const answer = await inject(request);
    const { method = "GET", url = "/" } = typeof request === "string" ? { url: request } : request;
    if (typeof url === "string") expectDocumented(documentOf(app), method, url, answer);
    return answer;
  };
  Object.assign(app, { inject: checked });
}

/** A cookie that an answer sets, as the browser sends it back. */
export function cookieIn(answer: { cookies: { name: string; value: string }[] }, name: string): string {
  const cookie = answer.cookies.find((other) => other.name === name);
  if (!cookie) throw new Error(`no cookie ${name}`);
  return `${name}=${encodeURIComponent(cookie.value)}`;
}
