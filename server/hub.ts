import { randomBytes, randomInt } from "node:crypto";
import { join } from "node:path";
import type { Logger } from "pino";
import type { Clock } from "../platform/clock.ts";
import { startBroker } from "./broker/broker.ts";
import { usualLimits } from "./broker/limits.ts";
import { beijingTime } from "./credit/zhima/beijing-time.ts";
import { createZhima } from "./credit/zhima/zhima.ts";
import { CabinetDoors } from "./fleet/cabinet-doors.ts";
import { EventIntake } from "./fleet/event-intake.ts";
import { chooseSlot } from "./fleet/free-slots.ts";
import { connectHubLink } from "./fleet/hub-link.ts";
import { Reception } from "./fleet/reception.ts";
import { Registry } from "./fleet/registry.ts";
import { buildApp } from "./http/app.ts";
import { readOperators } from "./http/operators.ts";
import { RiderSession } from "./http/rider-session.ts";
import { StartOrder } from "./http/start-order.ts";
import { checkTariffs } from "./http/tariff-check.ts";
import { slotCodeTable } from "./qr/slot-code-table.ts";
import { SlotCodes } from "./qr/slot-codes.ts";
import { parseRatePlans } from "./rate-plans-setting.ts";
import { OrderDesk } from "./runner/order-desk.ts";
import { Runner } from "./runner/runner.ts";
import { collectionPauses, type HubSettings, tlsAddress } from "./settings.ts";
import { cabinetTable } from "./store/cabinet-table.ts";
import { openLowdbStore } from "./store/lowdb/lowdb-store.ts";
import { orderTable } from "./store/order-table.ts";
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
  const store = await openLowdbStore(settings.data, [orderTable, cabinetTable, slotCodeTable, strayTable, tariffTable]);
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
    log: log.child({ room: "broker" }),
  });
  const link = connectHubLink({
    openStream: () => broker.connectInProcess(),
    clientId: `hub:${randomBytes(4).toString("hex")}`,
    log: log.child({ room: "fleet" }),
  });
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
    credit: zhima,
    doors,
    chooseSlot: (order) => chooseSlot(store, order),
    clock,
    log: log.child({ room: "runner" }),
  });

  const codes = new SlotCodes({ store, clock, hubSecret: secret, randomBytes });
  // The documented shape of an out_order_no: Beijing time and random digits, 20 in all (zhima facts 1.1).
  const newOrderNo = () =>
    `${beijingTime(clock.now()).replaceAll(/\D/g, "")}${String(randomInt(1_000_000)).padStart(6, "0")}`;
  const app = await buildApp({
    store,
    registry,
    codes,
    desk,
    credit: zhima,
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
    log: log.child({ room: "http" }),
  });
  await app.listen({ host: settings.httpHost, port: settings.httpPort });
  runner.start();

  const address = app.server.address();
  if (typeof address !== "object" || !address || broker.plainPort === undefined)
    throw new Error("the hub does not listen");
  log.info({ http: address.port, mqtt: broker.plainPort }, "the hub is ready");
  return {
    httpPort: address.port,
    mqttPort: broker.plainPort,
    async stop() {
      await app.close();
      await runner.stop();
      await link.close();
      await broker.stop();
      await reception.idle();
      await store.close();
      log.info({}, "the hub has stopped");
    },
  };
}
