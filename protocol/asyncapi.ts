import { contractRules } from "./contract-rules.ts";
import { exampleCabinet, examples } from "./examples.ts";
import { type Channel, schemas } from "./messages.ts";
import { downChannels, downTopic, upChannels, upTopic } from "./topics.ts";

const summaries: Readonly<Record<Channel, string>> = {
  presence: "The bridge is there, is going, or was lost",
  snapshot: "What lies in each slot",
  event: "Something physically happened; kept by the bridge until the hub has stored it",
  health: "How the bridge is doing",
  update: "How the update of the bridge's software stands",
  welcome: "The hub's answer to a birth: its time, and how far it has stored the journal",
  command: "Open a slot, look at the slots, ask for the time again, restart, update, or call an update off",
  ack: "The hub has stored the events up to this one, or why it did not take one in",
  config: "How often the bridge reports",
};

const cabinetId = "{cabinetId}";

/** The AsyncAPI 3.0 document of the contract between hub and cabinets, told from the hub's point of view. */
export function asyncApiDocument() {
  const all = [
    ...upChannels.map((channel) => ({ channel, action: "receive", address: upTopic(cabinetId, channel) })),
    ...downChannels.map((channel) => ({ channel, action: "send", address: downTopic(cabinetId, channel) })),
  ];
  return {
    asyncapi: "3.0.0",
    id: "urn:jiehuan:hub-and-cabinet",
    info: {
      title: "jiehuan: hub and cabinet",
      version: "2.4.0",
      description: contractRules,
      license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
    },
    defaultContentType: "application/json",
    servers: { broker: server },
    channels: Object.fromEntries(all.map(({ channel, address }) => [channel, channelObject(channel, address)])),
    operations: Object.fromEntries(
      all.map(({ channel, action }) => [operationName(action, channel), operationObject(channel, action)]),
    ),
    components: {
      messages: Object.fromEntries(all.map(({ channel }) => [channel, messageObject(channel)])),
      parameters: {
        cabinetId: {
          description: "The cabinet's id: 3 to 32 lower-case letters, digits and hyphens",
          examples: [exampleCabinet.id],
        },
      },
      securitySchemes: {
        cabinet: {
          type: "userPassword",
          description: "User name: the cabinet's id. Password: derived from the cabinet's secret.",
        },
      },
    },
  };
}

const server = {
  host: "{host}",
  protocol: "secure-mqtt",
  protocolVersion: "3.1.1",
  description: "The hub's own broker, or an outside broker. Without TLS on the loopback interface only.",
  variables: { host: { description: "Name and port of the broker", examples: ["hub.example.com:8883"] } },
  security: [{ $ref: "#/components/securitySchemes/cabinet" }],
  bindings: {
    mqtt: {
      clientId: cabinetId,
      cleanSession: true,
      lastWill: {
        topic: upTopic(cabinetId, "presence"),
        qos: 1,
        message: JSON.stringify(examples.presence.lost),
        retain: true,
      },
      bindingVersion: "0.2.0",
    },
  },
};

function channelObject(channel: Channel, address: string) {
  return {
    address,
    title: channel,
    summary: summaries[channel],
    messages: { [channel]: { $ref: `#/components/messages/${channel}` } },
    parameters: { cabinetId: { $ref: "#/components/parameters/cabinetId" } },
  };
}

function operationObject(channel: Channel, action: string) {
  return {
    action,
    channel: { $ref: `#/channels/${channel}` },
    summary: summaries[channel],
    messages: [{ $ref: `#/channels/${channel}/messages/${channel}` }],
    bindings: { mqtt: { qos: action === "send" ? 0 : 1, retain: channel === "presence", bindingVersion: "0.2.0" } },
  };
}

function messageObject(channel: Channel) {
  return {
    name: channel,
    title: channel,
    summary: summaries[channel],
    contentType: "application/json",
    payload: schemas[channel],
    examples: Object.entries<unknown>(examples[channel]).map(([summary, payload]) => ({ summary, payload })),
  };
}

function operationName(action: string, channel: Channel): string {
  return action + channel.charAt(0).toUpperCase() + channel.slice(1);
}
