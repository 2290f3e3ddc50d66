import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { HubMetrics } from "../../../server/metrics/hub-metrics.ts";
import { countMqttClients } from "../../../server/metrics/mqtt-connections.ts";
import { until } from "../../support/manual-clock.ts";
import { samples } from "./values.ts";

let metrics: HubMetrics;
beforeEach(() => {
  metrics = new HubMetrics();
});

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listening(): Promise<number> {
  const server = createServer((socket) => socket.resume()).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

test("connections at the broker's ports are counted while they last, and no others", async () => {
  const [ours, other] = [await listening(), await listening()];
  const end = countMqttClients(metrics, [ours, undefined]);
  const clients = async () => (await samples(metrics.registry))["jiehuan_mqtt_clients"] ?? 0;
  let now = 0;
  const come = async (port: number) => {
    const accepted = once(
      servers.find((server) => (server.address() as AddressInfo).port === port) as Server,
      "connection",
    );
    const socket = connect(port, "127.0.0.1");
    await accepted;
    return socket;
  };
  const first = await come(ours);
  const second = await come(ours);
  const stranger = await come(other);
  expect(await clients()).toBe(2);
  first.destroy();
  const look = setInterval(() => void clients().then((count) => (now = count)), 1);
  await until(() => now === 1);
  clearInterval(look);
  end();
  const third = await come(ours);
  expect(await clients()).toBe(1);
  for (const socket of [second, third, stranger]) socket.destroy();
});
