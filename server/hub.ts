import { randomBytes, randomInt } from "node:crypto";
import type { Logger } from "pino";
import { collectDefaultMetrics } from "prom-client";
import { bootId } from "../platform/boot-id.ts";
import type { ClockSource } from "../platform/clock.ts";
import { SteadyClock } from "../platform/steady-clock.ts";
import type { CertificatePair } from "./broker/certificate.ts";
import { type CabinetLine, openCabinetLine } from "./cabinet-line.ts";
import { buildCore, type Core, startCore } from "./core.ts";
import type { CreditProvider } from "./credit/credit-provider.ts";
import { beijingTime } from "./credit/zhima/beijing-time.ts";
import { createZhima, type Zhima } from "./credit/zhima/zhima.ts";
import { drain } from "./drain.ts";
import { askCabinets } from "./fleet/ask-cabinets.ts";
import type { HubMqttClient } from "./fleet/hub-mqtt-client.ts";
import { Registry } from "./fleet/registry.ts";
import { checkTariffs } from "./http/tariff-check.ts";
import { trustedProxies } from "./http/trusted-proxies.ts";
import { CabinetReports } from "./metrics/cabinet-reports.ts";
import { HubMetrics } from "./metrics/hub-metrics.ts";
import { measuredCredit } from "./metrics/measured-credit.ts";
import { measuredLink } from "./metrics/measured-link.ts";
import { type MeasuredStore, measuredStore } from "./metrics/measured-store.ts";
import { openStore } from "./open-store.ts";
import { parseRatePlans } from "./rate-plans-setting.ts";
import type { OrderTerms } from "./rental/order.ts";
import type { RatePlan } from "./rental/rate-plan.ts";
import type { Tariff } from "./rental/tariff.ts";
import { collectionPauses, type HubSettings } from "./settings.ts";
import { AuditLog } from "./store/audit-table.ts";
import { keepRatePlans } from "./store/rate-plan-table.ts";
import type { Search } from "./store/search.ts";
import { steppedStore } from "./store/stepped-store.ts";
import type { Store } from "./store/store.ts";
import { keepTariffs } from "./store/tariff-table.ts";
import { HubTime } from "./time/hub-time.ts";
import { buildWeb, builtPages, type Web } from "./web.ts";

export interface Hub {
  readonly httpPort: number;
  /** Undefined where the broker is outside. */
  readonly mqttPort: number | undefined;
  /** Reads again what may change while the hub runs: the certificate of its own broker. */
  reload(): void;
  /** No new work; what runs is finished, written and closed. */
  stop(): Promise<void>;
}

/** What the process gives a hub. */
export interface HubEnvironment {
  readonly settings: HubSettings;
  /** The clocks of the machine. */
  readonly source: ClockSource;
  readonly log: Logger;
  /** Reads certificate and key of the hub's own broker again, where they may be renewed. */
  readonly readCertificate?: (() => CertificatePair) | undefined;
}

/** What everything else of the hub stands on. */
interface Ground extends HubEnvironment {
  readonly clock: SteadyClock;
  readonly metrics: HubMetrics;
  readonly zhima: Zhima;
  readonly credit: CreditProvider;
  readonly plans: readonly RatePlan[];
  readonly terms: OrderTerms;
  readonly measured: MeasuredStore;
  readonly search: Search;
  readonly time: HubTime;
  /** Moves what a step of the hub's time moves. */
  readonly store: Store;
  readonly audit: AuditLog;
}

const providerTimeout = 10_000;
const bridgeConfig = { snapshotEvery: 180_000, healthEvery: 60_000 };
/** A cabinet says something of itself every minute: three of those may get lost, and one snapshot may be late; ms. */
const silentAfter = bridgeConfig.snapshotEvery + 20_000;

/** At least 0, less than 1. */
const random = () => randomInt(2 ** 30) / 2 ** 30;

/** Builds the parts of a hub and starts them in the order in which they need each other. */
export async function startHub(environment: HubEnvironment): Promise<Hub> {
  const { settings, log } = environment;
  const ground = await openGround(environment);
  const { store, clock, metrics, time } = ground;
  await keepPrices(ground);
  const registry = new Registry(store, clock, settings.secret);
  const line = await openCabinetLine(settings, { ...ground, registry });
  const reports = new CabinetReports(metrics);
  const link = measuredLink(line.link, metrics, reports);
  const core = openCore(ground, registry, link);
  const web = await openWeb(ground, core, line, link, reports);
  startCore(core);
  web.health.started();

  const address = web.app.server.address();
  if (typeof address !== "object" || !address) throw new Error("the hub does not listen");
  log.info({ http: address.port, mqtt: line.port, mqttTls: line.tlsPort }, "the hub is ready");
  return {
    httpPort: address.port,
    mqttPort: line.port,
    reload: () => line.reload(),
    stop: () => drain({ core, web, link, line, time, store, clock, log, stopWithin: settings.stopWithin }),
  };
}

async function openGround(environment: HubEnvironment): Promise<Ground> {
  const { settings, source, log } = environment;
  // Before anything is opened: a wrong setting changes nothing.
  trustedProxies(settings.trustedProxies);
  const clock = new SteadyClock(source);
  const plans = parseRatePlans(settings.tariffs);
  const zhima = openZhima(environment);
  const terms = termsOf(settings);
  const texts = { publicUrl: settings.publicUrl };
  checkTariffs(tariffsOf(plans), { credit: zhima, texts, terms }, clock.now());
  const metrics = new HubMetrics();
  collectDefaultMetrics({ register: metrics.registry });
  const opened = await openStore(settings, { clock, random, log: log.child({ room: "store" }) });
  const measured = measuredStore(opened, metrics, clock);
  const time = await HubTime.start({
    store: measured,
    source,
    clock,
    bootId: bootId(),
    // A hub with a broker of its own has its database to itself.
    shared: settings.databaseUrl !== undefined && settings.mqttUrl !== undefined,
    metrics,
    log: log.child({ room: "time" }),
  });
  const store = steppedStore(measured, time.steps);
  const audit = new AuditLog(clock, () => randomBytes(4).toString("hex"));
  const credit = measuredCredit(zhima, metrics, clock);
  return { ...environment, clock, metrics, zhima, credit, plans, terms, measured, search: opened, time, store, audit };
}

function openZhima({ settings, source }: HubEnvironment): Zhima {
  return createZhima(
    {
      appId: settings.alipayAppId,
      privateKey: settings.alipayPrivateKey,
      alipayPublicKey: settings.alipayPublicKey,
      gatewayUrl: settings.alipayGateway,
      loginPageUrl: settings.alipayLogin,
      loginReturnUrl: `${settings.publicUrl}/login/alipay`,
      timeout: providerTimeout,
    },
    // The gateway refuses requests of another time than its own: the wall clock is right more often.
    source,
  );
}

function tariffsOf(plans: readonly RatePlan[]): Tariff[] {
  return [...new Map(plans.map(({ tariff }) => [tariff.version, tariff])).values()];
}

function termsOf(settings: HubSettings): OrderTerms {
  const { confirmWithin, openWithin, lostAfterDays } = settings;
  const lostAfter = lostAfterDays * 24 * 3_600_000;
  return { confirmWithin, openWithin, lostAfter, collectionRetries: collectionPauses(settings) };
}

function openCore(ground: Ground, registry: Registry, link: HubMqttClient): Core {
  const { settings, store, clock, metrics, time, log } = ground;
  const core = buildCore({
    ...ground,
    reliableSince: () => clock.reliableSince(),
    registry,
    link,
    hubSecret: settings.secret,
    riderLimit: settings.riderLimit,
    lowestLevel: settings.lowestLevel,
    bridgeConfig,
    silentAfter,
    // The documented shape of an out_order_no: Beijing time and random digits, 20 in all (zhima facts 1.1).
    newOrderNo: () =>
      `${beijingTime(clock.now()).replaceAll(/\D/g, "")}${String(randomInt(1_000_000)).padStart(6, "0")}`,
    randomBytes,
    countRefusal: (reason) => metrics.cabinetRefusals.inc({ reason }),
    logOf: (room) => log.child({ room }),
  });
  link.onMessage((topic, payload, about) => core.cabinetMessages.receive(topic, payload, about));
  time.listen({
    askCabinets: () => askCabinets(store, core.slotCommands, log),
    beginSilenceAnew: () => core.livenessTimeout.beginAnew(),
  });
  return core;
}

/** The prices of the settings are kept: an order refers to the version that it was made under. */
async function keepPrices({ store, clock, plans, audit }: Ground): Promise<void> {
  await keepTariffs(store, tariffsOf(plans), clock.now(), audit);
  await keepRatePlans(store, plans, audit);
}

async function openWeb(
  ground: Ground,
  core: Core,
  line: CabinetLine,
  link: HubMqttClient,
  reports: CabinetReports,
): Promise<Web> {
  const { settings, zhima, measured, clock, time, log } = ground;
  const web = await buildWeb({
    ...ground,
    core,
    login: zhima,
    activation: (form) => zhima.answerGatewayCheck(form),
    line: { disconnect: (cabinetId) => line.disconnect(cabinetId), authHook: line.authHook },
    health: {
      storeFailure: () => measured.failure,
      brokerIsThere: () => link.connected,
      clockStep: () => clock.step,
    },
    reports,
    unstepped: time.unstepped,
    pagesFolder: builtPages,
    log: log.child({ room: "http" }),
  });
  await web.app.listen({ host: settings.httpHost, port: settings.httpPort });
  return web;
}
