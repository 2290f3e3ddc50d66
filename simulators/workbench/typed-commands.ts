import { Value } from "typebox/value";
import { AppError } from "../../platform/app-error.ts";
import { Action } from "./actions.ts";
import type { CabinetView } from "./views.ts";

export const commandHelp = `slots               what lies where
take SLOT           a rider takes what was ejected
insert SLOT [ITEM]  a rider pushes an item in
fill SLOT [ITEM]    a technician puts an item in
empty SLOT          a technician takes it out
swap SLOT [ITEM]    a technician changes the item, which no board reports
jam SLOT            the motor runs, the item stays
free SLOT           no longer
normal | mute | weak | silent | off   how the board behaves
corrupt N           the next N frames with a wrong checksum
split on | off      every byte sent by itself
echo on | off       the adapter hears what it sends
delay MS            every answer leaves so much later
noise HEX           bytes that are no frame
network cut | on    the bridge's connection to the hub
open SLOT           the hub opens it for service; a real board's driver does
look                the hub reads all slots; a real board's driver does
Where there are several cabinets, the name of one stands before.`;

/** Reads a command as it is typed, without the cabinet's name. @throws AppError request/invalid */
export function actionOf(words: readonly string[]): Action {
  const action = actionIn(words);
  if (action === undefined)
    throw new AppError("request/invalid", `there is no command "${words.join(" ")}"; try: help`);
  if (Value.Check(Action, action)) return action;
  throw new AppError("request/invalid", `"${words.join(" ")}" lacks something, or has too much; try: help`);
}

/** A switch that is neither on nor off, and a number that is none, is left to the schema of actions. */
function actionIn([verb = "", ...rest]: readonly string[]): object | undefined {
  if (verb === "noise") return { do: "noise", hex: rest.join(" ") };
  const [first, second, ...more] = rest;
  if (more.length > 0) return undefined;
  const number = first !== undefined && /^\d{1,5}$/.test(first) ? Number(first) : undefined;
  const itemId = second === undefined ? {} : { itemId: second };
  switch (verb) {
    case "take":
    case "empty":
    case "jam":
    case "free":
      return { do: verb, slot: number, ...itemId };
    case "insert":
    case "fill":
    case "swap":
    case "open":
      return { do: verb, slot: number, ...itemId };
    case "look":
      return { do: verb, ...(first !== undefined && { slot: first }) };
    case "normal":
    case "mute":
    case "weak":
    case "silent":
    case "off":
      return first === undefined ? { do: "board", mode: verb } : undefined;
    case "corrupt":
      return { do: "board", corruptNext: number ?? "" };
    case "delay":
      return { do: "board", delay: number ?? "" };
    case "split":
    case "echo":
      return { do: "board", [verb]: first === "on" ? true : first === "off" ? false : "" };
    case "network":
      return { do: "network", cut: first === "cut" ? true : first === "on" ? false : "" };
    default:
      return undefined;
  }
}

/** The command that does this action. */
export function textOf(action: Action): string {
  const where = action.cabinet === undefined ? "" : `${action.cabinet} `;
  switch (action.do) {
    case "board": {
      const { do: _, cabinet: __, ...behaviour } = action;
      return where + Object.entries(behaviour).map(textOfBehaviour).join(", ");
    }
    case "noise":
      return `${where}noise ${action.hex}`;
    case "network":
      return `${where}network ${action.cut ? "cut" : "on"}`;
    case "look":
      return `${where}look`;
    case "take":
    case "empty":
    case "jam":
    case "free":
    case "open":
      return `${where}${action.do} ${action.slot}`;
    case "insert":
    case "fill":
    case "swap":
      return `${where}${action.do} ${action.slot}${action.itemId === undefined ? "" : ` ${action.itemId}`}`;
  }
}

function textOfBehaviour([name, value]: [string, unknown]): string {
  if (name === "mode") return String(value);
  if (name === "corruptNext") return `corrupt ${String(value)}`;
  return `${name} ${typeof value === "boolean" ? (value ? "on" : "off") : String(value)}`;
}

/** What lies where, as a table. */
export function slotTable({ slots }: CabinetView): string {
  return slots
    .map(({ slot, content, itemId, looseItemId, jammed, motorMovements }) => {
      const inside = itemId ?? (content === "loose" ? `${looseItemId} lies loose` : content);
      return `${slot}: ${inside}, motor ran ${motorMovements} times${jammed ? ", jammed" : ""}`;
    })
    .join("\n");
}
