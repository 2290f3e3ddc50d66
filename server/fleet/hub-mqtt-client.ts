import type { Duplex } from "node:stream";
import { type IConnackPacket, MqttClient } from "mqtt";
import type { Clock } from "../../platform/clock.ts";
import { connectionPatience } from "../../platform/dial.ts";
import { errorMessage } from "../../platform/error-message.ts";
import type { Log } from "../../platform/log.ts";
import { within } from "../../platform/within.ts";
import { encode } from "../../protocol/messages.ts";
import { downTopic } from "../../protocol/topics.ts";
import { type BrokerLogin, embeddedBroker, sharedBroker } from "./broker-dialect.ts";
import type { Link } from "./link.ts";

/** `retained`: the broker kept it, so it may be old. */
export type MessageHandler = (topic: string, payload: Uint8Array, about: { retained: boolean }) => void;

export interface HubMqttClientParts {
  /** A new connection to the broker; what goes wrong with it is said by its `error` and `close`. */
  readonly openStream: () => Duplex;
  /** One for each hub, with a capital letter, so that it can't be a cabinet's. */
  readonly clientId: string;
  /** For an outside broker, which other hubs may share. */
  readonly login?: BrokerLogin | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

export interface HubMqttClient extends Link {
  /** Whether the broker is there and lets the hub hear the cabinets. */
  readonly connected: boolean;
  /** The handler hands over and returns at once: while it runs, no other message is heard. */
  onMessage(handler: MessageHandler): void;
  /** Hears no more: once it resolves, no message comes that another hub could take. Publishing goes on. */
  stopHearing(): Promise<void>;
  /** Writes what was published, and ends the connection. */
  close(): Promise<void>;
}

const reconnectAfter = 1000;
/** How long a stop waits for a broker that does not answer; ms. */
const farewellTimeout = 3000;

/** The hub's MQTT client: connects, connects again by itself, and hears the cabinets. */
export function connectHubMqttClient({ openStream, clientId, login, clock, log }: HubMqttClientParts): HubMqttClient {
  const dialect = login ? sharedBroker(login) : embeddedBroker;
  let hearing = false;
  let wanted = true;
  let failure: string | undefined;
  function openWatched(): Duplex {
    const stream = openStream();
    // mqtt.js tells of some errors only, and of none that a name with several addresses ends with.
    stream.on("error", (error) => failed(errorMessage(error), "the broker can't be reached"));
    return stream;
  }
  const client = new MqttClient(openWatched, {
    ...dialect.options,
    clientId,
    clean: true,
    resubscribe: false,
    reconnectPeriod: reconnectAfter,
    reconnectOnConnackError: true,
    connectTimeout: connectionPatience,
    keepalive: 15,
  });
  // Each new try may fail alike: one line says it.
  function failed(why: string, message: string): void {
    if (why !== failure) log.warn({ why }, message);
    failure = why;
  }
  function deaf(why: string): void {
    failed(why, "the broker does not let the hub hear the cabinets");
    client.stream.destroy();
  }
  async function hear(greeting: IConnackPacket): Promise<void> {
    const missing = dialect.lacks(greeting);
    if (missing.length > 0) return deaf(`the broker has no ${missing.join(" and no ")}`);
    try {
      await dialect.subscribe(client);
    } catch (error) {
      return deaf(errorMessage(error));
    }
    hearing = true;
    failure = undefined;
    log.info({}, "connected to the broker");
  }
  const unsubscribed = () => client.unsubscribeAsync([...dialect.subscriptions]).catch(() => undefined);

  client.on("connect", (greeting) => {
    if (wanted) void hear(greeting);
  });
  client.on("close", () => {
    if (hearing) log.warn({}, "the connection to the broker is lost");
    hearing = false;
  });
  client.on("error", (error) => failed(errorMessage(error), "the broker can't be reached"));

  return {
    get connected() {
      return hearing;
    },
    publish(cabinetId, channel, message) {
      if (hearing) client.publish(downTopic(cabinetId, channel), encode(channel, message), dialect.publishing);
      return Promise.resolve(hearing);
    },
    onMessage(handler) {
      client.on("message", (topic, payload, packet) => {
        if (dialect.isOurs(packet)) handler(topic, payload, { retained: packet.retain });
      });
    },
    async stopHearing() {
      wanted = false;
      if (!hearing) return;
      // A broker that goes just now takes its subscriptions with it.
      await within(clock, farewellTimeout, unsubscribed());
    },
    async close() {
      // Once this is answered, the broker has read all that was published before: the end of a stream would overtake it.
      const read = hearing ? unsubscribed() : Promise.resolve();
      const ended = read.then(() => {
        hearing = false;
        return client.endAsync(!client.connected);
      });
      if (await within(clock, farewellTimeout, ended)) return;
      hearing = false;
      client.end(true);
      client.stream.destroy();
    },
  };
}
