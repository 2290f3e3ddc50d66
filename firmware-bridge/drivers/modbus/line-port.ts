import { EventEmitter } from "node:events";
import type { Duplex } from "node:stream";
import type { Clock } from "../../../platform/clock.ts";
import { bigEndian } from "../kit/bytes.ts";
import { crc16Bytes } from "../kit/checksums.ts";
import { type Decoded, FrameDecoder } from "../kit/frame-decoder.ts";
import { type ModbusFrame, modbusFunction, modbusRtuCodec, modbusTcpCodec } from "./codec.ts";

/** Transaction, protocol 0, length: what stands before the unit over TCP. */
const tcpHead = 6;
const crcBytes = 2;

/** Numbers of transactions over TCP have two bytes. */
const transactions = 0x1_0000;

/**
 * RTU frames have no start: only quiet tells that bytes which could be the start of a longer frame are not. Units are quiet for
 * 3.5 characters; USB adapters and serial servers pass bytes on in pieces, some 16 ms apart; ms.
 */
const quietAfterFrame = 50;

/**
 * The port that modbus-serial is given: a line of the bridge, which is open already. The library writes and hears whole RTU
 * frames; the line carries RTU or TCP frames, in any pieces, between garbage, echoes and answers of other units.
 *
 *     modbus-serial ──write──→ LinePort ──RTU or TCP──→ line
 *                  ←──"data"── answers to the request ←── bytes
 *
 * "close" tells that the line has ended, which it then has for good.
 */
export class LinePort extends EventEmitter {
  isOpen = true;
  readonly #line: Duplex;
  readonly #clock: Clock;
  readonly #isTcp: boolean;
  readonly #decoder: FrameDecoder<ModbusFrame>;
  #transaction = 0;
  #request: { readonly frame: ModbusFrame; readonly bytes: Uint8Array } | undefined;
  /** Whether a request to read was heard again: the adapter hears what it sends. */
  #adapterEchoes = false;
  #echoIsDue = false;
  #heardAt: number | undefined;
  #unansweredAt: number | undefined;
  #cancelQuiet: () => void = () => {};

  constructor({ line, clock }: { line: Duplex; clock: Clock }, framing: "rtu" | "tcp") {
    super();
    this.#line = line;
    this.#clock = clock;
    this.#isTcp = framing === "tcp";
    this.#decoder = new FrameDecoder(this.#isTcp ? modbusTcpCodec : modbusRtuCodec);
    line.on("data", (bytes: Uint8Array) => {
      for (const decoded of this.#decoder.decode(bytes)) this.#hear(decoded);
      this.#awaitQuiet();
    });
    for (const event of ["error", "close", "end"]) line.on(event, () => this.close());
  }

  /** When the last frame of a unit came, in epoch ms. */
  get heardAt(): number | undefined {
    return this.#heardAt;
  }

  get ended(): boolean {
    return !this.isOpen;
  }

  /** When a request was last given up, by the monotonic clock. Over TCP a late answer bears the number of its request. */
  get unansweredAt(): number | undefined {
    return this.#unansweredAt;
  }

  /** No answer came in time. */
  giveUp(): void {
    if (!this.#isTcp) this.#unansweredAt = this.#clock.monotonic();
  }

  /** Whether a request has not left yet. */
  get isStuck(): boolean {
    return this.#line.writableLength > 0;
  }

  /** Called by modbus-serial. */
  open(done: () => void): void {
    done();
  }

  /** Called by modbus-serial with an RTU frame. */
  write(rtu: Uint8Array): void {
    const reading = modbusRtuCodec.read(rtu);
    if (!this.isOpen || !("frame" in reading)) return;
    // What is left of an earlier frame must not swallow the start of the answer.
    this.#decoder.end();
    this.#transaction = (this.#transaction + 1) % transactions;
    const transaction = this.#transaction;
    const bytes = this.#isTcp ? tcpFrame(rtu, transaction) : rtu;
    this.#request = { frame: { ...reading.frame, transaction }, bytes };
    this.#echoIsDue = this.#adapterEchoes;
    this.#line.write(bytes);
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#cancelQuiet();
    this.#line.destroy();
    this.emit("close");
  }

  #awaitQuiet(): void {
    this.#cancelQuiet();
    if (this.#isTcp) return;
    this.#cancelQuiet = this.#clock.after(quietAfterFrame, () => {
      for (const decoded of this.#decoder.end()) this.#hear(decoded);
    });
  }

  #hear(decoded: Decoded<ModbusFrame>): void {
    if (!("frame" in decoded)) return;
    const { frame, bytes } = decoded;
    const isSame = this.#request !== undefined && Buffer.compare(bytes, this.#request.bytes) === 0;
    if (isSame && this.#isEcho(frame)) return;
    this.#heardAt = this.#clock.now();
    if (!this.#isAnswer(frame, isSame)) return;
    this.#request = undefined;
    this.emit("data", this.#isTcp ? rtuFrame(bytes) : Buffer.from(bytes));
  }

  /**
   * Whether the adapter heard what it sent. Of a request to read that is plain: its answer is something else. Of an order it is not,
   * since the answer is the same bytes: the adapter does with it as it did with the query before.
   */
  #isEcho(frame: ModbusFrame): boolean {
    if (frame.fn === modbusFunction.writeCoil) {
      const isEcho = this.#echoIsDue;
      this.#echoIsDue = false;
      return isEcho;
    }
    this.#adapterEchoes = true;
    return true;
  }

  /** @param isSame whether it is the same bytes as the request, which is how an order is answered */
  #isAnswer(frame: ModbusFrame, isSame: boolean): boolean {
    const asked = this.#request?.frame;
    if (asked === undefined || frame.unit !== asked.unit || frame.fn !== asked.fn) return false;
    if (this.#isTcp && frame.transaction !== asked.transaction) return false;
    if ("exception" in frame) return true;
    return frame.fn === modbusFunction.writeCoil ? isSame : !("addr" in frame);
  }
}

function tcpFrame(rtu: Uint8Array, transaction: number): Uint8Array {
  const unit = rtu.subarray(0, -crcBytes);
  return Uint8Array.from([...bigEndian(transaction, 2), 0, 0, ...bigEndian(unit.length, 2), ...unit]);
}

function rtuFrame(tcp: Uint8Array): Buffer {
  const unit = tcp.subarray(tcpHead);
  return Buffer.from([...unit, ...crc16Bytes(unit)]);
}
