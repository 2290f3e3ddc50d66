import type { Duplex } from "node:stream";
import { MqttClient } from "mqtt";
import type { Log } from "../../platform/log.ts";
import { encode } from "../../protocol/messages.ts";
import { allUpTopics, downTopic } from "../../protocol/topics.ts";
import type { Link } from "./link.ts";

/** `retained`: the broker kept it, so it may be old. */
export type MessageHandler = (topic: string, payload: Uint8Array, about: { retained: boolean }) => void;

export interface HubLinkParts {
  /** A new connection to the broker; what goes wrong with it is said by its `error` and `close`. */
  readonly openStream: () => Duplex;
  /** One for each hub, with a capital letter, so that it can't be a cabinet's. */
  readonly clientId: string;
  /** For an outside broker. */
  readonly login?: { readonly username: string; readonly password: string } | undefined;
  readonly log: Log;
}

export interface HubLink extends Link {
  /** Whether the broker is there and lets the hub hear the cabinets. */
  readonly connected: boolean;
  /** The handler hands over and returns at once: while it runs, no other message is heard. */
  onMessage(handler: MessageHandler): void;
  /** What was not written yet is dropped. */
  close(): Promise<void>;
}

const reconnectAfter = 1000;

/** The hub's MQTT client (MQTT 3.1.1): connects, connects again by itself, and hears every cabinet. */
export function connectHubLink({ openStream, clientId, login, log }: HubLinkParts): HubLink {
  let hearing = false;
  let failure: string | undefined;
  const client = new MqttClient(openStream, {
    clientId,
    ...login,
    protocolVersion: 4,
    clean: true,
    resubscribe: false,
    reconnectPeriod: reconnectAfter,
    reconnectOnConnackError: true,
    connectTimeout: 10_000,
    keepalive: 15,
  });
  client.on("connect", () => {
    client.subscribe(allUpTopics, { qos: 1 }, (error) => {
      if (error) {
        log.warn({ why: error.message }, "the broker does not let the hub hear the cabinets");
        client.stream.destroy();
        return;
      }
      hearing = true;
      failure = undefined;
      log.info({}, "connected to the broker");
    });
  });
  client.on("close", () => {
    if (hearing) log.warn({}, "the connection to the broker is lost");
    hearing = false;
  });
  client.on("error", ({ message: why }) => {
    // Each new try may fail alike: one line says it.
    if (why !== failure) log.warn({ why }, "the broker can't be reached");
    failure = why;
  });

  return {
    get connected() {
      return hearing;
    },
    publish(cabinetId, channel, message) {
      // QoS 0: mqtt.js would send a QoS 1 message again after a reconnection, and a command may never wait.
      if (hearing) client.publish(downTopic(cabinetId, channel), encode(channel, message), { qos: 0 });
      return Promise.resolve(hearing);
    },
    onMessage(handler) {
      client.on("message", (topic, payload, { retain }) => handler(topic, payload, { retained: retain }));
    },
    async close() {
      hearing = false;
      await client.endAsync(true);
    },
  };
}
