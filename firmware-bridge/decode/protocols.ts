import { type A8Frame, a8Codec, a8Command } from "../drivers/a8/codec.ts";
import { aa55Codec } from "../drivers/aa55/codec.ts";
import { cu16Codec } from "../drivers/cu16/codec.ts";
import { eaCodec } from "../drivers/ea/codec.ts";
import { readBoardFrame, readHostFrame } from "../drivers/gzxj/codec.ts";
import { gzxjFraming } from "../drivers/gzxj/framing.ts";
import { type Codec, MalformedFrame } from "../drivers/kit/codec.ts";
import { type Lock8aFrame, lock8aCode, lock8aCodec, lock8aHead } from "../drivers/lock8a/codec.ts";
import { modbusRtuCodec, modbusTcpCodec } from "../drivers/modbus/codec.ts";
import { type Pb60Frame, type Pb60Record, pb60Codec } from "../drivers/pb60/codec.ts";
import { rfid7e1bCodec } from "../drivers/rfid7e1b/codec.ts";
import { wklyCodec } from "../drivers/wkly/codec.ts";

/** What a frame says, by the names of docs/reference/board-protocols.md. */
export type Fields = Readonly<Record<string, unknown>>;

export interface Protocol {
  readonly codec: Pick<Codec<Fields>, "longest" | "read">;
  /** Its frames are text, and may hold credentials: bytes that can't be read are not shown. */
  readonly isText: boolean;
}

/** The protocols that can be decoded. */
export const protocols: Readonly<Record<string, Protocol>> = {
  pb60: binary(pb60Codec, pb60Fields),
  // The name under which whole reads of several frames are written down.
  "pb60-stream": binary(pb60Codec, pb60Fields),
  gzxj: { codec: gzxjFraming(gzxjFields, () => true), isText: true },
  lock8a: binary(lock8aCodec(), lock8aFields),
  cu16: binary(cu16Codec, same),
  modbus: binary(modbusRtuCodec, same),
  "modbus-tcp": binary(modbusTcpCodec, same),
  aa55: binary(aa55Codec, same),
  a8: binary(a8Codec(), a8Fields),
  rfid7e1b: binary(rfid7e1bCodec, same),
  ea: binary(eaCodec, same),
  wkly: binary(wklyCodec, same),
};

function binary<Frame>(codec: Codec<Frame>, fields: (frame: Frame) => Fields): Protocol {
  return {
    isText: false,
    codec: {
      longest: codec.longest,
      read(bytes) {
        const reading = codec.read(bytes);
        return "frame" in reading ? { frame: fields(reading.frame), length: reading.length } : reading;
      },
    },
  };
}

function same(frame: object): Fields {
  return { ...frame };
}

function pb60Fields({ cmd, ver, tok, payload }: Pb60Frame): Fields {
  const head = { cmd, ver, tok };
  switch (payload.kind) {
    case "login":
    case "inventory": {
      const { records, ...rest } = payload;
      return { ...head, ...rest, n: records.length, ids: records.map(({ id }) => id), records: records.map(flat) };
    }
    case "returned":
      return { ...head, kind: payload.kind, ...flat(payload.record) };
    case "return-reply": {
      const { record, ...rest } = payload;
      return { ...head, ...rest, ...(record ? flat(record) : {}) };
    }
    case "data":
      return { ...head, ...payload, ...readableIn(payload.data) };
    case "empty":
    case "result":
    case "slot":
    case "ejected":
    case "returned-v1":
    case "server":
    case "value":
    case "abnormal":
      return { ...head, ...payload };
  }
}

function flat({ more, ...record }: Pb60Record): Fields {
  return { ...record, ...more };
}

function lock8aFields(frame: Lock8aFrame): Fields {
  const { head, ...rest } = frame;
  if (!("code" in rest)) return { cmd: head, ...rest };
  const { code, ...where } = rest;
  const isQuestion =
    (head === lock8aHead.query && code === lock8aCode.query) ||
    (head === lock8aHead.version && code === lock8aCode.version);
  return { cmd: head, ...where, ...(isQuestion ? { code } : { status: code }) };
}

function a8Fields(frame: A8Frame): Fields {
  const { cmd } = frame;
  if ("boards" in frame) {
    const holes = frame.boards.flatMap((board) => board.holes);
    return { cmd, n: holes.length, sns: holes.flatMap(({ sn }) => (sn === 0 ? [] : [sn])), boards: frame.boards };
  }
  if ("values" in frame) return { cmd, ...frame.values };
  // A byte stands before the text of a heartbeat.
  return { cmd, data: frame.data, ...readableIn(cmd === a8Command.heartbeat ? frame.data.slice(2) : frame.data) };
}

/** The text in some data, where there is one. */
function readableIn(hex: string): { text?: string } {
  const [text] = /[ -~]{4,}/.exec(Buffer.from(hex, "hex").toString("latin1")) ?? [];
  return text === undefined ? {} : { text };
}

/** What board and host say differs by the number of fields; of FA the last field is a slot or a result. */
function gzxjFields(command: string, fields: readonly string[], addr: string): Fields {
  const { command: cmd, ...rest } = readEither(command, fields);
  return { cmd, addr: Number(addr), ...rest };
}

function readEither(command: string, fields: readonly string[]): { readonly command: string } {
  if (command === "FA") {
    const { slot, ...rest } = readHostFrame(command, fields) as { command: "FA"; msgId: number; slot: number };
    return Object.assign(rest, { slotOrResult: slot });
  }
  try {
    return readBoardFrame(command, fields);
  } catch (error) {
    if (!(error instanceof MalformedFrame)) throw error;
    return readHostFrame(command, fields);
  }
}
