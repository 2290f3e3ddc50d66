import { type Protocol, protocols } from "../../firmware-bridge/decode/protocols.ts";
import { type Decoded, FrameDecoder } from "../../firmware-bridge/drivers/kit/frame-decoder.ts";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { TrafficEntry } from "./views.ts";

type Direction = TrafficEntry["direction"];
type Fields = NonNullable<TrafficEntry["fields"]>;

const longest = 500;
/** After so long without a byte, what was heard is no start of a frame any more; ms. */
const quiet = 300;
/** So many bytes of what is no frame are shown. */
const shownBytes = 48;

/** Frames of text that hold the board's own credentials (gzxj AC): they are shown by their fields alone. */
const secretCommands: ReadonlySet<unknown> = new Set(["AC"]);

/** The latest bytes on a line, decoded as they pass; oldest first. */
export class TrafficLog {
  readonly entries: TrafficEntry[] = [];
  /** Watches what is added. */
  onEntry: (entry: TrafficEntry) => void = () => {};
  readonly #clock: Clock;
  readonly #protocol: Protocol;
  readonly #decoders: Readonly<Record<Direction, FrameDecoder<Fields>>>;
  readonly #quiet: Record<Direction, (() => void) | undefined> = { in: undefined, out: undefined };
  #number = 0;

  /** @param protocol one that a bridge drives, or `npm run decode` knows @throws AppError request/invalid */
  constructor(clock: Clock, protocol: string) {
    const known = protocolNamed(protocol);
    if (!known) throw new AppError("request/invalid", `unknown protocol ${protocol}`);
    this.#clock = clock;
    this.#protocol = known;
    this.#decoders = { in: new FrameDecoder(known.codec), out: new FrameDecoder(known.codec) };
  }

  add(direction: Direction, bytes: Uint8Array): void {
    const decoder = this.#decoders[direction];
    for (const decoded of decoder.decode(bytes)) this.#show(direction, decoded);
    this.#quiet[direction]?.();
    this.#quiet[direction] = this.#clock.after(quiet, () => {
      for (const decoded of decoder.end()) this.#show(direction, decoded);
    });
  }

  stop(): void {
    for (const cancel of Object.values(this.#quiet)) cancel?.();
  }

  #show(direction: Direction, decoded: Decoded<Fields>): void {
    const { isText } = this.#protocol;
    this.#number++;
    const head = { number: this.#number, at: this.#clock.now(), direction };
    const entry: TrafficEntry =
      "frame" in decoded
        ? { ...head, ...this.#bytesOf(decoded.bytes, decoded.frame), fields: withoutSecrets(decoded.frame) }
        : { ...head, ...(isText ? {} : { bytes: hexOf(decoded.bytes) }), error: decoded.refused };
    this.entries.push(entry);
    if (this.entries.length > longest) this.entries.shift();
    this.onEntry(entry);
  }

  #bytesOf(bytes: Uint8Array, fields: Fields): { bytes?: string } {
    if (!this.#protocol.isText) return { bytes: hexOf(bytes) };
    return secretCommands.has(fields["cmd"]) ? {} : { bytes: Buffer.from(bytes).toString("latin1").trim() };
  }
}

/** Two protocols share a line where RFID readers stand beside latches: what is no frame of one may be one of the other. */
function protocolNamed(name: string): Protocol | undefined {
  const [, latches] = /^(lock8a|cu16|modbus)rfid$/.exec(name) ?? [];
  const first = latches === undefined ? name : latches;
  const known = Object.hasOwn(protocols, first) ? protocols[first] : undefined;
  const { rfid7e1b: readers } = protocols;
  return known && readers && latches !== undefined ? either(known, readers) : known;
}

function either(one: Protocol, other: Protocol): Protocol {
  return {
    isText: false,
    codec: {
      longest: Math.max(one.codec.longest, other.codec.longest),
      read(bytes) {
        const reading = one.codec.read(bytes.subarray(0, one.codec.longest));
        const isGarbage = "refused" in reading && reading.refused === "garbage";
        return isGarbage ? other.codec.read(bytes.subarray(0, other.codec.longest)) : reading;
      },
    },
  };
}

/** The board's own credentials: no codec reads them; should one do so, they are not shown. */
function withoutSecrets(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name !== "iot"));
}

function hexOf(bytes: Uint8Array): string {
  const shown = Buffer.from(bytes.subarray(0, shownBytes)).toString("hex").toUpperCase();
  return `${shown.replace(/..(?=.)/g, "$& ")}${bytes.length > shownBytes ? " …" : ""}`;
}
