import { Type } from "typebox";
import { Value } from "typebox/value";
import { mistakesOf } from "../platform/settings.ts";
import { type BoardSettings, boardSchema, isProtocol, type Protocol, protocols } from "./board-settings.ts";
import { mostSlots } from "./slot-range.ts";

/** The boards of a list in JSON, each with its defaults filled in; or everything that is wrong with it. Quotes no values. */
export function boardsIn(
  name: string,
  text: string,
): { boards: readonly BoardSettings[] } | { mistakes: readonly string[] } {
  const list = listIn(text);
  if (list === undefined) return { mistakes: [`${name}: is no list in JSON of one board or more`] };
  const mistakes = list.flatMap((item, index) => mistakesOfBoard(`${name}[${index}]`, item));
  if (mistakes.length > 0) return { mistakes };
  const boards = list.map((item) => withDefaults(item as BoardSettings) as BoardSettings);
  const together = [...sharedLines(name, boards), ...surplusSlots(name, boards)];
  return together.length > 0 ? { mistakes: together } : { boards };
}

function listIn(text: string): readonly unknown[] | undefined {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.length > 0 ? list : undefined;
  } catch {
    return undefined;
  }
}

function mistakesOfBoard(name: string, item: unknown): readonly string[] {
  if (typeof item !== "object" || item === null || Array.isArray(item)) return [`${name}: is no object`];
  const { driver } = item as { driver?: unknown };
  if (typeof driver !== "string" || !isProtocol(driver))
    return [`${name}.driver: must be ${Object.keys(protocols).join(" or ")}`];
  const properties: Readonly<Record<string, Type.TSchema>> = boardSchema(driver).properties;
  const given = withDefaults({ ...item, driver });
  const unknown = Object.keys(given).filter((key) => !Object.hasOwn(properties, key));
  return [
    ...unknown.map((key) => `${name}.${key}: boards of ${driver} have no such setting`),
    ...Object.entries(properties).flatMap(([key, option]) => {
      if (given[key] !== undefined) return mistakesOf(`${name}.${key}`, option, given[key]);
      return Type.IsOptional(option) ? [] : [`${name}.${key}: missing`];
    }),
  ];
}

function withDefaults(item: { readonly driver: Protocol }): Readonly<Record<string, unknown>> {
  return Value.Default(boardSchema(item.driver), structuredClone(item)) as Readonly<Record<string, unknown>>;
}

/** A line is open to one driver only, and that of readers is another one than that of latches. */
function sharedLines(name: string, boards: readonly BoardSettings[]): readonly string[] {
  const lines = boards.flatMap((board, index) => [
    { what: `${name}[${index}].line`, path: board.line.split("?")[0] },
    ...("readerLine" in board && board.readerLine !== undefined
      ? [{ what: `${name}[${index}].readerLine`, path: board.readerLine.split("?")[0] }]
      : []),
  ]);
  return lines.flatMap(({ what, path }, index) => {
    const before = lines.findIndex((line) => line.path === path);
    return before < index ? [`${what}: ${lines[before]?.what} is the same line`] : [];
  });
}

function surplusSlots(name: string, boards: readonly BoardSettings[]): readonly string[] {
  const sum = boards.reduce((slots, board) => slots + board.slots, 0);
  return sum > mostSlots
    ? [`${name}: the boards have ${sum} slots together, and a cabinet has ${mostSlots} at most`]
    : [];
}
