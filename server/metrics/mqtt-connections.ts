import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import type { HubMetrics } from "./hub-metrics.ts";

const channel = "net.server.socket";

/** Counts the connections at the broker's ports, as Node tells of them. The answer ends it. */
export function countMqttClients(
  { mqttClients }: Pick<HubMetrics, "mqttClients">,
  ports: readonly (number | undefined)[],
): () => void {
  const opened = (message: unknown) => {
    const { socket } = message as { socket: Socket };
    if (socket.localPort === undefined || !ports.includes(socket.localPort)) return;
    mqttClients.inc();
    socket.once("close", () => mqttClients.dec());
  };
  subscribe(channel, opened);
  return () => unsubscribe(channel, opened);
}
