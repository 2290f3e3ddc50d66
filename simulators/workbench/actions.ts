import { Type } from "typebox";
import { SimulatedItemId } from "../board/kit/cabinet-state.ts";

/*
 * What can be done to a cabinet: the same over HTTP, in scripts and on the command line. `open` opens a slot and `look` reads
 * all slots: the hub has a simulated cabinet do it, the driver asks a real board.
 */

const strict = { additionalProperties: false };
const Cabinet = Type.Optional(
  Type.String({ minLength: 1, description: "name of the cabinet; may be left out where there is one only" }),
);
const Slot = Type.Integer({ minimum: 1, maximum: 96, description: "number of the slot" });
const ItemId = Type.Optional(SimulatedItemId);
const Level = Type.Optional(Type.Integer({ minimum: 0, maximum: 100, description: "charge in percent" }));

/** How the board and its line behave; what is left out stays as it is. */
export const boardBehaviour = {
  mode: Type.Optional(
    Type.Union(
      [Type.Literal("normal"), Type.Literal("mute"), Type.Literal("weak"), Type.Literal("silent"), Type.Literal("off")],
      { description: "mute: does all, answers nothing; weak: hangs when a motor starts; silent: hangs; off: no power" },
    ),
  ),
  corruptNext: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 1000, description: "how many of the next frames get a wrong checksum" }),
  ),
  split: Type.Optional(Type.Boolean({ description: "every byte is sent by itself" })),
  echo: Type.Optional(Type.Boolean({ description: "the adapter hears what it sends" })),
  delay: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 60_000, description: "how much later each answer leaves, ms" }),
  ),
};

const act = <Name extends string, Properties extends Record<string, Type.TSchema>>(
  name: Name,
  properties: Properties,
) => Type.Object({ do: Type.Literal(name), cabinet: Cabinet, ...properties }, strict);

export const Action = Type.Union([
  act("take", { slot: Slot }),
  act("insert", { slot: Slot, itemId: ItemId }),
  act("fill", { slot: Slot, itemId: ItemId, level: Level }),
  act("empty", { slot: Slot }),
  act("swap", { slot: Slot, itemId: ItemId }),
  act("jam", { slot: Slot }),
  act("free", { slot: Slot }),
  act("board", boardBehaviour),
  act("noise", { hex: Type.String({ pattern: "^([0-9A-Fa-f]{2} ?){1,256}$", description: "bytes in hexadecimal" }) }),
  act("open", { slot: Slot }),
  act("look", {}),
  act("network", { cut: Type.Boolean({ description: "whether the bridge's connection to the hub is cut" }) }),
]);

export type Action = Type.Static<typeof Action>;
