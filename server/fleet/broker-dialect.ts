import type { IClientOptions, IClientPublishOptions, IConnackPacket, IPublishPacket, MqttClient } from "mqtt";
import { maxMessageBytes } from "../../protocol/messages.ts";
import { allPresenceTopics, allUpTopics, sharedUpTopics } from "../../protocol/topics.ts";

/** What differs between the broker in the hub's own process and one outside that several hubs share. */
export interface BrokerDialect {
  readonly options: IClientOptions;
  readonly publishing: IClientPublishOptions;
  /** What the broker says that it can't do and the hub can't do without. */
  lacks(greeting: IConnackPacket): readonly string[];
  /** Asks for what cabinets say. Rejects where the broker refuses. */
  subscribe(client: MqttClient): Promise<unknown>;
  readonly subscriptions: readonly string[];
  /** Whether a message is this hub's to handle. */
  isOurs(packet: IPublishPacket): boolean;
}

export interface BrokerLogin {
  readonly username: string;
  readonly password: string;
}

/** MQTT 3.1.1, and every message is ours. */
export const embeddedBroker: BrokerDialect = {
  options: { protocolVersion: 4 },
  // QoS 0: mqtt.js would send a QoS 1 message again after a reconnection, and a command may never wait.
  publishing: { qos: 0 },
  lacks: () => [],
  // QoS 0 as well: while mqtt.js waits for room to acknowledge a message it reads nothing, and a broker that waits for it to
  // read would never make that room. Within the process nothing is lost on the way.
  subscribe: (client) => client.subscribeAsync(allUpTopics, { qos: 0 }),
  subscriptions: [allUpTopics],
  isOurs: () => true,
};

const shared = 1;
const kept = 2;

/** No command lives longer (protocol/downward.ts, `ttl`): a broker that holds messages up drops them then. In s. */
const longestWait = 60;
/** Messages that may be under way unacknowledged: with the 20 of some brokers a distant one would deliver 20 a round trip. */
const receiveMaximum = 1000;
/** Room for the topic and the properties of a message. */
const packetOverhead = 1024;

/** MQTT 5: what cabinets say goes to one hub each time, and what the broker keeps of them to every hub that comes. */
export function sharedBroker(login: BrokerLogin): BrokerDialect {
  return {
    options: {
      ...login,
      protocolVersion: 5,
      properties: {
        sessionExpiryInterval: 0,
        receiveMaximum,
        maximumPacketSize: maxMessageBytes + packetOverhead,
      },
    },
    publishing: { qos: 0, properties: { messageExpiryInterval: longestWait } },
    lacks({ properties = {} }) {
      const { sharedSubscriptionAvailable, subscriptionIdentifiersAvailable, wildcardSubscriptionAvailable } =
        properties;
      return [
        ...(sharedSubscriptionAvailable === false ? ["shared subscriptions"] : []),
        ...(subscriptionIdentifiersAvailable === false ? ["subscription identifiers"] : []),
        ...(wildcardSubscriptionAvailable === false ? ["wildcards"] : []),
      ];
    },
    async subscribe(client) {
      // Mosquitto 2.0 would deliver what it keeps here too, against MQTT 5 §4.8.2; 2: never.
      await client.subscribeAsync(sharedUpTopics, { qos: 1, rh: 2, properties: { subscriptionIdentifier: shared } });
      await client.subscribeAsync(allPresenceTopics, { qos: 1, properties: { subscriptionIdentifier: kept } });
    },
    subscriptions: [sharedUpTopics, allPresenceTopics],
    // What is said now reaches every hub by the second subscription, and one hub by the first: that one handles it.
    isOurs: ({ retain, properties }) => retain || [properties?.subscriptionIdentifier].flat().includes(shared),
  };
}
