import { randomBytes, randomInt } from "node:crypto";
import { hostname } from "node:os";
import type { Logger } from "pino";
import { collectDefaultMetrics } from "prom-client";
import { AppError } from "../platform/app-error.ts";
import { bootId } from "../platform/boot-id.ts";
import type { ClockSource } from "../platform/clock.ts";
import { SteadyClock } from "../platform/steady-clock.ts";
import { readPublicKeys } from "../protocol/release.ts";
import { mailer } from "./alarms/alarm-mail.ts";
import { toldAlarm } from "./alarms/alarm-texts.ts";
import { AlarmWatch } from "./alarms/alarm-watch.ts";
import { CountWindow } from "./alarms/hub-counts.ts";
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
import { providerCheck } from "./http/tariff-check.ts";
import { trustedProxies } from "./http/trusted-proxies.ts";
import { CabinetReports } from "./metrics/cabinet-reports.ts";
import { countsOf } from "./metrics/counts.ts";
import { HubMetrics } from "./metrics/hub-metrics.ts";
import { measuredCredit } from "./metrics/measured-credit.ts";
import { measuredLink } from "./metrics/measured-link.ts";
import { type MeasuredStore, measuredStore } from "./metrics/measured-store.ts";
import { openStore } from "./open-store.ts";
import { OutCounts } from "./orders/out-counts.ts";
import { takeOverLastPlans } from "./pricing/last-plans.ts";
import { PriceDesk } from "./pricing/price-desk.ts";
import { mistakeLine } from "./pricing/price-mistake-texts.ts";
import { ratePlansIn } from "./pricing/prices-table.ts";
import { writePlan } from "./pricing/written-plan.ts";
import type { OrderTerms } from "./rental/order.ts";
import { Retention } from "./riders/retention.ts";
import { brokerAddress, collectionPauses, type HubSettings } from "./settings.ts";
import { AuditLog } from "./store/audit-table.ts";
import type { Search } from "./store/search.ts";
import { steppedStore } from "./store/stepped-store.ts";
import type { Store } from "./store/store.ts";
import { HubTime } from "./time/hub-time.ts";
import { buildUpdates, type Updates } from "./updates/updates.ts";
import { buildWeb, builtPages, drawPseudonym, type Web } from "./web.ts";
import { allowedSubnets } from "./webhooks/allowed-address.ts";
import { Deliverer } from "./webhooks/deliverer.ts";
import { Outbox } from "./webhooks/outbox.ts";
import { postTo } from "./webhooks/post.ts";
import { toldStore } from "./webhooks/told-store.ts";

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
  readonly terms: OrderTerms;
  readonly measured: MeasuredStore;
  readonly search: Search;
  readonly time: HubTime;
  /** Moves what a step of the hub's time moves, and puts what other systems are told into the outbox. */
  readonly store: Store;
  readonly outbox: Outbox;
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
  const registry = new Registry(store, clock, settings.secret);
  const line = await openCabinetLine(settings, { ...ground, registry });
  const reports = new CabinetReports(metrics);
  const link = measuredLink(line.link, metrics, reports);
  const updates = openUpdates(ground, registry, link);
  const core = openCore(ground, registry, link, updates);
  const prices = await openPrices(ground);
  const web = await openWeb({ ...ground, prices, updates }, core, line, link, reports);
  const deliverer = openDeliverer(ground);
  const alarms = await openAlarmWatch(ground, web.health);
  startCore(core);
  deliverer.start();
  alarms.start();
  updates.watch.start();
  const outCounts = new OutCounts({ store, search: ground.search, clock, log });
  outCounts.start();
  const retention = openRetention(ground);
  retention?.start();
  web.health.started();

  const address = web.app.server.address();
  if (typeof address !== "object" || !address) throw new Error("the hub does not listen");
  log.info({ http: address.port, mqtt: line.port, mqttTls: line.tlsPort }, "the hub is ready");
  return {
    httpPort: address.port,
    mqttPort: line.port,
    reload: () => line.reload(),
    stop: () =>
      drain({
        core,
        background: [alarms, deliverer, outCounts, updates.watch],
        web,
        retention,
        link,
        line,
        time,
        store,
        clock,
        log,
        stopWithin: settings.stopWithin,
      }),
  };
}

async function openGround(environment: HubEnvironment): Promise<Ground> {
  const { settings, source, log } = environment;
  // Before anything is opened: a wrong setting changes nothing.
  trustedProxies(settings.trustedProxies);
  allowedSubnets(settings.webhookPrivate);
  mailerOf(settings);
  const clock = new SteadyClock(source);
  const zhima = openZhima(environment);
  const terms = termsOf(settings);
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
  const outbox = new Outbox({
    store: measured,
    clock,
    publicUrl: settings.publicUrl,
    newId: () => randomBytes(4).toString("hex"),
  });
  await outbox.start();
  const store = toldStore(steppedStore(measured, time.steps), outbox);
  const audit = new AuditLog(clock, () => randomBytes(4).toString("hex"));
  const credit = measuredCredit(zhima, metrics, clock);
  return {
    ...environment,
    clock,
    metrics,
    zhima,
    credit,
    terms,
    measured,
    search: opened,
    time,
    store,
    outbox,
    audit,
  };
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

function termsOf(settings: HubSettings): OrderTerms {
  const { confirmWithin, openWithin, lostAfterDays } = settings;
  const lostAfter = lostAfterDays * 24 * 3_600_000;
  return { confirmWithin, openWithin, lostAfter, collectionRetries: collectionPauses(settings) };
}

function openUpdates(ground: Ground, registry: Registry, link: HubMqttClient): Updates {
  const { settings, log } = ground;
  return buildUpdates({
    ...ground,
    registry,
    link,
    keys: settings.updateKeys === undefined ? [] : (readPublicKeys(settings.updateKeys) ?? []),
    publicUrl: settings.publicUrl,
    newId: () => randomBytes(8).toString("hex"),
    log: log.child({ room: "updates" }),
  });
}

function openCore(ground: Ground, registry: Registry, link: HubMqttClient, { watch }: Updates): Core {
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
    updateReports: watch,
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

/** Undefined: no mail is sent. @throws AppError config/invalid for half of the pair */
function mailerOf({ smtpUrl, mailFrom }: HubSettings) {
  if (smtpUrl === undefined && mailFrom === undefined) return undefined;
  if (smtpUrl === undefined || mailFrom === undefined)
    throw new AppError("config/invalid", "HUB_SMTP_URL and HUB_MAIL_FROM go together");
  return mailer(smtpUrl, mailFrom);
}

/** Looks for what operators must know, and tells webhooks and mail through the outbox. */
async function openAlarmWatch(
  { settings, store, clock, metrics, outbox, log }: Ground,
  health: Web["health"],
): Promise<AlarmWatch> {
  const window = new CountWindow(await countsOf(metrics));
  return new AlarmWatch({
    store,
    clock,
    log: log.child({ room: "alarms" }),
    hub: `hub ${hostname()}:${settings.httpPort}`,
    signs: async () => ({
      ...window.grown(await countsOf(metrics)),
      notReady: (await health.reasons()).filter((code) => code !== "hub/starting" && code !== "hub/stopping"),
    }),
    tellIn: (tx, type, alarm) => outbox.noteIn(tx, type, alarm.subject, toldAlarm(alarm)),
    newId: () => randomBytes(4).toString("hex"),
  });
}

/** Sends what the outbox holds. Its due times are of the hub's clock, which a step of the wall clock does not move. */
function openDeliverer({ settings, store, clock, metrics, log }: Ground): Deliverer {
  return new Deliverer({
    store,
    clock,
    hubSecret: settings.secret,
    post: postTo(allowedSubnets(settings.webhookPrivate)),
    mail: mailerOf(settings),
    log: log.child({ room: "webhooks" }),
    count: (outcome) => metrics.webhookTries.inc({ outcome }),
  });
}

/** The way of prices from drafts to riders. What is in force is checked: a newer version may know rules that it breaks. */
async function openPrices({ settings, store, clock, zhima, terms, audit, log }: Ground): Promise<PriceDesk> {
  await takeOverLastPlans(store, audit, clock.now());
  const refusals = providerCheck({ credit: zhima, texts: { publicUrl: settings.publicUrl }, terms });
  const prices = new PriceDesk({ store, clock, audit, refusals });
  const plans = await store.transact((tx) => ratePlansIn(tx, clock.now()));
  if (plans.length === 0) {
    log.warn("no price list is in force, so nothing is for rent: publish one at /console, or import one");
    return prices;
  }
  const { mistakes } = await prices.check(plans.map(writePlan));
  if (mistakes.length > 0)
    log.error({ mistakes: mistakes.map(mistakeLine) }, "the prices in force have mistakes: publish others");
  return prices;
}

/** Undefined: orders name their riders for ever. */
function openRetention({ settings: { retentionDays: days }, store, clock, log }: Ground): Retention | undefined {
  if (days === undefined) return undefined;
  return new Retention({ store, clock, log: log.child({ room: "riders" }), draw: drawPseudonym, days });
}

async function openWeb(
  ground: Ground & { readonly prices: PriceDesk; readonly updates: Updates },
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
    lifeAccount: zhima.lifeAccount,
    line: {
      disconnect: (cabinetId) => line.disconnect(cabinetId),
      authHook: line.authHook,
      takesNextSecrets: line.takesNextSecrets,
    },
    brokerAddress: brokerAddress(settings, line),
    health: {
      storeFailure: () => measured.failure,
      brokerIsThere: () => link.connected,
      clockStep: () => clock.step,
    },
    reports,
    unstepped: time.unstepped,
    ...builtPages,
    log: log.child({ room: "http" }),
  });
  await web.app.listen({ host: settings.httpHost, port: settings.httpPort });
  return web;
}
