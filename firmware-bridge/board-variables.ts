import { Type } from "typebox";
import { convertText, isSecret, mistakesOf, Secret, variableOf } from "../platform/settings.ts";
import { boardsIn } from "./board-list.ts";
import { type BoardSettings, boardFields, isProtocol, type Protocol, protocols } from "./board-settings.ts";

/** How the boards of a cabinet are set, as variables `BRIDGE_…`: all of them in a list, or one by variables of its own. */
export const boardVariables = {
  boards: Type.Optional(
    // Options of a protocol may be secret; the bridge shows the boards without those when it starts.
    Secret({
      minLength: 1,
      description:
        'several boards, as a list in JSON: [{"driver":"gzxj","line":"/dev/ttyS1","slots":12}, …]. Their slots are numbered through in this order. Instead of BRIDGE_LINE, BRIDGE_DRIVER, BRIDGE_SLOTS and the options of a protocol, which describe a single one',
    }),
  ),
  line: Type.Optional(boardFields.line),
  driver: Type.Optional(
    Type.Union(
      protocolNames().map((name) => Type.Literal(name)),
      { description: `the protocol of the boards: ${protocolNames().join(", ")}` },
    ),
  ),
  slots: Type.Optional(boardFields.slots),
  ...wiringVariables(),
};

type Values = Readonly<Record<string, unknown>>;

/** The boards that these settings describe, or everything that is wrong with them. */
export function boardsOf(settings: Values): { boards: readonly BoardSettings[] } | { mistakes: readonly string[] } {
  const { boards: list, ...others } = settings;
  if (typeof list !== "string") return boardOf(settings);
  const both = Object.keys(boardVariables).filter((key) => others[key] !== undefined);
  if (both.length === 0) return boardsIn("BRIDGE_BOARDS", list);
  const names = both.map((key) => variableOf("BRIDGE_", key));
  return {
    mistakes: [`BRIDGE_BOARDS: given together with ${names.join(", ")}: a board stands in the list or in these`],
  };
}

function boardOf(settings: Values): { boards: readonly BoardSettings[] } | { mistakes: readonly string[] } {
  const { driver } = settings;
  const missing = Object.entries(boardFields)
    .filter(([key]) => settings[key] === undefined)
    .map(([key, field]) => missingText(key, field));
  if (driver === undefined) missing.push(missingText("driver", boardVariables.driver));
  // A driver that there is not is a mistake already.
  if (typeof driver !== "string" || !isProtocol(driver)) return { mistakes: missing };
  const { wiring, mistakes } = wiringOf(driver, settings);
  if (missing.length + mistakes.length > 0) return { mistakes: [...missing, ...mistakes] };
  const { line, slots } = settings;
  return { boards: [{ driver, line, slots, ...wiring } as BoardSettings] };
}

function wiringOf(driver: Protocol, settings: Values): { wiring: Values; mistakes: readonly string[] } {
  const wiring: Record<string, unknown> = {};
  const options = optionsOf(driver);
  const mistakes = wiringNames()
    .filter((key) => settings[key] !== undefined && !Object.hasOwn(options, key))
    .map((key) => `${variableOf("BRIDGE_", key)}: boards of ${driver} have no such setting`);
  for (const [key, option] of Object.entries(options)) {
    const text = settings[key];
    const value = typeof text === "string" ? convertText(option, text) : defaultOf(option);
    if (value !== undefined) {
      wiring[key] = value;
      mistakes.push(...mistakesOf(variableOf("BRIDGE_", key), option, value));
    } else if (!Type.IsOptional(option)) mistakes.push(missingText(key, option));
  }
  return { wiring, mistakes };
}

/** Each as a text, since two protocols may have different limits for it; what one protocol says of it is checked by `boardOf`. */
function wiringVariables(): Record<string, Type.TOptional<Type.TString>> {
  return Object.fromEntries(
    wiringNames().map((key) => {
      const described = protocolNames().flatMap((name) => {
        const option = optionsOf(name)[key];
        return option ? [{ option, name, text: descriptionOf(option) }] : [];
      });
      const texts = [...new Set(described.map(({ text }) => text))];
      const description = texts
        .map((text) => `${described.flatMap((each) => (each.text === text ? [each.name] : [])).join(", ")}: ${text}`)
        .join("; ");
      const hidden = described.some(({ option }) => isSecret(option));
      return [key, Type.Optional(hidden ? Secret({ minLength: 1, description }) : Type.String({ description }))];
    }),
  );
}

/** The names of all options that fit into a variable: one with parts of its own is for `BRIDGE_BOARDS`. */
function wiringNames(): readonly string[] {
  const names = protocolNames().flatMap((name) =>
    Object.entries(optionsOf(name)).flatMap(([key, option]) =>
      Type.IsObject(option) || Type.IsArray(option) ? [] : [key],
    ),
  );
  return [...new Set(names)];
}

function protocolNames(): readonly Protocol[] {
  return Object.keys(protocols) as Protocol[];
}

function optionsOf(name: Protocol): Readonly<Record<string, Type.TSchema>> {
  return protocols[name].wiring.properties;
}

function missingText(key: string, field: Type.TSchema): string {
  return `${variableOf("BRIDGE_", key)}: missing (${descriptionOf(field)})`;
}

function descriptionOf(option: Type.TSchema): string {
  const { description = "" } = option as { description?: string };
  const usual = defaultOf(option);
  return usual === undefined ? description : `${description}; ${JSON.stringify(usual)} where it is not set`;
}

function defaultOf(option: Type.TSchema): unknown {
  return (option as { default?: unknown }).default;
}
