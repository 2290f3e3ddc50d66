import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Logger } from "pino";
import type { Clock } from "../platform/clock.ts";
import { SampledLog } from "../platform/sampled-log.ts";
import { accountTable } from "./accounts/account-table.ts";
import { buildPeople } from "./accounts/people.ts";
import type { Core } from "./core.ts";
import type { CreditProvider, RiderLogin } from "./credit/credit-provider.ts";
import { CabinetService } from "./fleet/cabinet-service.ts";
import { Enrolment } from "./fleet/enrolment.ts";
import { FleetOverview } from "./fleet/fleet-overview.ts";
import { Sites } from "./fleet/sites.ts";
import { type AppParts, buildApp } from "./http/app.ts";
import { ConsoleFeed } from "./http/console-feed.ts";
import { EventStreams } from "./http/event-streams.ts";
import { Health, type HealthParts } from "./http/health.ts";
import { connectionsWithin, HttpConnections, openFilesLimit } from "./http/http-connections.ts";
import { LogOuts } from "./http/log-outs.ts";
import { OperatorCookie } from "./http/operator-cookie.ts";
import type { MapSettings } from "./http/operator-map-routes.ts";
import { screenPageVersion } from "./http/pages.ts";
import { RiderSession } from "./http/rider-session.ts";
import { ScanArrivals } from "./http/scan-arrivals.ts";
import { ScreenCookie } from "./http/screen-cookie.ts";
import { ScreenFeed } from "./http/screen-feed.ts";
import { SignInGuard } from "./http/sign-in-guard.ts";
import { TokenGuard } from "./http/token-guard.ts";
import { trustedProxies } from "./http/trusted-proxies.ts";
import type { App } from "./http/typed-app.ts";
import type { CabinetReports } from "./metrics/cabinet-reports.ts";
import { Exposition } from "./metrics/exposition.ts";
import type { HubMetrics } from "./metrics/hub-metrics.ts";
import { ScanLog } from "./qr/scan-log.ts";
import { RiderErasure } from "./riders/rider-erasure.ts";
import type { HubSettings } from "./settings.ts";
import type { Search } from "./store/search.ts";
import type { Store } from "./store/store.ts";
import { allowedSubnets } from "./webhooks/allowed-address.ts";

/** What of the hub's settings its HTTP server needs. */
export type WebSettings = Pick<
  HubSettings,
  | "publicUrl"
  | "secret"
  | "metricsToken"
  | "trustedProxies"
  | "httpConnections"
  | "httpConnectionsPerAddress"
  | "requestsPerMinute"
  | "operatorRequestsPerMinute"
  | "alipayAppOnly"
  | "webhookPrivate"
  | "smtpUrl"
  | "mapTiles"
  | "mapAttribution"
  | "mapGcj02"
>;

export interface WebParts {
  readonly settings: WebSettings;
  readonly core: Core;
  readonly store: Store;
  readonly search: Search;
  readonly credit: CreditProvider;
  readonly login: RiderLogin;
  readonly activation: AppParts["activation"];
  readonly lifeAccount: AppParts["lifeAccount"];
  readonly audit: AppParts["audit"];
  readonly prices: AppParts["prices"];
  readonly updates: AppParts["updates"];
  readonly outbox: AppParts["outbox"];
  readonly line: Pick<AppParts, "disconnect" | "authHook" | "takesNextSecrets">;
  /** Where bridges reach the broker. */
  readonly brokerAddress: AppParts["brokerAddress"];
  readonly health: Pick<HealthParts, "storeFailure" | "brokerIsThere" | "clockStep">;
  readonly metrics: HubMetrics;
  readonly reports: CabinetReports;
  readonly clock: Clock;
  /** The clock of what ends after a while whatever the time is: a rider stays logged in when the hub's time steps. */
  readonly unstepped: Clock;
  /** Where the built pages of riders and screens are. */
  readonly pagesFolder: string;
  /** Where the built console of the operators is. */
  readonly consoleFolder: string;
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

/** The pages are built in two goes; in the sources they lie in one folder, and their documents as they are written. */
const isBuilt = import.meta.filename.endsWith(".js");

/** Where the pages are. */
export const builtPages = {
  pagesFolder: join(import.meta.dirname, "..", "kiosk-ui"),
  consoleFolder: join(import.meta.dirname, "..", isBuilt ? "console" : "kiosk-ui"),
};

/** Long enough that none comes twice. */
export const drawPseudonym = () => randomBytes(12).toString("base64url");

/** For requests that are being answered, an upload or a reconciliation perhaps; ms. */
const requestGrace = 2000;

function mapOf({ mapTiles, mapAttribution, mapGcj02 }: WebSettings): MapSettings {
  return { gcj02: mapGcj02, ...(mapTiles !== undefined && { tiles: mapTiles, attribution: mapAttribution }) };
}

/** Builds the HTTP server over a hub's core. Listening is left to the caller. */
export async function buildWeb(parts: WebParts): Promise<Web> {
  const { settings, core, store, search, credit, metrics, audit, prices, clock, log } = parts;
  const health = new Health({ ...parts.health, store, clock });
  const streams = new EventStreams({ metrics, clock });
  const arrivals = new ScanArrivals(core.startOrder, clock);
  const scanLog = new ScanLog({ store, clock, log });
  const strangers = new SampledLog({ log, clock });
  const { secret: hubSecret } = settings;
  const people = buildPeople({ store, clock, unstepped: parts.unstepped, audit, hubSecret });
  const app = await buildApp({
    ...core,
    store,
    search,
    credit,
    clock,
    session: await openSessions(parts, arrivals),
    arrivals,
    scanLog,
    erasure: new RiderErasure(store, drawPseudonym),
    activation: parts.activation,
    lifeAccount: parts.lifeAccount,
    texts: { publicUrl: settings.publicUrl },
    audit,
    people,
    outbox: parts.outbox,
    hubSecret,
    canMail: settings.smtpUrl !== undefined,
    webhookSubnets: allowedSubnets(settings.webhookPrivate),
    randomBytes,
    signIns: guardSignIns(parts, strangers),
    operatorCookie: new OperatorCookie(settings.publicUrl),
    prices,
    updates: parts.updates,
    cabinetService: new CabinetService({ ...core, store, audit, clock, newId: () => randomBytes(10).toString("hex") }),
    enrolment: new Enrolment({ ...core, store, audit, clock, randomBytes }),
    brokerAddress: parts.brokerAddress,
    sites: new Sites({ store, audit, clock }),
    map: mapOf(settings),
    overview: new FleetOverview({ store, lowestLevel: core.lowestLevel, clock }),
    tokens: new TokenGuard({ clock, metrics, log: strangers }),
    ...parts.line,
    pagesFolder: parts.pagesFolder,
    consoleFolder: parts.consoleFolder,
    requestsPerMinute: settings.requestsPerMinute,
    operatorRequestsPerMinute: settings.operatorRequestsPerMinute,
    trustedProxy: trustedProxies(settings.trustedProxies),
    connections: limitConnections(parts, strangers),
    health,
    metrics,
    screenFeed: await openScreenFeed(parts),
    screenCookie: new ScreenCookie(settings.publicUrl.startsWith("https:")),
    exposition: exposition(parts, health),
    metricsReaders: settings.metricsToken === undefined ? [] : [{ name: "metrics", token: settings.metricsToken }],
    streams,
    consoleFeed: new ConsoleFeed({ store, clock, log }),
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
      await scanLog.flush();
    },
  };
}

async function openSessions(
  { settings, store, login, unstepped, log }: WebParts,
  arrivals: ScanArrivals,
): Promise<RiderSession> {
  const { publicUrl, secret, alipayAppOnly } = settings;
  const logOuts = new LogOuts({ store, clock: unstepped, log });
  await logOuts.start();
  const secure = publicUrl.startsWith("https:");
  return new RiderSession({
    login,
    logOuts,
    clock: unstepped,
    hubSecret: secret,
    secure,
    alipayAppOnly,
    pageAfterLogin: (page, riderId, ago) => arrivals.pageFor(page, riderId, ago),
  });
}

async function openScreenFeed({ settings, core, store, clock, pagesFolder, log }: WebParts): Promise<ScreenFeed> {
  const { publicUrl } = settings;
  const screenPage = await screenPageVersion(pagesFolder);
  return new ScreenFeed({ ...core, store, clock, texts: { publicUrl }, screenPage, log });
}

function guardSignIns({ store, audit, clock, metrics, log }: WebParts, strangers: SampledLog): SignInGuard {
  /** Where the account does not exist there is nothing to write down: entries would be as many as guessed names. */
  const noteSlowed = (name: string, refused: number) =>
    store.transact(async (tx) => {
      if ((await tx.get(accountTable, name)) === undefined) return;
      const by = { actor: `operator/${name}`, reason: "" } as const;
      await audit.recordIn(tx, { ...by, act: { what: "sign-in-slowed", name, refused } });
    });
  const slowed = (name: string, refused: number) => {
    noteSlowed(name, refused).catch((error: unknown) =>
      log.error({ err: error }, "guessing could not be written down"),
    );
  };
  return new SignInGuard({ clock, metrics, log: strangers, slowed });
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
