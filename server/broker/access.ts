import type { ConnectPacket } from "aedes";
import { Compile } from "typebox/compile";
import { CabinetId } from "../../protocol/ids.ts";
import { maxMessageBytes } from "../../protocol/messages.ts";
import { allPresenceTopics, allUpTopics, parseDownTopic, parseUpTopic, sharedUpTopics } from "../../protocol/topics.ts";

/** Who is at the other end of a connection, once it is proved. */
export type Peer = { readonly kind: "hub" } | { readonly kind: "cabinet"; readonly cabinetId: CabinetId };

/** Why something was denied: stable words for logs and alarms. */
export type Denial =
  | "id-not-login"
  | "session-kept"
  | "keepalive-too-long"
  | "foreign-will"
  | "wrong-login"
  | "cabinet-disabled"
  | "login-unavailable"
  | "hub-id-of-cabinet"
  | "not-logged-in"
  | "foreign-topic"
  | "foreign-subscription"
  | "retained"
  | "qos-2"
  | "message-too-long"
  | "packet-too-long"
  | "too-many-packets"
  | "too-many-bytes"
  | "too-many-connections"
  | "too-many-logins"
  | "crowded-out"
  | "reads-too-slowly"
  | "revoked";

/** Whether a denial is that of a login, not of what a client did afterwards. */
export function refusesLogin(denial: Denial): boolean {
  return loginDenials.has(denial);
}

const loginDenials = new Set<Denial>([
  "id-not-login",
  "session-kept",
  "keepalive-too-long",
  "foreign-will",
  "wrong-login",
  "cabinet-disabled",
  "login-unavailable",
  "too-many-logins",
]);

type Publication = Readonly<Pick<NonNullable<ConnectPacket["will"]>, "topic" | "payload" | "qos" | "retain">>;

const cabinetIds = Compile(CabinetId);

export function isCabinetId(text: unknown): text is CabinetId {
  return cabinetIds.Check(text);
}

/**
 * Whether a cabinet calls itself by one name, as client id and as login: otherwise whoever has one secret could take over
 * any cabinet's connection by its client id.
 */
export function isOwnId(clientId: string, username: string | undefined): clientId is CabinetId {
  return isCabinetId(clientId) && clientId === username;
}

/**
 * What is wrong with a cabinet's CONNECT, its password aside.
 * @param longestKeepalive seconds
 */
export function whyNoConnect(connect: ConnectPacket, longestKeepalive: number): Denial | undefined {
  const { clientId, username, clean, keepalive, will } = connect;
  if (!isOwnId(clientId, username)) return "id-not-login";
  // A kept session would deliver a command hours later.
  if (!clean) return "session-kept";
  if (!keepalive || keepalive > longestKeepalive) return "keepalive-too-long";
  // Aedes asks about a will only when it is sent, and then nobody is there any more to be told.
  if (will && whyNoPublish({ kind: "cabinet", cabinetId: clientId }, will)) return "foreign-will";
  return undefined;
}

export function whyNoPublish(peer: Peer, { topic, payload, qos, retain }: Publication): Denial | undefined {
  if (qos === 2) return "qos-2";
  if (payload.length > maxMessageBytes) return "message-too-long";
  switch (peer.kind) {
    case "hub":
      if (parseDownTopic(topic.split("/")[1] ?? "", topic) === undefined) return "foreign-topic";
      // The broker would keep it and hand it to a cabinet whenever that one comes.
      return retain ? "retained" : undefined;
    case "cabinet": {
      const own = parseUpTopic(topic);
      if (own?.cabinetId !== peer.cabinetId) return "foreign-topic";
      return retain && own.channel !== "presence" ? "retained" : undefined;
    }
  }
}

/** The first at the embedded broker, the others at an outside one. */
const hubFilters: readonly string[] = [allUpTopics, sharedUpTopics, allPresenceTopics];

export function maySubscribe(peer: Peer, filter: string): boolean {
  switch (peer.kind) {
    case "hub":
      return hubFilters.includes(filter);
    case "cabinet":
      return parseDownTopic(peer.cabinetId, filter) !== undefined;
  }
}

/** The last gate, whatever a client has subscribed to. */
export function mayReceive(peer: Peer, topic: string): boolean {
  return peer.kind === "hub" || parseDownTopic(peer.cabinetId, topic) !== undefined;
}
