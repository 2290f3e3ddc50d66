import type { RawAnswer } from "./verified-sdk.ts";

/** Codes of a connection that broke before it brought an answer: one that was kept open, for instance. */
const broken = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);
const longestAnswer = 1_048_576;

/**
 * Posts a form and answers its body. A connection that breaks is tried once more: all methods of this product bear being
 * repeated.
 * @throws Error that names the status, or why there is no answer; it quotes nothing of the answer
 */
export async function postForm(url: URL, form: URLSearchParams, signal: AbortSignal): Promise<RawAnswer> {
  try {
    return await post(url, form, signal);
  } catch (error) {
    if (!broken.has(codeOf(error))) throw error;
    return post(url, form, signal);
  }
}

async function post(url: URL, form: URLSearchParams, signal: AbortSignal): Promise<RawAnswer> {
  const response = await fetch(url, { method: "POST", body: form, redirect: "error", signal });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`HTTP status ${response.status}`);
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length > longestAnswer) throw new Error("the answer is too long");
  const [, charset] = /charset="?([\w-]+)/i.exec(response.headers.get("content-type") ?? "") ?? [];
  return { bytes, charset };
}

/** fetch wraps what happened to the connection. */
export function codeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : "";
}
