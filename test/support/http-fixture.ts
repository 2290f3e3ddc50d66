import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InjectOptions, LightMyRequestResponse } from "fastify";
import { pino } from "pino";
import type { CreditProvider } from "../../server/credit/credit-provider.ts";
import type { AuthHookRouteParts } from "../../server/http/auth-hook-routes.ts";
import type { EventStreams } from "../../server/http/event-streams.ts";
import type { Health } from "../../server/http/health.ts";
import type { App } from "../../server/http/typed-app.ts";
import { CabinetReports } from "../../server/metrics/cabinet-reports.ts";
import { HubMetrics } from "../../server/metrics/hub-metrics.ts";
import { AuditLog } from "../../server/store/audit-table.ts";
import { buildWeb, type Web } from "../../server/web.ts";
import { expectDocumented } from "./documented-problems.ts";
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

/** The hub's routes over a hub fixture, with a cabinet that is there. */
export class HttpFixture {
  readonly hub: HubFixture;
  readonly web: Web;
  /** What the routes logged. */
  readonly logged: Record<string, unknown>[];
  /** Cabinets whose connection was ended. */
  readonly disconnected: string[];
  readonly #folder: string;

  private constructor(parts: Pick<HttpFixture, "hub" | "web" | "logged" | "disconnected">, folder: string) {
    this.hub = parts.hub;
    this.web = parts.web;
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
    await writeFile(join(folder, "rider", "index.html"), page);
    await writeFile(join(folder, "rider", "app-1a2b.js"), "// a script");
    await writeFile(join(folder, "rider", "app-1a2b.js.br"), "its short form");
    const logged: Record<string, unknown>[] = [];
    const disconnected: string[] = [];
    const publicUrl = choices.publicUrl ?? "https://hub.example";
    const { core, store, clock, credit, plans } = hub;
    const metrics = new HubMetrics();
    const web = await buildWeb({
      settings: {
        publicUrl,
        secret: hubSecret,
        operatorToken: `lin:${operatorToken} wei:${otherOperatorToken}`,
        metricsToken,
        trustedProxies: choices.trustedProxies ?? "loopback",
        httpConnections: 1000,
        httpConnectionsPerAddress: 1000,
        requestsPerMinute: choices.requestsPerMinute ?? 100_000,
        alipayAppOnly: choices.alipayAppOnly ?? true,
      },
      core,
      store,
      search: hub.search,
      credit: choices.credit?.(hub) ?? credit,
      login: credit,
      activation: choices.activation ?? (() => undefined),
      plans,
      audit: new AuditLog(clock, () => "test"),
      line: { disconnect: async (cabinetId) => void disconnected.push(cabinetId), authHook: choices.authHook?.(hub) },
      health: { storeFailure: () => undefined, brokerIsThere: () => true },
      metrics,
      reports: new CabinetReports(metrics),
      clock,
      unstepped: clock,
      pagesFolder: folder,
      log: pino({ level: "debug" }, { write: (line) => logged.push(JSON.parse(line) as Record<string, unknown>) }),
    });
    web.health.started();
    checkProblems(web.app);
    return new HttpFixture({ hub, web, logged, disconnected }, folder);
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

/** Lets a request fail that is answered with a problem of which the OpenAPI document says nothing. */
function checkProblems(app: App): void {
  const inject = app.inject.bind(app) as (request: string | InjectOptions) => Promise<LightMyRequestResponse>;
  const checked = async (request: string | InjectOptions) => {
    const answer = await inject(request);
    const { method = "GET", url = "/" } = typeof request === "string" ? { url: request } : request;
    if (typeof url === "string") expectDocumented(app.swagger(), method, url, answer);
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
