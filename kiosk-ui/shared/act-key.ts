/** By this the hub knows a request that is made again because its answer was lost. */
export function newKey(): string {
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Acts of an operator whose answers did not come, and the keys under which they were sent. */
const unanswered = new Map<string, string>();

/** The hub, or what stands before it, was not reached, so that nobody knows whether an act was done. @param code of a problem */
export function isUnanswered(code: string): boolean {
  return code === "network/unreachable" || /^http\/5\d\d$/.test(code);
}

/**
 * The key under which a request is sent. An operator's act that is sent again because no answer came keeps its key: the hub
 * does it once. What has a file needs none: it only asks, or stores the same bytes again.
 */
export function keyOfAct(
  method: string,
  address: string,
  { key, body, file }: { readonly key?: string | undefined; readonly body?: unknown; readonly file?: unknown },
): { readonly key: string | undefined; readonly isAnswered: () => void } {
  const isAct = method !== "get" && address.startsWith("/api/operator/") && file === undefined;
  if (key !== undefined || !isAct) return { key, isAnswered: () => undefined };
  const print = `${method} ${address} ${JSON.stringify(body)}`;
  const own = unanswered.get(print) ?? newKey();
  unanswered.set(print, own);
  return { key: own, isAnswered: () => void unanswered.delete(print) };
}
