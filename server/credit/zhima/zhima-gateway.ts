import { AlipayRequestError } from "alipay-sdk";
import { Type } from "typebox";
import { Value } from "typebox/value";
import type { Clock } from "../../../platform/clock.ts";
import type { Answer } from "../../rental/credit-view.ts";
import { beijingTime } from "./beijing-time.ts";
import { verdictOf } from "./refusal.ts";
import { UnverifiedAnswer, type VerifiedSdk } from "./verified-sdk.ts";

/** Fields of a call; the SDK writes `undefined` members not at all and empty ones wrongly, so neither may occur. */
export type Fields = Readonly<Record<string, string>>;

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
   * for what the network or Alipay does. A connection that breaks is tried once more underneath (urllib, which the SDK
   * sends through, can't be told otherwise): all methods of this product bear being repeated.
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
   * @throws UnverifiedAnswer, AlipayRequestError
   */
  async exchange(method: string, params: Readonly<Record<string, unknown>>): Promise<unknown> {
    const call = this.#sdk.exec(method, { timestamp: this.#timestamp(), ...params }, { validateSign: true });
    return withoutEmpty(await this.#inTime(call));
  }

  /** The SDK's own time-out starts again with every byte that trickles in, and again with its second attempt. */
  #inTime<Result>(call: Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const late = () => reject(new Error(`no answer within ${this.#timeout} ms`));
      call.finally(this.#clock.after(this.#timeout, late)).then(resolve, reject);
    });
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
  if (error instanceof UnverifiedAnswer) return error.message;
  if (!(error instanceof AlipayRequestError)) return error instanceof Error ? error.message : "fault";
  const status = /status: (\d+)/.exec(error.message)?.[1];
  if (status !== undefined) return `HTTP status ${status}`;
  if (error.responseDataRaw !== undefined) return "the answer is not one of this method";
  return error.cause instanceof Error ? `not reached: ${error.cause.name}: ${error.cause.message}` : "not reached";
}

/** Ant writes "" for a value that there is not. */
function withoutEmpty(node: unknown): unknown {
  if (typeof node !== "object" || node === null || Array.isArray(node)) return node;
  return Object.fromEntries(Object.entries(node).filter(([, value]) => value !== "" && value !== null));
}
