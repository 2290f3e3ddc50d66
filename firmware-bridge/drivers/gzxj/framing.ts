import { crc16Modbus } from "../kit/checksums.ts";
import { type Codec, garbage, MalformedFrame, type Reading } from "../kit/codec.ts";

/** Both sides mix it into the checksum; the vendor's default, which every known board uses (gzxj §3.1). */
const key = "GZXJ";

/** Only one board hangs on the line, so it has the address 0 (gzxj §3.1). */
const onlyAddress = "0";

/** Longer than any inventory of 48 slots with the longest ids; the vendor asks for a buffer of 4096 (gzxj §3.1). */
const maxFrameBytes = 4096;

const opening = 0x7b;
const closing = 0x7d;
const lineEnds = [0x0d, 0x0a];

/** `{0@command,fields…,CRC}` */
export function encodeFrame(command: string, fields: readonly (string | number)[]): Buffer {
  const text = [command, ...fields, ""].join(",");
  return Buffer.from(`{${onlyAddress}@${text}${checksum(text)}}`, "latin1");
}

/** Makes a typed frame of the fields, or throws MalformedFrame. */
type Understand<Frame> = (command: string, fields: readonly string[], address: string) => Frame;

/**
 * Finds the frames; `{` never stands inside one.
 * @param isOurs which addresses are taken; by default that of the only board of a line
 */
export function gzxjFraming<Frame>(
  understand: Understand<Frame>,
  isOurs: (address: string) => boolean = (address) => address === onlyAddress,
): Pick<Codec<Frame>, "longest" | "read"> {
  return {
    longest: maxFrameBytes,
    read(bytes) {
      const [first = 0] = bytes;
      if (lineEnds.includes(first)) return { skip: true };
      if (first !== opening) return garbage;
      const end = bytes.indexOf(closing);
      const next = bytes.indexOf(opening, 1);
      if (next >= 0 && (end < 0 || next < end)) return { refused: "cut", length: next };
      if (end < 0) return { wait: "cut" };
      return readText(Buffer.from(bytes.subarray(1, end)).toString("latin1"), end + 1, understand, isOurs);
    },
  };
}

function readText<Frame>(
  text: string,
  length: number,
  understand: Understand<Frame>,
  isOurs: (address: string) => boolean,
): Reading<Frame> {
  const parts = /^(\d+)@((?:[^,]*,)+)([0-9A-Fa-f]{4})$/.exec(text);
  const [, to, signed, crc] = parts ?? [];
  if (to === undefined || signed === undefined || crc === undefined) return { refused: "malformed", length };
  if (crc.toUpperCase() !== checksum(signed)) return { refused: "wrong-checksum", length };
  if (!isOurs(to)) return { refused: "foreign-address", length };
  const [command = "", ...fields] = signed.slice(0, -1).split(",");
  try {
    return { frame: understand(command, fields, to), length };
  } catch (error) {
    if (error instanceof MalformedFrame) return { refused: "malformed", length };
    throw error;
  }
}

/** Over the text from the command up to and with the comma before the checksum, then the key (gzxj §3.1). */
function checksum(text: string): string {
  return crc16Modbus(Buffer.from(text + key, "latin1"))
    .toString(16)
    .toUpperCase()
    .padStart(4, "0");
}
