import { xor8 } from "../kit/checksums.ts";
import { type Codec, garbage, type Reading } from "../kit/codec.ts";
import { type Pb60Frame, type Pb60Payload, pb60Codec, pb60Command, pb60Token } from "./codec.ts";
import type { Pb60Dialect } from "./wiring.ts";

/** What stands in a frame before its payload: length, command, version, checksum, token. */
const headBytes = 9;

const commands = new Set<number>(Object.values(pb60Command));

/** 18 was seen in stations of one make (pb60 §2.1). */
const versions: readonly number[] = [0x01, 0x02, 0x18];

/** The version in frames of the host: in captured traffic of both dialects its questions bear it (pb60 §2.3). */
const hostVersion = 0x01;

/**
 * The frames of one station. There is no start byte, so that what can't be its frame is refused as early as possible: commands
 * and versions that it does not have, and last the token, which garbage does not hit.
 */
export function stationCodec(dialect: Pb60Dialect): Codec<Pb60Frame> {
  return {
    longest: pb60Codec.longest,
    read(bytes) {
      const [, , command, version] = bytes;
      if (command !== undefined && !commands.has(command)) return garbage;
      if (version !== undefined && !versions.includes(version)) return garbage;
      const reading = pb60Codec.read(dialect.lenient ? withRightChecksum(bytes) : bytes);
      return "frame" in reading ? withRightToken(reading, dialect) : reading;
    },
    encode: (frame) => pb60Codec.encode(frame),
  };
}

/** A frame with its token. Without a version it is a question of the host; an answer takes the version of its question. */
export function stationFrame(
  dialect: Pb60Dialect,
  { cmd, payload, ver = hostVersion }: { cmd: number; payload: Pb60Payload; ver?: number },
): Pb60Frame {
  return { cmd, ver, tok: tokenOf(payload, dialect), payload };
}

function withRightToken(
  reading: Extract<Reading<Pb60Frame>, { frame: Pb60Frame }>,
  dialect: Pb60Dialect,
): Reading<Pb60Frame> {
  const { frame, length } = reading;
  return frame.tok === tokenOf(frame.payload, dialect) ? reading : { refused: "wrong-token", length };
}

function tokenOf(payload: Pb60Payload, dialect: Pb60Dialect): string {
  return dialect.version === "v1" ? dialect.token : pb60Token(payload, dialect.key);
}

/** The same bytes with the checksum that the frame at their start should have, as soon as all of it is there. */
function withRightChecksum(bytes: Uint8Array): Uint8Array {
  const [high = 0, low = 0] = bytes;
  const length = high * 256 + low + 2;
  if (length < headBytes || bytes.length < length) return bytes;
  const right = Uint8Array.from(bytes);
  right[4] = xor8(bytes.subarray(headBytes, length));
  return right;
}
