import { join } from "node:path";
import type { Logger } from "pino";
import type { Clock } from "../platform/clock.ts";
import { SampledLog } from "../platform/sampled-log.ts";
import type { Core } from "./core.ts";
import type { CreditProvider, RiderLogin } from "./credit/credit-provider.ts";
import { type AppParts, buildApp } from "./http/app.ts";
import { EventStreams } from "./http/event-streams.ts";
import { Health, type HealthParts } from "./http/health.ts";
import { connectionsWithin, HttpConnections, openFilesLimit } from "./http/http-connections.ts";
import { LogOuts } from "./http/log-outs.ts";
import { readOperators } from "./http/operators.ts";
import { RiderSession } from "./http/rider-session.ts";
import { TokenGuard } from "./http/token-guard.ts";
import { trustedProxies } from "./http/trusted-proxies.ts";
import type { App } from "./http/typed-app.ts";
import type { CabinetReports } from "./metrics/cabinet-reports.ts";
import { Exposition } from "./metrics/exposition.ts";
import type { HubMetrics } from "./metrics/hub-metrics.ts";
import type { HubSettings } from "./settings.ts";
import type { Search } from "./store/search.ts";
import type { Store } from "./store/store.ts";

/** What of the hub's settings its HTTP server needs. */
export type WebSettings = Pick<
  HubSettings,
  | "publicUrl"
  | "secret"
  | "operatorToken"
  | "metricsToken"
  | "trustedProxies"
  | "httpConnections"
  | "httpConnectionsPerAddress"
  | "requestsPerMinute"
  | "alipayAppOnly"
>;

export interface WebParts {
  readonly settings: WebSettings;
  readonly core: Core;
  readonly store: Store;
  readonly search: Search;
  readonly credit: CreditProvider;
  readonly login: RiderLogin;
  readonly activation: AppParts["activation"];
  readonly plans: AppParts["plans"];
  readonly audit: AppParts["audit"];
  readonly line: { readonly disconnect: AppParts["disconnect"]; readonly authHook: AppParts["authHook"] };
  readonly health: Pick<HealthParts, "storeFailure" | "brokerIsThere" | "clockStep">;
  readonly metrics: HubMetrics;
  readonly reports: CabinetReports;
  readonly clock: Clock;
  /** The clock of what ends after a while whatever the time is: a rider stays logged in when the hub's time steps. */
  readonly unstepped: Clock;
  /** Where the built pages are. */
  readonly pagesFolder: string;
  readonly log: Logger;
}

/** The hub's HTTP server. */
export interface Web {
  readonly app: App;
  readonly health: Health;
  readonly streams: EventStreams;
  /** No new orders are taken; all else is answered. */
  refuseOrders(): void;
  /** Ends the streams, answers the requests that have come, and closes. */
  close(): Promise<void>;
}

/** Where the pages of the build are. */
export const builtPages = join(import.meta.dirname, "..", "kiosk-ui");

/** For requests that are being answered, an upload or a reconciliation perhaps; ms. */
const requestGrace = 2000;

/** Builds the HTTP server over a hub's core. Listening is left to the caller. */
export async function buildWeb(parts: WebParts): Promise<Web> {
  const { settings, core, store, search, credit, metrics, plans, audit, clock, log } = parts;
  const health = new Health({ ...parts.health, store, clock });
  const streams = new EventStreams({ metrics, clock });
  const strangers = new SampledLog({ log, clock });
  const app = await buildApp({
    ...core,
    store,
    search,
    credit,
    clock,
    session: await openSessions(parts),
    activation: parts.activation,
    texts: { publicUrl: settings.publicUrl },
    plans,
    audit,
    operators: readOperators(settings.operatorToken),
    tokens: new TokenGuard({ clock, metrics, log: strangers }),
    ...parts.line,
    pagesFolder: parts.pagesFolder,
    requestsPerMinute: settings.requestsPerMinute,
    trustedProxy: trustedProxies(settings.trustedProxies),
    connections: limitConnections(parts, strangers),
    health,
    metrics,
    exposition: exposition(parts, health),
    metricsReaders: settings.metricsToken === undefined ? [] : [{ name: "metrics", token: settings.metricsToken }],
    streams,
    log,
  });
  return {
    app,
    health,
    streams,
    refuseOrders: () => health.stops(),
    async close() {
      streams.end();
      const cancelCut = clock.after(requestGrace, () => app.server.closeAllConnections());
      await app.close();
      cancelCut();
    },
  };
}

async function openSessions({ settings, store, login, unstepped, log }: WebParts): Promise<RiderSession> {
  const { publicUrl, secret, alipayAppOnly } = settings;
  const logOuts = new LogOuts({ store, clock: unstepped, log });
  await logOuts.start();
  const secure = publicUrl.startsWith("https:");
  return new RiderSession({ login, logOuts, clock: unstepped, hubSecret: secret, secure, alipayAppOnly });
}

function limitConnections({ settings, metrics }: WebParts, strangers: SampledLog): HttpConnections {
  const limits = {
    all: connectionsWithin(settings.httpConnections, openFilesLimit()),
    ofAddress: settings.httpConnectionsPerAddress,
    isProxy: trustedProxies(settings.trustedProxies),
  };
  return new HttpConnections(limits, (reason, address) => {
    metrics.httpConnectionsRefused.inc({ reason });
    strangers.warn(`connections ${reason}`, address, { reason, address }, "an HTTP connection was refused");
  });
}

function exposition({ metrics, reports, store, clock, log }: WebParts, health: Health): Exposition {
  const isReady = async () => (await health.reasons()).length === 0;
  return new Exposition({ metrics, reports, isReady, store, clock, log });
}
