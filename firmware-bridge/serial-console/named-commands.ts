import type { Fields } from "../decode/protocols.ts";
import { a8Codec, a8Command } from "../drivers/a8/codec.ts";
import { aa55Codec, aa55Command } from "../drivers/aa55/codec.ts";
import { cu16Codec, cu16Command, cu48Command } from "../drivers/cu16/codec.ts";
import { encodeHostFrame } from "../drivers/gzxj/codec.ts";
import { lock8aCode, lock8aCodec, lock8aHead } from "../drivers/lock8a/codec.ts";
import { modbusFunction, modbusRtuCodec, modbusTcpCodec } from "../drivers/modbus/codec.ts";
import { rfid7e1bCodec, rfidCommand } from "../drivers/rfid7e1b/codec.ts";

/** What a technician says: a slot from 1, and the board's address where there are several; and a number greater than every one before. */
export interface Wish {
  readonly slot: number;
  readonly board: number | undefined;
  readonly no: number;
}

/** The commands that a protocol has by name. What it has not can be sent as bytes. */
export interface NamedCommands {
  readonly open?: (wish: Wish) => Uint8Array;
  readonly query?: (wish: Wish) => Uint8Array;
  /** Whether a frame only asks. Everything else may move something. */
  readonly onlyAsks: (frame: Fields) => boolean;
}

/** How long a relay is on, in tenths of a second: a latch needs less than one. */
const pulse = 5;
/** Where relay boards have the coils that switch off by themselves (modbus §6.4). */
const pulsedCoils = 0x0200;

const modbusReads: readonly unknown[] = [
  modbusFunction.readCoils,
  modbusFunction.readInputs,
  modbusFunction.readHolding,
  modbusFunction.readInputRegisters,
];

/** Addresses are those of a board as it comes: 1 where boards have switches from 1, else 0. */
const commands: Readonly<Record<string, NamedCommands>> = {
  gzxj: {
    open: ({ slot, no }) => encodeHostFrame({ command: "FB", msgId: no, orderId: `console${no}`, slot }),
    query: ({ slot, no }) => encodeHostFrame({ command: "CQ", msgId: no, slot }),
    onlyAsks: ({ cmd }) => cmd === "CQ",
  },
  lock8a: {
    open: ({ slot, board = 1 }) =>
      lock8aCodec().encode({ head: lock8aHead.open, board, lock: slot, code: lock8aCode.act }),
    query: ({ slot, board = 1 }) =>
      lock8aCodec().encode({ head: lock8aHead.query, board, lock: slot, code: lock8aCode.query }),
    onlyAsks: ({ cmd }) => cmd === lock8aHead.query || cmd === lock8aHead.version,
  },
  cu16: {
    open: ({ slot, board = 0 }) => cu16Codec.encode({ board, lock: slot - 1, cmd: cu16Command.unlock, data: "" }),
    query: ({ board = 0 }) => cu16Codec.encode({ board, lock: 0, cmd: cu16Command.status, data: "" }),
    onlyAsks: ({ cmd }) => cmd === cu16Command.status || cmd === cu16Command.statusOfAll || cmd === cu48Command.query,
  },
  modbus: modbusCommands(modbusRtuCodec),
  "modbus-tcp": modbusCommands(modbusTcpCodec),
  aa55: {
    open: ({ slot, no }) => aa55Codec.encode({ seq: no & 0xff, cmd: aa55Command.take, channel: slot, data: "" }),
    query: ({ slot, no }) =>
      aa55Codec.encode({ seq: no & 0xff, cmd: aa55Command.inspectChannel, channel: slot, data: "" }),
    onlyAsks: ({ cmd }) =>
      cmd === aa55Command.activeTest || cmd === aa55Command.inspectChannel || cmd === aa55Command.inspectUmbrella,
  },
  a8: {
    open: ({ slot, board = 1 }) => a8Codec().encode({ cmd: a8Command.pop, values: { board, hole: slot } }),
    onlyAsks: () => false,
  },
  rfid7e1b: {
    query: ({ slot }) => rfid7e1bCodec.encode({ addr: 0xa0 + slot, cmd: rfidCommand.readUid, data: "" }),
    onlyAsks: ({ cmd }) => cmd === rfidCommand.check || cmd === rfidCommand.readUid || cmd === rfidCommand.readBlock,
  },
};

/** @param protocol as `npm run decode` names it */
export function namedCommands(protocol: string): NamedCommands {
  return commands[protocol] ?? { onlyAsks: () => false };
}

function modbusCommands(codec: typeof modbusRtuCodec): NamedCommands {
  return {
    open: ({ slot, board: unit = 1, no }) =>
      codec.encode({
        unit,
        fn: modbusFunction.writeCoil,
        addr: pulsedCoils + slot - 1,
        value: pulse,
        transaction: no & 0xffff,
      }),
    query: ({ slot, board: unit = 1, no }) =>
      codec.encode({
        unit,
        fn: modbusFunction.readInputs,
        addr: Math.max(0, slot - 1),
        count: 1,
        transaction: no & 0xffff,
      }),
    onlyAsks: ({ fn }) => modbusReads.includes(fn),
  };
}
