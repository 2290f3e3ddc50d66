import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { SampledLog } from "../../platform/sampled-log.ts";
import type { CreditProvider } from "../../server/credit/credit-provider.ts";
import { buildApp } from "../../server/http/app.ts";
import type { AuthHookRouteParts } from "../../server/http/auth-hook-routes.ts";
import { EventStreams } from "../../server/http/event-streams.ts";
import { Health } from "../../server/http/health.ts";
import { HttpConnections } from "../../server/http/http-connections.ts";
import { LogOuts } from "../../server/http/log-outs.ts";
import { readOperators } from "../../server/http/operators.ts";
import { RiderSession } from "../../server/http/rider-session.ts";
import { TokenGuard } from "../../server/http/token-guard.ts";
import { trustedProxies } from "../../server/http/trusted-proxies.ts";
import type { App } from "../../server/http/typed-app.ts";
import { CabinetReports } from "../../server/metrics/cabinet-reports.ts";
import { Exposition } from "../../server/metrics/exposition.ts";
import { HubMetrics } from "../../server/metrics/hub-metrics.ts";
import { AuditLog } from "../../server/store/audit-table.ts";
import { HubFixture, hubSecret, riderId } from "./hub-fixture.ts";

export const operatorToken = "an-operators-token-of-enough-characters";
export const otherOperatorToken = "another-operators-token-that-is-long-enough";
export const metricsToken = "a-token-that-is-good-for-the-metrics-only";
export const operator = { authorization: `Bearer ${operatorToken}` };
export const alipayApp = { "user-agent": "Mozilla/5.0 AliApp(AP/10.5) AlipayClient/10.5" };
export const page = "<!doctype html><title>rider</title>";
/** What a page of ours sets and a form of another site can't. */
export const ours = { "x-requested-with": "jiehuan", "idempotency-key": "tap-00000001" };

interface Choices {
  readonly credit?: (fixture: HubFixture) => CreditProvider;
  readonly activation?: (form: Readonly<Record<string, unknown>>) => string | undefined;
  readonly alipayAppOnly?: boolean;
  readonly requestsPerMinute?: number;
  readonly publicUrl?: string;
  readonly trustedProxies?: string;
  readonly authHook?: (fixture: HubFixture) => AuthHookRouteParts;
}

/** The hub's routes over a bench, with a cabinet that is there. */
export class HttpFixture {
  readonly hub: HubFixture;
  readonly app: App;
  /** What the routes logged. */
  readonly logged: Record<string, unknown>[];
  /** Cabinets whose connection was ended. */
  readonly disconnected: string[];
  readonly health: Health;
  readonly streams: EventStreams;
  readonly #folder: string;

  private constructor(
    parts: Pick<HttpFixture, "hub" | "app" | "logged" | "disconnected" | "health" | "streams">,
    folder: string,
  ) {
    this.hub = parts.hub;
    this.app = parts.app;
    this.logged = parts.logged;
    this.disconnected = parts.disconnected;
    this.health = parts.health;
    this.streams = parts.streams;
    this.#folder = folder;
  }

  static async open(choices: Choices = {}): Promise<HttpFixture> {
    const hub = await HubFixture.withCabinet();
    const folder = await mkdtemp(join(tmpdir(), "http-bench-"));
    await mkdir(join(folder, "rider"));
    await writeFile(join(folder, "rider", "index.html"), page);
    await writeFile(join(folder, "rider", "app-1a2b.js"), "// a script");
    await writeFile(join(folder, "rider", "app-1a2b.js.br"), "its short form");
    const logged: Record<string, unknown>[] = [];
    const disconnected: string[] = [];
    const publicUrl = choices.publicUrl ?? "https://hub.example";
    const { store, orderService, registry, codes, startOrder, clock } = hub;
    const health = new Health({ store, storeFailure: () => undefined, brokerIsThere: () => true, clock });
    health.started();
    const metrics = new HubMetrics();
    const streams = new EventStreams({ metrics, clock });
    const logOuts = new LogOuts({ store, clock, log: hub.log });
    await logOuts.start();
    const trustedProxy = trustedProxies(choices.trustedProxies ?? "loopback");
    const exposition = new Exposition({
      metrics,
      reports: new CabinetReports(metrics),
      isReady: async () => (await health.reasons()).length === 0,
      store,
      clock,
      log: hub.log,
    });
    const app = await buildApp({
      store,
      orderService,
      registry,
      codes,
      startOrder,
      clock,
      credit: choices.credit?.(hub) ?? hub.credit,
      session: new RiderSession({
        login: hub.credit,
        logOuts,
        clock,
        hubSecret,
        secure: publicUrl.startsWith("https:"),
        alipayAppOnly: choices.alipayAppOnly ?? true,
      }),
      activation: choices.activation ?? (() => undefined),
      texts: { publicUrl },
      plans: hub.plans,
      audit: new AuditLog(clock, () => "test"),
      tokens: new TokenGuard({ clock, metrics, log: new SampledLog({ log: hub.log, clock }) }),
      operators: readOperators(`lin:${operatorToken} wei:${otherOperatorToken}`),
      disconnect: async (cabinetId) => void disconnected.push(cabinetId),
      pagesFolder: folder,
      authHook: choices.authHook?.(hub),
      requestsPerMinute: choices.requestsPerMinute ?? 100_000,
      trustedProxy,
      connections: new HttpConnections({ all: 1000, ofAddress: 1000, isProxy: trustedProxy }),
      health,
      streams,
      metrics,
      exposition,
      metricsReaders: [{ name: "metrics", token: metricsToken }],
      log: pino({ level: "debug" }, { write: (line) => logged.push(JSON.parse(line) as Record<string, unknown>) }),
    });
    return new HttpFixture({ hub, app, logged, disconnected, health, streams }, folder);
  }

  async close(): Promise<void> {
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

/** A cookie that an answer sets, as the browser sends it back. */
export function cookieIn(answer: { cookies: { name: string; value: string }[] }, name: string): string {
  const cookie = answer.cookies.find((other) => other.name === name);
  if (!cookie) throw new Error(`no cookie ${name}`);
  return `${name}=${encodeURIComponent(cookie.value)}`;
}
