import { call, type Problem } from "../shared/client.ts";

/** Each call answers with the hub's data. @throws Problem */
export const fetchView = () => call("get", "/api/screen/view", {});
export const startPairing = () => call("post", "/api/screen/pairings", {});

/** Of the stream of views. */
export const screenEvents = "/api/screen/events";

/** Whether this browser has a code that no operator has entered yet. */
export function isWaiting({ code }: Problem): boolean {
  return code === "screen/waiting";
}

/** Whether this browser is a screen: it needs no code. */
export function isPaired({ code }: Problem): boolean {
  return code === "screen/paired";
}

/** Whether the hub does not know this browser as a screen, or not any more: it has to be paired. */
export function isUnpaired({ code }: Problem): boolean {
  return code.startsWith("screen/");
}
