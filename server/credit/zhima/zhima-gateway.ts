import { Type } from "typebox";
import { Value } from "typebox/value";
import type { Clock } from "../../../platform/clock.ts";
import type { Answer } from "../../rental/credit-view.ts";
import { beijingTime } from "./beijing-time.ts";
import { postForm } from "./post-form.ts";
import { verdictOf } from "./refusal.ts";
import type { VerifiedSdk } from "./verified-sdk.ts";

/** Fields of a call; the SDK writes `undefined` members not at all and empty ones wrongly, so neither may occur. */
export type Fields = Readonly<Record<string, string | readonly Readonly<Record<string, string>>[]>>;

/** Parameters of every call, which stand in its address. */
const common = new Set(["app_id", "method", "charset", "sign_type", "sign", "timestamp", "version"]);

const Head = Type.Object({ code: Type.String(), sub_code: Type.Optional(Type.String()) });

/** One call to Alipay's gateway and what came of it, in the three answers of the port. */
export class ZhimaGateway {
  readonly #sdk: VerifiedSdk;
  readonly #clock: Clock;
  readonly #timeout: number;

  /** @param timeout ms for one call as a whole */
  constructor(sdk: VerifiedSdk, clock: Clock, timeout: number) {
    this.#sdk = sdk;
    this.#clock = clock;
    this.#timeout = timeout;
  }

  /** The signed address of a page of the wallet. */
  pageUrl(method: string, bizContent: Fields): string {
    return this.#sdk.pageExecute(method, "GET", { timestamp: this.#timestamp(), bizContent });
  }

  /**
   * Calls a method and answers its node where Alipay signed it, its code is 10000 and it follows `schema`. Never throws
   * for what the network or Alipay does.
   */
  async call<Schema extends Type.TSchema>(
    method: string,
    bizContent: Fields,
    schema: Schema,
  ): Promise<Answer<Type.Static<Schema>>> {
    let node: unknown;
    try {
      node = await this.exchange(method, { bizContent });
    } catch (error) {
      return { outcome: "unknown", why: `${method}: ${whyOf(error)}` };
    }
    if (!Value.Check(Head, node)) return { outcome: "unknown", why: `${method}: the answer has no code` };
    const verdict = verdictOf(node.code, node.sub_code);
    if (verdict === "unknown")
      return { outcome: "unknown", why: `${method}: Alipay answered ${node.code} ${node.sub_code ?? ""}`.trimEnd() };
    if (verdict !== "ok") return { outcome: "refused", ...verdict };
    return read(method, node, schema);
  }

  /**
   * The verified node of a method's answer. `params` stand beside the common ones, as `alipay.system.oauth.token` wants.
   * @throws UnverifiedAnswer; Error for an answer that does not come or is not one of this method
   */
  async exchange(method: string, params: Readonly<Record<string, unknown>>): Promise<unknown> {
    const { url, form } = this.#request(method, params);
    const aborted = new AbortController();
    const late = () => aborted.abort(new Error(`no answer within ${this.#timeout} ms`));
    const cancel = this.#clock.after(this.#timeout, late);
    try {
      const answer = await postForm(url, form, aborted.signal);
      const node = this.#sdk.verifiedNode(answer, `${method.replaceAll(".", "_")}_response`);
      if (node === undefined) throw new Error("the answer is not one of this method");
      return withoutEmpty(node);
    } finally {
      cancel();
    }
  }

  /**
   * A signed call. The SDK's own `exec` takes every answer for UTF-8 and leaves connections to a client that can't be told
   * how to look for an address; its signature is that of a page, and the fields that are not common go into the body.
   */
  #request(method: string, params: Readonly<Record<string, unknown>>): { url: URL; form: URLSearchParams } {
    const url = new URL(this.#sdk.pageExecute(method, "GET", { timestamp: this.#timestamp(), ...params }));
    const form = new URLSearchParams();
    const inAddress = new URLSearchParams();
    for (const [name, value] of url.searchParams) (common.has(name) ? inAddress : form).set(name, value);
    url.search = inAddress.toString();
    return { url, form };
  }

  /** The SDK would write the process's local time; Ant expects Beijing's everywhere. */
  #timestamp(): string {
    return beijingTime(this.#clock.now());
  }
}

/** A verified node that is not what the method answers is unknown: nothing in it is guessed. */
export function read<Schema extends Type.TSchema>(
  method: string,
  node: unknown,
  schema: Schema,
): Answer<Type.Static<Schema>> {
  if (Value.Check(schema, node)) return { outcome: "ok", value: node };
  const [first] = Value.Errors(schema, node);
  const where = `${first?.instancePath ?? ""} ${first?.message ?? ""}`.trim();
  return { outcome: "unknown", why: `${method}: the answer does not follow its schema: ${where}` };
}

/** What went wrong, for the log, without the answer's text: it may name a rider. */
export function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return "fault";
  return error.cause instanceof Error ? `not reached: ${error.cause.name}: ${error.cause.message}` : error.message;
}

/** Ant writes "" for a value that there is not. */
function withoutEmpty(node: unknown): unknown {
  if (typeof node !== "object" || node === null || Array.isArray(node)) return node;
  return Object.fromEntries(Object.entries(node).filter(([, value]) => value !== "" && value !== null));
}
