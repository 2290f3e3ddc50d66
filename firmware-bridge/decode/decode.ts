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

/** Lines end by CR, LF or both. */
const ends = /\r\n|\r|\n/;

/** So many bytes tell a log from frames: of a frame that begins like UTF-8 the first six hold a control character. */
const enoughOfUtf8 = 6;
const enoughOfAny = 32;

/** Tabulator, ends of lines and pages, and the start of a colour. */
const inText = [0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b];

/** So many bytes of a bad frame are shown. */
const shownBytes = 32;

/** The frames in the arguments of a command line. */
export function* decodeArguments(protocol: Protocol, pieces: readonly string[]): Generator<DecodedLine> {
  const decoder = new TrafficDecoder(protocol.codec);
  for (const piece of pieces) {
    const shown = show(protocol, piece);
    // An argument is meant as a frame, whatever it is.
    const typed: Shown = protocol.isText ? Buffer.from(piece, "latin1") : "mistaken";
    yield* (shown.length > 0 ? shown : [typed]).flatMap((one) => decodeShown(protocol, decoder, one));
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
  let first: Uint8Array = new Uint8Array();
  let rest = "";
  for await (const bytes of stream) {
    const known = isWritten === undefined ? Buffer.concat([first, bytes]) : bytes;
    isWritten ??= isText(known);
    first = isWritten === undefined ? known : new Uint8Array();
    if (isWritten === undefined) continue;
    if (!isWritten) {
      yield* raw.decode(known).map(lineOf(protocol));
      continue;
    }
    const lines = (rest + text.decode(known, { stream: true })).split(ends);
    rest = lines.pop() ?? "";
    for (const line of lines) yield* decodeLine(protocol, written, line);
  }
  if (isUtf8(first)) rest += text.decode(first);
  else yield* raw.decode(first).map(lineOf(protocol));
  yield* raw.end().map(lineOf(protocol));
  for (const line of rest.split(ends)) yield* decodeLine(protocol, written, line);
  yield* written.end().map(lineOf(protocol));
}

/** A line that shows no bytes is a log's own. */
function decodeLine(protocol: Protocol, decoder: TrafficDecoder, line: string): readonly DecodedLine[] {
  return show(protocol, line).flatMap((shown) => decodeShown(protocol, decoder, shown));
}

function decodeShown(protocol: Protocol, decoder: TrafficDecoder, shown: Shown): readonly DecodedLine[] {
  return shown === "mistaken" ? [mistaken] : decoder.piece(shown).map(lineOf(protocol));
}

function show({ isText: isOfText, codec }: Protocol, line: string): readonly Shown[] {
  return isOfText ? shownText(line) : shownHex(line, (bytes) => mayStart(codec, bytes));
}

/** Whether a frame can start so. A codec takes at most its longest frame. */
function mayStart(codec: Protocol["codec"], bytes: Uint8Array): boolean {
  const reading = codec.read(bytes.subarray(0, codec.longest));
  return !("refused" in reading && reading.refused === "garbage");
}

/**
 * Whether a stream that begins so is a log; undefined: too few bytes to tell. A log has no control characters, and frames have
 * some among their first bytes. A log may be in another encoding than UTF-8, which the bytes that it shows do not depend on.
 */
function isText(start: Uint8Array): boolean | undefined {
  if (start.some((byte) => byte < 0x20 && !inText.includes(byte))) return false;
  if (start.length >= enoughOfAny) return true;
  return start.length >= enoughOfUtf8 && isUtf8(start) ? true : undefined;
}

/** Whether the bytes are UTF-8; the last character may be cut. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
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
