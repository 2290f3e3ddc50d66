import { readFileSync } from "node:fs";
import { protocols } from "../firmware-bridge/decode/protocols.ts";
import { FrameDecoder } from "../firmware-bridge/drivers/kit/frame-decoder.ts";
import type { Measurement } from "./measurement.ts";
import { type Plan, rounds } from "./plan.ts";

/** As a serial line delivers them, or a packet of the network. */
const chunkBytes = 1460;

interface KnownFrame {
  readonly protocol: string;
  readonly ok: boolean;
  readonly hex?: string;
  readonly text?: string;
}

/** R13: bytes per second that the codecs read, of all known frames with some noise between them; base: the same bytes copied. */
export function measureCodecs({ quick }: Plan): Promise<Measurement[]> {
  const known = JSON.parse(readFileSync("test/firmware-bridge/drivers/frames.json", "utf8")) as readonly KnownFrame[];
  const total = quick ? 200_000 : 2_000_000;
  return Promise.resolve(
    ["pb60", "gzxj", "lock8a", "cu16", "modbus", "aa55", "a8", "rfid7e1b"].map((name) => {
      const frames = known.filter(({ protocol, ok }) => protocol === name && ok).map(bytesOf);
      const chunks = chunksOf(Buffer.concat([...frames, Buffer.from([1, 2, 3])]), total);
      const values = { ours: [] as number[], base: [] as number[] };
      for (let round = 0; round < rounds; round++) {
        values.ours.push(megabytesPerSecond(total, () => decode(name, chunks)));
        values.base.push(megabytesPerSecond(total, () => copy(chunks)));
      }
      return {
        id: `R13 ${name}`,
        ours: { what: "decoded", unit: "MB/s", values: values.ours },
        base: { what: "copied", unit: "MB/s", values: values.base },
        // The fastest serial line brings 0.0115 MB/s.
        aim: { of: "ours", bound: "at-least", value: 1 },
      } as const;
    }),
  );
}

function bytesOf({ hex, text = "" }: KnownFrame): Buffer {
  return hex === undefined ? Buffer.from(text, "latin1") : Buffer.from(hex, "hex");
}

function chunksOf(bytes: Buffer, total: number): Uint8Array[] {
  const traffic = Buffer.alloc(total, bytes);
  const count = Math.ceil(total / chunkBytes);
  return Array.from({ length: count }, (_, at) => traffic.subarray(at * chunkBytes, (at + 1) * chunkBytes));
}

function megabytesPerSecond(bytes: number, work: () => void): number {
  const begun = performance.now();
  work();
  return bytes / 1000 / (performance.now() - begun);
}

function decode(name: string, chunks: readonly Uint8Array[]): void {
  const protocol = protocols[name];
  if (!protocol) throw new Error(`no protocol ${name}`);
  const decoder = new FrameDecoder(protocol.codec);
  let frames = 0;
  for (const chunk of chunks) frames += decoder.push(chunk).length;
  if (frames === 0) throw new Error(`no frame of ${name} was read`);
}

function copy(chunks: readonly Uint8Array[]): void {
  let bytes = 0;
  for (const chunk of chunks) bytes += Uint8Array.from(chunk).length;
  if (bytes === 0) throw new Error("nothing was copied");
}
