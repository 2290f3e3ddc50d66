import { Type } from "typebox";

/** What goes wrong on purpose, and what that is. */
export const faultMeanings = {
  "time-out": "nothing is done, and no answer comes",
  "http-500": "nothing is done, and the answer is status 500",
  html: "nothing is done, and the answer is a page with status 200",
  "error-response": "nothing is done, and the answer is an unsigned error_response",
  "system-error": "nothing is done, and the answer is a signed 20000",
  "answer-lost": "it is done, and a proxy's 504 comes instead of the answer",
  "connection-lost": "it is done, and the connection breaks",
  "bad-signature": "it is done, and the answer's signature is of another text",
  slow: "it is done, and the answer comes `ms` later",
  "withholding-fails": "no money is found",
  "notices-off": "a notification's attempt is swallowed, and the ladder goes on",
  "notices-duplicated": "each notification is posted twice",
  "notices-delayed": "the first attempt of a notification waits `ms`",
} as const;

export type FaultKind = keyof typeof faultMeanings;
export const FaultKind = Type.Enum(Object.keys(faultMeanings) as FaultKind[]);

export const faultyMethods = ["query", "complete", "cancel", "modify", "token", "life-message"] as const;
export const FaultyMethod = Type.Enum([...faultyMethods]);
export type FaultyMethod = (typeof faultyMethods)[number];

export const Fault = Type.Object(
  {
    kind: FaultKind,
    times: Type.Union([Type.Integer({ minimum: 1 }), Type.Literal("always")], { description: "default: once" }),
    method: Type.Optional(Type.Enum([...faultyMethods], { description: "only calls of this method" })),
    ms: Type.Optional(Type.Integer({ minimum: 0, maximum: 86_400_000, description: "for slow and notices-delayed" })),
  },
  { additionalProperties: false },
);

export type Fault = Type.Static<typeof Fault>;

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
