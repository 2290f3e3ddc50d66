import { decodeArguments } from "../decode/decode.ts";
import type { Protocol } from "../decode/protocols.ts";
import { hexIn } from "../decode/shown-bytes.ts";
import { type NamedCommands, namedCommands } from "./named-commands.ts";

/** What a typed line means. `question`: it may move something, and the technician is asked before it is sent. */
export type TypedCommand =
  | { readonly bytes: Uint8Array; readonly question?: string }
  /** It is no command, and this is what to say. */
  | { readonly answer: string };

const named = /^(open|query)(?:\s+(\d{1,3}))?(?:\s+(\d{1,3}))?$/;

/** Reads a line that a technician has typed: `open 3`, `query 3`, `query`, with a board as second number; or bytes. */
export function readTyped(line: string, name: string, protocol: Protocol, no: number): TypedCommand {
  const [, verb, slot, board] = named.exec(line.trim()) ?? [];
  if (verb === "open" || verb === "query") return readNamed(verb, slot, board, name, no);
  const bytes = bytesIn(line.trim(), protocol);
  if (bytes === undefined) return { answer: helpFor(name) };
  const frames = [...decodeArguments(protocol, [line.trim()])];
  const { onlyAsks } = namedCommands(name);
  const isHarmless = frames.every(({ error, fields }) => error === undefined && onlyAsks(fields));
  return isHarmless ? { bytes } : { bytes, question: "these bytes may move something" };
}

function readNamed(
  verb: keyof Pick<NamedCommands, "open" | "query">,
  slot: string | undefined,
  board: string | undefined,
  name: string,
  no: number,
): TypedCommand {
  const build = namedCommands(name)[verb];
  if (build === undefined) return { answer: `${name} has no command ${verb} here: send its bytes. ${helpFor(name)}` };
  // A slot 0 would be all slots on some boards.
  if (verb === "open" && !Number(slot)) return { answer: "which slot? open 3 opens the third one" };
  const wish = { slot: Number(slot ?? 0), board: board === undefined ? undefined : Number(board), no };
  const bytes = build(wish);
  return verb === "query" ? { bytes } : { bytes, question: `opens slot ${slot}${board ? ` of board ${board}` : ""}` };
}

function bytesIn(line: string, { isText }: Protocol): Uint8Array | undefined {
  if (isText && line.startsWith("{")) return Buffer.from(line, "latin1");
  if (!/^[0-9A-Fa-f\s:,-]+$/.test(line)) return undefined;
  const bytes = hexIn(line);
  return bytes instanceof Uint8Array ? bytes : undefined;
}

/** What can be typed. */
export function helpFor(name: string): string {
  const { open, query } = namedCommands(name);
  const words = [
    ...(open ? ["open SLOT [BOARD]"] : []),
    ...(query ? ["query [SLOT] [BOARD]"] : []),
    "bytes in hexadecimal",
  ];
  return `type ${words.join(", or ")}; what may move something is asked for first`;
}
