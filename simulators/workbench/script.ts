import { Type } from "typebox";
import { Value } from "typebox/value";
import { AppError } from "../../platform/app-error.ts";
import { Action } from "./actions.ts";
import { textOf } from "./typed-commands.ts";

const strict = { additionalProperties: false };
const Cabinet = Type.Optional(Type.String({ minLength: 1, description: "name of the cabinet" }));
const Slot = Type.Integer({ minimum: 1, maximum: 96 });
const State = Type.Union([Type.Literal("empty"), Type.Literal("occupied"), Type.Literal("unreadable")]);
const ItemId = Type.Optional(Type.String({ minLength: 1, description: "the item's id" }));
const Known = Type.Object({ state: Type.Optional(State), itemId: ItemId }, strict);

/** Waits until all of it is so, at most `within` ms. */
const Expect = Type.Object(
  {
    do: Type.Literal("expect"),
    cabinet: Cabinet,
    slot: Type.Optional(Slot),
    board: Type.Optional(
      Type.Object(
        {
          content: Type.Optional(
            Type.Union([Type.Literal("item"), Type.Literal("loose"), Type.Literal("empty"), Type.Literal("unknown")], {
              description: "loose: ejected, and still lying in the opening",
            }),
          ),
          itemId: ItemId,
        },
        { ...strict, description: "what really lies in the slot" },
      ),
    ),
    bridge: Type.Optional(Known),
    hub: Type.Optional(Known),
    differs: Type.Optional(
      Type.Boolean({ description: "whether board, bridge and hub disagree: about the slot, or about any" }),
    ),
    online: Type.Optional(Type.Boolean({ description: "whether the hub has the cabinet online" })),
    within: Type.Optional(Type.Integer({ minimum: 0, maximum: 3_600_000, default: 10_000, description: "ms" })),
  },
  strict,
);

export const Step = Type.Union([
  Action,
  Expect,
  Type.Object({ do: Type.Literal("wait"), ms: Type.Integer({ minimum: 0, maximum: 3_600_000 }) }, strict),
  Type.Object(
    {
      do: Type.Literal("say"),
      text: Type.String({ maxLength: 200, description: "what the person in front has to do" }),
    },
    strict,
  ),
]);

/** A file of steps. */
export const Script = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    name: Type.String({ minLength: 1, maxLength: 100 }),
    steps: Type.Array(Step, { maxItems: 1000 }),
  },
  strict,
);

export type Expectation = Type.Static<typeof Expect>;
export type Step = Type.Static<typeof Step>;
export type Script = Type.Static<typeof Script>;

/** @throws AppError request/invalid, which names the first step that is wrong */
export function checkScript(given: unknown): Script {
  if (Value.Check(Script, given)) return given;
  const { name, steps } = (given ?? {}) as { name?: unknown; steps?: unknown };
  if (typeof name !== "string" || !Array.isArray(steps))
    throw noScript("a script is an object with a name and a list of steps");
  const at = steps.findIndex((step) => !Value.Check(Step, step));
  if (at < 0) throw noScript("the script has a field that scripts have not, or too many steps");
  throw noScript(`step ${at + 1} is none: ${JSON.stringify(steps[at]).slice(0, 200)}`);
}

function noScript(why: string): AppError {
  return new AppError("request/invalid", why, { obstacle: "no-script" });
}

/** A step as a line of text. */
export function stepText(step: Step): string {
  if (step.do === "wait") return `wait ${step.ms} ms`;
  if (step.do === "say") return step.text;
  if (step.do === "expect") return `${step.cabinet ?? ""} expect ${expectationText(step)}`.trim();
  return textOf(step);
}

function expectationText({ slot, board, bridge, hub, differs, online }: Expectation): string {
  const parts = [
    board && `board ${values(board)}`,
    bridge && `bridge ${values(bridge)}`,
    hub && `hub ${values(hub)}`,
    differs !== undefined && (differs ? "differences" : "no difference"),
    online !== undefined && (online ? "online" : "offline"),
  ].filter(Boolean);
  return `${slot === undefined ? "" : `slot ${slot}: `}${parts.join(", ")}`;
}

function values(object: object): string {
  return Object.values(object).join(" ");
}
