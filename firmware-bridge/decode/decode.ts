import type { DropReason } from "../drivers/kit/codec.ts";
import { type Decoded, FrameDecoder } from "../drivers/kit/frame-decoder.ts";
import type { Fields, Protocol } from "./protocols.ts";
import { type Shown, shownHex, shownText } from "./shown-bytes.ts";
import { TrafficDecoder } from "./traffic-decoder.ts";

/** A frame, or with `error` why it is none. */
export interface DecodedLine {
  readonly error?: string;
  readonly fields: Fields;
}

const mistaken: DecodedLine = { error: "malformed: not whole bytes in hexadecimal", fields: {} };

/** Tabulator, ends of lines and pages, and the start of a colour. */
const inText = [0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b];

/** So many bytes of a bad frame are shown. */
const shownBytes = 32;

/** The frames in the arguments of a command line. */
export function* decodeArguments(protocol: Protocol, pieces: readonly string[]): Generator<DecodedLine> {
  const decoder = new TrafficDecoder(protocol.codec);
  for (const piece of pieces) {
    const shown = show(protocol, piece);
    // What somebody typed was meant as a frame, whatever it is.
    const bytes = shown === "nothing" && protocol.isText ? Buffer.from(piece, "latin1") : shown;
    yield* bytes instanceof Uint8Array ? decoder.piece(bytes).map(lineOf(protocol)) : [mistaken];
  }
  yield* decoder.end().map(lineOf(protocol));
}

/** The frames of a stream: of bytes as they came, or of a text whose lines show bytes. The first bytes tell which it is. */
export async function* decodeStream(
  protocol: Protocol,
  stream: AsyncIterable<Uint8Array>,
): AsyncGenerator<DecodedLine> {
  const raw = new FrameDecoder(protocol.codec);
  const written = new TrafficDecoder(protocol.codec);
  const text = new TextDecoder();
  let isWritten: boolean | undefined;
  let rest = "";
  for await (const bytes of stream) {
    isWritten ??= isPrintable(bytes);
    if (!isWritten) {
      yield* raw.decode(bytes).map(lineOf(protocol));
      continue;
    }
    const lines = (rest + text.decode(bytes, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield* decodeLine(protocol, written, line);
  }
  yield* raw.end().map(lineOf(protocol));
  yield* decodeLine(protocol, written, rest);
  yield* written.end().map(lineOf(protocol));
}

/** A line that shows no bytes is a log's own. */
function decodeLine(protocol: Protocol, decoder: TrafficDecoder, line: string): readonly DecodedLine[] {
  const shown = show(protocol, line);
  if (shown === "nothing") return [];
  return shown === "mistaken" ? [mistaken] : decoder.piece(shown).map(lineOf(protocol));
}

function show(protocol: Protocol, line: string): Shown {
  return protocol.isText ? shownText(line) : shownHex(line);
}

/** Control characters, or bytes that are no UTF-8, are no log. */
function isPrintable(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes);
  // The last character may be cut.
  return !bytes.some((byte) => byte < 0x20 && !inText.includes(byte)) && !text.slice(0, -1).includes("\ufffd");
}

function lineOf(protocol: Protocol): (decoded: Decoded<Fields>) => DecodedLine {
  return (decoded) => decodedLine(protocol, decoded);
}

/** What a decoder of this protocol has found, as it is shown. */
export function decodedLine({ isText }: Protocol, decoded: Decoded<Fields>): DecodedLine {
  return "frame" in decoded
    ? { fields: decoded.frame }
    : { error: errorText(decoded.refused, decoded.bytes, isText), fields: {} };
}

function errorText(reason: DropReason, bytes: Uint8Array, isText: boolean): string {
  if (isText) return `${reason}: ${bytes.length} bytes`;
  const shown = Buffer.from(bytes.subarray(0, shownBytes)).toString("hex").toUpperCase();
  return `${reason}: ${shown}${bytes.length > shownBytes ? "…" : ""}`;
}
