import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Logger } from "pino";
import { collectDefaultMetrics } from "prom-client";
import type { Clock } from "../platform/clock.ts";
import { nodeDisk } from "../platform/disk.ts";
import { startBroker } from "./broker/broker.ts";
import { usualLimits } from "./broker/limits.ts";
import { beijingTime } from "./credit/zhima/beijing-time.ts";
import { createZhima } from "./credit/zhima/zhima.ts";
import { drain } from "./drain.ts";
import { CabinetDoors } from "./fleet/cabinet-doors.ts";
import { EventIntake } from "./fleet/event-intake.ts";
import { chooseSlot } from "./fleet/free-slots.ts";
import { connectHubLink } from "./fleet/hub-link.ts";
import { Reception } from "./fleet/reception.ts";
import { Registry } from "./fleet/registry.ts";
import { buildApp } from "./http/app.ts";
import { EventStreams } from "./http/event-streams.ts";
import { Health } from "./http/health.ts";
import { readOperators } from "./http/operators.ts";
import { RiderSession } from "./http/rider-session.ts";
import { StartOrder } from "./http/start-order.ts";
import { checkTariffs } from "./http/tariff-check.ts";
import { CabinetReports } from "./metrics/cabinet-reports.ts";
import { Exposition } from "./metrics/exposition.ts";
import { HubMetrics } from "./metrics/hub-metrics.ts";
import { measuredCredit } from "./metrics/measured-credit.ts";
import { measuredLink } from "./metrics/measured-link.ts";
import { measuredLog } from "./metrics/measured-log.ts";
import { measuredStore } from "./metrics/measured-store.ts";
import { countMqttClients } from "./metrics/mqtt-connections.ts";
import { slotCodeTable } from "./qr/slot-code-table.ts";
import { SlotCodes } from "./qr/slot-codes.ts";
import { parseRatePlans } from "./rate-plans-setting.ts";
import { OrderDesk } from "./runner/order-desk.ts";
import { Runner } from "./runner/runner.ts";
import { collectionPauses, type HubSettings, tlsAddress } from "./settings.ts";
import { cabinetTable } from "./store/cabinet-table.ts";
import { openLowdbStore } from "./store/lowdb/lowdb-store.ts";
import { orderTable } from "./store/order-table.ts";
import { openPostgresStore } from "./store/postgres/postgres-store.ts";
import type { Store } from "./store/store.ts";
import { strayTable } from "./store/stray-table.ts";
import { keepTariffs, tariffTable } from "./store/tariff-table.ts";

export interface Hub {
  readonly httpPort: number;
  readonly mqttPort: number;
  /** No new work; what runs is finished, written and closed. */
  stop(): Promise<void>;
}

const providerTimeout = 10_000;
const bridgeConfig = { snapshotEvery: 180_000, healthEvery: 60_000 };

const tables = [orderTable, cabinetTable, slotCodeTable, strayTable, tariffTable];

/** At least 0, less than 1. */
const random = () => randomInt(2 ** 30) / 2 ** 30;

function openStore({ data, databaseUrl, databaseConnections }: HubSettings, clock: Clock, log: Logger): Promise<Store> {
  if (databaseUrl === undefined) return openLowdbStore(data, tables, nodeDisk, log);
  const parts = { clock, random, newId: randomUUID, log };
  return openPostgresStore({ url: databaseUrl, connections: databaseConnections }, tables, parts);
}

/** Builds the parts of a hub and starts them in the order in which they need each other. */
export async function startHub(settings: HubSettings, clock: Clock, log: Logger): Promise<Hub> {
  const plans = parseRatePlans(settings.tariffs);
  const tariffs = [...new Map(plans.map(({ tariff }) => [tariff.version, tariff])).values()];
  const operators = readOperators(settings.operatorToken);
  const { publicUrl, secret } = settings;
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
    clock,
  );
  const { confirmWithin, openWithin, lostAfterDays } = settings;
  const lostAfter = lostAfterDays * 24 * 3_600_000;
  const terms = { confirmWithin, openWithin, lostAfter, collectionRetries: collectionPauses(settings) };
  const texts = { publicUrl };
  checkTariffs(tariffs, { credit: zhima, texts, terms }, clock.now());
  const metrics = new HubMetrics();
  collectDefaultMetrics({ register: metrics.registry });
  const credit = measuredCredit(zhima, metrics, clock);
  const opened = await openStore(settings, clock, log.child({ room: "store" }));
  const store = measuredStore(opened, metrics, clock);
  await keepTariffs(store, tariffs, clock.now());
  const registry = new Registry(store, clock, secret);
  const desk = new OrderDesk(store, clock);
  await registry.nobodyIsConnected();
  const broker = await startBroker({
    plain: { host: settings.mqttHost, port: settings.mqttPort, beyondLoopback: settings.mqttPlain },
    tls: tlsAddress(settings),
    passwordOf: (cabinetId) => registry.passwordOf(cabinetId),
    limits: usualLimits,
    clock,
    log: measuredLog(log.child({ room: "broker" }), metrics),
  });
  const endMqttCount = countMqttClients(metrics, [broker.plainPort, broker.tlsPort]);
  const reports = new CabinetReports(metrics);
  const connection = connectHubLink({
    openStream: () => broker.connectInProcess(),
    clientId: `hub:${randomBytes(4).toString("hex")}`,
    log: log.child({ room: "fleet" }),
  });
  const link = measuredLink(connection, metrics, reports);
  const reception = new Reception({
    store,
    registry,
    orders: desk,
    intake: new EventIntake(store, desk, clock, log),
    link,
    clock,
    log: log.child({ room: "fleet" }),
    bridgeConfig,
  });
  link.onMessage((topic, payload) => reception.receive(topic, payload));
  const doors = new CabinetDoors(link, registry, clock, () => `K${randomBytes(10).toString("hex")}`);
  const runner = new Runner({
    store,
    desk,
    credit,
    doors,
    chooseSlot: (order) => chooseSlot(store, order),
    clock,
    log: log.child({ room: "runner" }),
  });

  const codes = new SlotCodes({ store, clock, hubSecret: secret, randomBytes });
  // The documented shape of an out_order_no: Beijing time and random digits, 20 in all (zhima facts 1.1).
  const newOrderNo = () =>
    `${beijingTime(clock.now()).replaceAll(/\D/g, "")}${String(randomInt(1_000_000)).padStart(6, "0")}`;
  const health = new Health({
    store,
    storeFailure: () => store.failure,
    brokerIsThere: () => link.connected,
    clock,
  });
  const isReady = async () => (await health.reasons()).length === 0;
  const streams = new EventStreams(metrics);
  const app = await buildApp({
    store,
    registry,
    codes,
    desk,
    credit,
    clock,
    startOrder: new StartOrder({
      store,
      registry,
      codes,
      desk,
      newOrderNo,
      plans,
      terms,
      riderLimit: settings.riderLimit,
      clock,
    }),
    session: new RiderSession({
      login: zhima,
      clock,
      hubSecret: secret,
      secure: publicUrl.startsWith("https:"),
      alipayAppOnly: settings.alipayAppOnly,
    }),
    activation: (form) => zhima.answerGatewayCheck(form),
    texts,
    plans,
    operators,
    disconnect: (cabinetId) => broker.disconnect(cabinetId),
    pagesFolder: join(import.meta.dirname, "..", "kiosk-ui"),
    requestsPerMinute: settings.requestsPerMinute,
    health,
    metrics,
    exposition: new Exposition({ metrics, reports, isReady, store, clock, log }),
    metricsReaders: settings.metricsToken === undefined ? [] : [{ name: "metrics", token: settings.metricsToken }],
    streams,
    log: log.child({ room: "http" }),
  });
  await app.listen({ host: settings.httpHost, port: settings.httpPort });
  runner.start();
  health.started();

  const address = app.server.address();
  if (typeof address !== "object" || !address || broker.plainPort === undefined)
    throw new Error("the hub does not listen");
  log.info({ http: address.port, mqtt: broker.plainPort }, "the hub is ready");
  return {
    httpPort: address.port,
    mqttPort: broker.plainPort,
    async stop() {
      const { stopWithin } = settings;
      await drain({ health, runner, streams, app, reception, link, broker, store, clock, log, stopWithin });
      endMqttCount();
    },
  };
}
