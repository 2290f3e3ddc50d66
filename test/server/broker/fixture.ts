import mqtt, { type IClientOptions, MqttClient } from "mqtt";
import { type Clock, systemClock } from "../../../platform/clock.ts";
import type { Log } from "../../../platform/log.ts";
import { type Broker, startBroker } from "../../../server/broker/broker.ts";
import { type BrokerLimits, usualLimits } from "../../../server/broker/limits.ts";
import type { IsDisabled, PasswordOf } from "../../../server/broker/login.ts";

export interface BrokerFixture {
  readonly broker: Broker;
  /** The reasons of all denials so far. */
  readonly denials: string[];
  readonly logged: Record<string, unknown>[];
  /** A cabinet with the right password, before it is connected. */
  cabinet(cabinetId: string, options?: IClientOptions): MqttClient;
  /** The hub's own client, connected. */
  hub(): Promise<MqttClient>;
  close(): Promise<void>;
}

export const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

const passwords: Record<string, string> = { "shop-1": "pw of shop-1", "shop-2": "pw of shop-2" };

export async function startBrokerFixture(
  limits: Partial<BrokerLimits> = {},
  options: { clock?: Clock; passwordOf?: PasswordOf; isDisabled?: IsDisabled } = {},
): Promise<BrokerFixture> {
  const logged: Record<string, unknown>[] = [];
  const denials: string[] = [];
  const record = (fields: object) => logged.push({ ...fields });
  const broker = await startBroker({
    plain: { host: "127.0.0.1", port: 0, beyondLoopback: false },
    passwordOf: options.passwordOf ?? (async (cabinetId) => passwords[cabinetId]),
    ...(options.isDisabled && { isDisabled: options.isDisabled }),
    limits: { ...usualLimits, refuseAfter: 0, ...limits },
    clock: options.clock ?? systemClock,
    log: { debug: record, info: record, error: record, warn: record },
    denied: (reason) => denials.push(reason),
  });
  const clients: MqttClient[] = [];
  const keep = (client: MqttClient) => {
    client.on("error", () => {});
    clients.push(client);
    return client;
  };
  return {
    broker,
    denials,
    logged,
    cabinet: (cabinetId, more) =>
      keep(
        mqtt.connect({
          host: "127.0.0.1",
          port: broker.plainPort ?? 0,
          clientId: cabinetId,
          username: cabinetId,
          password: passwords[cabinetId] ?? "",
          protocolVersion: 4,
          reconnectPeriod: 0,
          ...more,
        }),
      ),
    hub: async () => {
      const client = keep(hubClient(broker, "HUB"));
      await connected(client);
      await client.subscribeAsync("c/+/up/+");
      return client;
    },
    close: async () => {
      for (const client of clients) client.end(true);
      await broker.stop();
    },
  };
}

export function hubClient(broker: Broker, clientId: string): MqttClient {
  const client = new MqttClient(() => broker.connectInProcess(), { clientId, protocolVersion: 4, reconnectPeriod: 0 });
  client.on("error", () => {});
  return client;
}

/** `once` of node:events would reject on the errors that are expected here. */
export function connected(client: MqttClient): Promise<MqttClient> {
  return new Promise((resolve) => client.once("connect", () => resolve(client)));
}

export function closed(client: MqttClient): Promise<void> {
  return new Promise((resolve) => (client.stream.closed ? resolve() : client.once("close", resolve)));
}

/** The return code with which the broker refuses the login (MQTT 3.1.1 §3.2.2.3). */
export async function refusalOf(client: MqttClient): Promise<number | undefined> {
  let code: number | undefined;
  client.once("packetreceive", (packet) => {
    if (packet.cmd === "connack") code = packet.returnCode;
  });
  await closed(client);
  return code;
}

export function nextMessage(client: MqttClient): Promise<{ topic: string; payload: string; retain: boolean }> {
  return new Promise((resolve) =>
    client.once("message", (topic, payload, { retain }) => resolve({ topic, payload: payload.toString(), retain })),
  );
}
