import { Value } from "typebox/value";
import { AppError } from "../../../platform/app-error.ts";
import { SimulatedItemId } from "../kit/cabinet-state.ts";
import type { Board } from "./board.ts";
import { boardView } from "./board-view.ts";

const help = `slots               what lies where
take SLOT           a rider takes what was ejected
insert SLOT [ITEM]  a rider pushes an item in
fill SLOT [ITEM]    a technician puts an item in
empty SLOT          a technician takes it out
jam SLOT            the motor runs, the item stays
free SLOT           no longer
normal | mute | weak | silent | off   how the board behaves
corrupt N           the next N frames with a wrong checksum
split on | off      every byte sent by itself`;

/** Does what a line typed at the simulator says. @returns the answer; a mistake is an answer too */
export function obey(board: Board, line: string): string {
  const [command = "", first, second] = line.trim().split(/\s+/);
  try {
    return perform(board, command, first, second);
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}

function perform(board: Board, command: string, first: string | undefined, second: string | undefined): string {
  switch (command) {
    case "":
      return "";
    case "help":
      return help;
    case "slots":
      return slotTable(board);
    case "take":
      return `${board.take(count(first)).itemId} taken`;
    case "insert":
      board.insert(count(first), itemId(second));
      return "done";
    case "fill":
      board.fill(count(first), itemId(second));
      return "done";
    case "empty":
      board.empty(count(first));
      return "done";
    case "jam":
    case "free":
      board.setJammed(count(first), command === "jam");
      return "done";
    case "normal":
    case "mute":
    case "weak":
    case "silent":
    case "off":
      board.mode = command;
      return `the board is ${command}`;
    case "corrupt":
      board.transmitter.corruptNext = count(first);
      return "done";
    case "split":
      if (first !== "on" && first !== "off") throw new AppError("request/invalid", "say: split on, or: split off");
      board.transmitter.split = first === "on";
      return "done";
    default:
      throw new AppError("request/invalid", `there is no command "${command}"; try: help`);
  }
}

function slotTable(board: Board): string {
  return boardView(board, new Map())
    .slots.map(({ slot, itemId, looseItemId, jammed, motorMovements }) => {
      const content = itemId ?? (looseItemId === null ? "empty" : `${looseItemId} lies loose`);
      return `${slot}: ${content}, motor ran ${motorMovements} times${jammed ? ", jammed" : ""}`;
    })
    .join("\n");
}

function count(text: string | undefined): number {
  if (text === undefined || !/^\d{1,3}$/.test(text)) throw new AppError("request/invalid", "a number is missing");
  return Number(text);
}

function itemId(text: string | undefined): string | undefined {
  if (text !== undefined && !Value.Check(SimulatedItemId, text))
    throw new AppError("request/invalid", "an item id is made of letters, digits, - and _");
  return text;
}
