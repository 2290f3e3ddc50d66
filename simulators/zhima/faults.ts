import { Type } from "typebox";

/**
 * What goes wrong on purpose.
 *
 * Nothing is done, and the answer is: `time-out` none at all; `http-500`; `html` a page with status 200;
 * `error-response` an unsigned `error_response`; `system-error` a signed 20000.
 * Done, and then: `answer-lost` a proxy's 504 stands in for the answer; `connection-lost` the connection breaks;
 * `bad-signature` the signature is of another text; `slow` the answer comes `ms` later.
 * `withholding-fails`: no money is found. Notifications: `notices-off` the attempt is swallowed and the ladder goes on;
 * `notices-duplicated` each is posted twice; `notices-delayed` the first attempt waits `ms`.
 */
export const FaultKind = Type.Enum([
  "time-out",
  "http-500",
  "html",
  "error-response",
  "system-error",
  "answer-lost",
  "connection-lost",
  "bad-signature",
  "slow",
  "withholding-fails",
  "notices-off",
  "notices-duplicated",
  "notices-delayed",
]);

export const Fault = Type.Object(
  {
    kind: FaultKind,
    times: Type.Union([Type.Integer({ minimum: 1 }), Type.Literal("always")], { description: "default: once" }),
    method: Type.Optional(
      Type.Enum(["query", "complete", "cancel", "modify", "token"], { description: "only calls of this method" }),
    ),
    ms: Type.Optional(Type.Integer({ minimum: 0, maximum: 86_400_000, description: "for slow and notices-delayed" })),
  },
  { additionalProperties: false },
);

export type FaultKind = Type.Static<typeof FaultKind>;
export type Fault = Type.Static<typeof Fault>;
export type FaultyMethod = NonNullable<Fault["method"]>;

/** The faults that wait to happen. They end with the process. */
export class Faults {
  #waiting: Fault[] = [];

  get waiting(): readonly Fault[] {
    return this.#waiting;
  }

  add(fault: Fault): void {
    this.#waiting.push({ ...fault });
  }

  clear(): void {
    this.#waiting = [];
  }

  /** Lets a fault of one of these kinds happen, if one waits. */
  take<Kind extends FaultKind>(
    kinds: readonly Kind[],
    method?: FaultyMethod,
  ): (Fault & { readonly kind: Kind }) | undefined {
    const fault = this.#waiting.find(
      (waiting): waiting is Fault & { readonly kind: Kind } =>
        kinds.some((kind) => kind === waiting.kind) && (waiting.method === undefined || waiting.method === method),
    );
    if (fault !== undefined && fault.times !== "always") {
      fault.times -= 1;
      if (fault.times === 0) this.#waiting = this.#waiting.filter((waiting) => waiting !== fault);
    }
    return fault;
  }
}
