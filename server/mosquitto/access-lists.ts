import { allUpTopics, downChannels, downTopic, upChannels, upTopic } from "../../protocol/topics.ts";

/** What each cabinet may, its login in the place of `%u`: say what is in its own `up`, hear what is in its own `down`. */
export function cabinetAccess(): string {
  const lines = [
    ...upChannels.map((channel) => `pattern write ${upTopic("%u", channel)}`),
    ...downChannels.map((channel) => `pattern read ${downTopic("%u", channel)}`),
  ];
  return `${lines.join("\n")}\n`;
}

/** What hubs may: the reverse, for all cabinets. */
export function hubAccess(username: string): string {
  const lines = [
    `user ${username}`,
    `topic read ${allUpTopics}`,
    ...downChannels.map((channel) => `topic write ${downTopic("+", channel)}`),
  ];
  return `${lines.join("\n")}\n`;
}
