import { Compile } from "typebox/compile";
import { CabinetId } from "./ids.ts";

/** What a cabinet sends. */
export const upChannels = ["presence", "snapshot", "event", "health", "update"] as const;
/** What the hub sends. */
export const downChannels = ["welcome", "command", "ack", "config"] as const;

export type UpChannel = (typeof upChannels)[number];
export type DownChannel = (typeof downChannels)[number];

export function upTopic(cabinetId: CabinetId, channel: UpChannel): string {
  return `c/${cabinetId}/up/${channel}`;
}

export function downTopic(cabinetId: CabinetId, channel: DownChannel): string {
  return `c/${cabinetId}/down/${channel}`;
}

/** The subscription with which the hub hears every cabinet. */
export const allUpTopics = "c/+/up/+";
/** The same, shared among several hubs: each message goes to one of them (MQTT 5 §4.8.2). */
export const sharedUpTopics = `$share/jiehuan/${allUpTopics}`;
/** Nothing that a broker keeps comes by a shared subscription, so each hub asks for it by this one. */
export const allPresenceTopics = "c/+/up/presence";

const cabinetIds = Compile(CabinetId);

/** Takes a topic of a cabinet apart; undefined where it is not one of the contract's `up` topics. */
export function parseUpTopic(topic: string): { cabinetId: CabinetId; channel: UpChannel } | undefined {
  const [root, cabinetId, direction, name, ...rest] = topic.split("/");
  const channel = upChannels.find((known) => known === name);
  if (root !== "c" || direction !== "up" || !channel || rest.length > 0 || !cabinetIds.Check(cabinetId))
    return undefined;
  return { cabinetId, channel };
}

/** The channel of a `down` topic of this cabinet; undefined for anything else. */
export function parseDownTopic(cabinetId: CabinetId, topic: string): DownChannel | undefined {
  return downChannels.find((channel) => topic === downTopic(cabinetId, channel));
}
