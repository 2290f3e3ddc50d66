import { randomBytes, randomInt } from "node:crypto";
import { join } from "node:path";
import type { Logger } from "pino";
import { collectDefaultMetrics } from "prom-client";
import { bootId } from "../platform/boot-id.ts";
import type { ClockSource } from "../platform/clock.ts";
import { SampledLog } from "../platform/sampled-log.ts";
import { SteadyClock } from "../platform/steady-clock.ts";
import type { CertificatePair } from "./broker/certificate.ts";
import { openCabinetLine } from "./cabinet-line.ts";
import { beijingTime } from "./credit/zhima/beijing-time.ts";
import { createZhima } from "./credit/zhima/zhima.ts";
import { drain } from "./drain.ts";
import { askCabinets } from "./fleet/ask-cabinets.ts";
import { CabinetMessages } from "./fleet/cabinet-messages.ts";
import { EventIntake } from "./fleet/event-intake.ts";
import { chooseSlot } from "./fleet/free-slots.ts";
import { LivenessTimeout } from "./fleet/liveness-timeout.ts";
import type { RefusalKind } from "./fleet/refusals.ts";
import { Registry } from "./fleet/registry.ts";
import { MqttSlotCommands } from "./fleet/slot-commands.ts";
import { buildApp } from "./http/app.ts";
import { EventStreams } from "./http/event-streams.ts";
import { Health } from "./http/health.ts";
import { connectionsWithin, HttpConnections, openFilesLimit } from "./http/http-connections.ts";
import { LogOuts } from "./http/log-outs.ts";
import { readOperators } from "./http/operators.ts";
import { RiderSession } from "./http/rider-session.ts";
import { StartOrder } from "./http/start-order.ts";
import { checkTariffs } from "./http/tariff-check.ts";
import { TokenGuard } from "./http/token-guard.ts";
import { trustedProxies } from "./http/trusted-proxies.ts";
import { CabinetReports } from "./metrics/cabinet-reports.ts";
import { Exposition } from "./metrics/exposition.ts";
import { HubMetrics } from "./metrics/hub-metrics.ts";
import { measuredCredit } from "./metrics/measured-credit.ts";
import { measuredLink } from "./metrics/measured-link.ts";
import { measuredStore } from "./metrics/measured-store.ts";
import { openStore } from "./open-store.ts";
import { OrderService } from "./orders/order-service.ts";
import { SlotCodes } from "./qr/slot-codes.ts";
import { parseRatePlans } from "./rate-plans-setting.ts";
import { Runner } from "./runner/runner.ts";
import { collectionPauses, type HubSettings } from "./settings.ts";
import { AuditLog } from "./store/audit-table.ts";
import { keepRatePlans } from "./store/rate-plan-table.ts";
import { steppedStore } from "./store/stepped-store.ts";
import { keepTariffs } from "./store/tariff-table.ts";
import { HubTime } from "./time/hub-time.ts";

export interface Hub {
  readonly httpPort: number;
  /** Undefined where the broker is outside. */
  readonly mqttPort: number | undefined;
  /** Reads again what may change while the hub runs: the certificate of its own broker. */
  reload(): void;
  /** No new work; what runs is finished, written and closed. */
  stop(): Promise<void>;
}

const providerTimeout = 10_000;
const bridgeConfig = { snapshotEvery: 180_000, healthEvery: 60_000 };
/** A cabinet says something of itself every minute: three of those may get lost, and one snapshot may be late; ms. */
const silentAfter = bridgeConfig.snapshotEvery + 20_000;

/** At least 0, less than 1. */
const random = () => randomInt(2 ** 30) / 2 ** 30;

/**
 * Builds the parts of a hub and starts them in the order in which they need each other.
 * @param source the clocks of the machine
 * @param readCertificate reads certificate and key of the hub's own broker again, where they may be renewed
 */
export async function startHub(
  settings: HubSettings,
  source: ClockSource,
  log: Logger,
  readCertificate?: () => CertificatePair,
): Promise<Hub> {
  const clock = new SteadyClock(source);
  const plans = parseRatePlans(settings.tariffs);
  const tariffs = [...new Map(plans.map(({ tariff }) => [tariff.version, tariff])).values()];
  const operators = readOperators(settings.operatorToken);
  const { publicUrl, secret } = settings;
  const trustedProxy = trustedProxies(settings.trustedProxies);
  const zhima = createZhima(
    {
      appId: settings.alipayAppId,
      privateKey: settings.alipayPrivateKey,
      alipayPublicKey: settings.alipayPublicKey,
      gatewayUrl: settings.alipayGateway,
      loginPageUrl: settings.alipayLogin,
      loginReturnUrl: `${publicUrl}/login/alipay`,
      timeout: providerTimeout,
    },
    // The gateway refuses requests of another time than its own: the wall clock is right more often.
    source,
  );
  const { confirmWithin, openWithin, lostAfterDays } = settings;
  const lostAfter = lostAfterDays * 24 * 3_600_000;
  const terms = { confirmWithin, openWithin, lostAfter, collectionRetries: collectionPauses(settings) };
  const texts = { publicUrl };
  checkTariffs(tariffs, { credit: zhima, texts, terms }, clock.now());
  const metrics = new HubMetrics();
  collectDefaultMetrics({ register: metrics.registry });
  const credit = measuredCredit(zhima, metrics, clock);
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
  await keepTariffs(store, tariffs, clock.now(), audit);
  await keepRatePlans(store, plans, audit);
  const registry = new Registry(store, clock, secret);
  const orderService = new OrderService(store, clock);
  const line = await openCabinetLine(settings, { registry, metrics, readCertificate, clock, log });
  const reports = new CabinetReports(metrics);
  const link = measuredLink(line.link, metrics, reports);
  const countRefusal = (reason: RefusalKind) => metrics.cabinetRefusals.inc({ reason });
  const fleetLog = log.child({ room: "fleet" });
  const cabinetMessages = new CabinetMessages({
    store,
    registry,
    orders: orderService,
    intake: new EventIntake(store, orderService, clock, fleetLog, countRefusal),
    link,
    clock,
    log: fleetLog,
    bridgeConfig,
  });
  link.onMessage((topic, payload, about) => cabinetMessages.receive(topic, payload, about));
  const livenessTimeout = new LivenessTimeout({ store, clock, log: log.child({ room: "fleet" }), silentAfter });
  const slotCommands = new MqttSlotCommands(link, registry, clock, () => `K${randomBytes(10).toString("hex")}`);
  const runner = new Runner({
    store,
    orderService,
    credit,
    slotCommands,
    chooseSlot: (order) => chooseSlot(store, order, settings.lowestLevel),
    clock,
    reliableSince: () => clock.reliableSince(),
    log: log.child({ room: "runner" }),
  });
  time.listen({
    askCabinets: () => askCabinets(store, slotCommands, log),
    beginSilenceAnew: () => livenessTimeout.beginAnew(),
  });

  const codes = new SlotCodes({ store, clock, hubSecret: secret, randomBytes });
  // The documented shape of an out_order_no: Beijing time and random digits, 20 in all (zhima facts 1.1).
  const newOrderNo = () =>
    `${beijingTime(clock.now()).replaceAll(/\D/g, "")}${String(randomInt(1_000_000)).padStart(6, "0")}`;
  const health = new Health({
    store,
    storeFailure: () => measured.failure,
    brokerIsThere: () => link.connected,
    clock,
    clockStep: () => clock.step,
  });
  const isReady = async () => (await health.reasons()).length === 0;
  const streams = new EventStreams({ metrics, clock });
  const logOuts = new LogOuts({ store, clock: time.unstepped, log: log.child({ room: "http" }) });
  await logOuts.start();
  const httpStrangers = new SampledLog({ log: log.child({ room: "http" }), clock });
  const app = await buildApp({
    store,
    registry,
    codes,
    orderService,
    credit,
    clock,
    startOrder: new StartOrder({
      store,
      registry,
      codes,
      orderService,
      newOrderNo,
      plans,
      terms,
      riderLimit: settings.riderLimit,
      lowestLevel: settings.lowestLevel,
      clock,
    }),
    session: new RiderSession({
      login: zhima,
      logOuts,
      // A rider stays logged in over a step.
      clock: time.unstepped,
      hubSecret: secret,
      secure: publicUrl.startsWith("https:"),
      alipayAppOnly: settings.alipayAppOnly,
    }),
    activation: (form) => zhima.answerGatewayCheck(form),
    texts,
    plans,
    operators,
    audit,
    tokens: new TokenGuard({ clock, metrics, log: httpStrangers }),
    disconnect: (cabinetId) => line.disconnect(cabinetId),
    authHook: line.authHook,
    pagesFolder: join(import.meta.dirname, "..", "kiosk-ui"),
    requestsPerMinute: settings.requestsPerMinute,
    trustedProxy,
    connections: new HttpConnections(
      {
        all: connectionsWithin(settings.httpConnections, openFilesLimit()),
        ofAddress: settings.httpConnectionsPerAddress,
        isProxy: trustedProxy,
      },
      (reason, address) => {
        metrics.httpConnectionsRefused.inc({ reason });
        httpStrangers.warn(`connections ${reason}`, address, { reason, address }, "an HTTP connection was refused");
      },
    ),
    health,
    metrics,
    exposition: new Exposition({ metrics, reports, isReady, store, clock, log }),
    metricsReaders: settings.metricsToken === undefined ? [] : [{ name: "metrics", token: settings.metricsToken }],
    streams,
    log: log.child({ room: "http" }),
  });
  await app.listen({ host: settings.httpHost, port: settings.httpPort });
  runner.start();
  livenessTimeout.start();
  health.started();

  const address = app.server.address();
  if (typeof address !== "object" || !address) throw new Error("the hub does not listen");
  log.info({ http: address.port, mqtt: line.port, mqttTls: line.tlsPort }, "the hub is ready");
  return {
    httpPort: address.port,
    mqttPort: line.port,
    reload: () => line.reload(),
    async stop() {
      const { stopWithin } = settings;
      const parts = {
        health,
        runner,
        streams,
        app,
        cabinetMessages,
        livenessTimeout,
        link,
        line,
        time,
        store,
        clock,
        log,
      };
      await drain({ ...parts, stopWithin });
    },
  };
}
