import { toHex } from "../../../firmware-bridge/drivers/kit/bytes.ts";
import type { Codec } from "../../../firmware-bridge/drivers/kit/codec.ts";
import { FrameDecoder } from "../../../firmware-bridge/drivers/kit/frame-decoder.ts";
import {
  type ModbusFrame,
  modbusFunction,
  modbusRtuCodec,
  modbusTcpCodec,
} from "../../../firmware-bridge/drivers/modbus/codec.ts";
import type { SimulatedBoardParts } from "../kit/simulated-board.ts";
import { SimulatedLocks } from "../kit/simulated-locks.ts";
import { spoilLastByte } from "../kit/transmitter.ts";

export interface ModbusBoardsWiring {
  readonly framing: "rtu" | "tcp";
  readonly locksPerBoard: number;
  readonly firstAddress: number;
  readonly firstOutput: number;
  readonly firstInput: number;
  readonly closedContact: "locked" | "open";
}

/** Why a unit refuses a request (modbus §6.4). */
const exceptions = { function: 1, address: 2, value: 3, device: 4 } as const;

const flashOn = 0x0200;
const on = 0xff00;
const off = 0x0000;
const longestFlash = 0x7fff;

type Answer = Exclude<ModbusFrame, { addr: number; count: number; data: string }>;

/**
 * Relay boards that speak Modbus (modbus §6.4), one unit each: an output for the solenoid and a discrete input for the latch of each
 * lock. Unit 0 is all of them, and then none answers.
 */
export class ModbusBoards extends SimulatedLocks {
  /** Units whose relays fail: they answer an order with exception 4. */
  readonly failing = new Set<number>();
  /** Slots whose output is on, until it is switched off: their solenoids burn. */
  readonly burning = new Set<number>();
  readonly #wiring: ModbusBoardsWiring;
  readonly #codec: Codec<ModbusFrame>;

  constructor(parts: SimulatedBoardParts, wiring: ModbusBoardsWiring) {
    const isTcp = wiring.framing === "tcp";
    super(parts, isTcp ? { baud: 1_000_000, spoil: spoilTransaction } : { baud: 9600, spoil: spoilLastByte }, wiring);
    this.#wiring = wiring;
    this.#codec = isTcp ? modbusTcpCodec : modbusRtuCodec;
    this.start();
  }

  protected override listen(): (bytes: Uint8Array) => void {
    const decoder = new FrameDecoder(this.#codec);
    return (bytes) => {
      for (const frame of decoder.push(bytes)) this.#receive(frame);
    };
  }

  protected override forget(): void {
    this.burning.clear();
  }

  #receive(request: ModbusFrame): void {
    if (request.unit === 0) {
      for (const unit of this.addresses) this.#obey({ ...request, unit });
      return;
    }
    if (this.slotsOf(request.unit).length === 0) return;
    const isOrder = request.fn === modbusFunction.writeCoil;
    const answer = this.#obey(request);
    if (isOrder && !this.answersOpenings && !("exception" in answer)) return;
    this.say(this.#codec.encode(answer));
  }

  #obey(request: ModbusFrame): Answer {
    const { unit, fn, transaction } = request;
    const head = { unit, fn, ...(transaction !== undefined && { transaction }) };
    if (fn === modbusFunction.readInputs && "count" in request && !("data" in request))
      return this.#read(request, head);
    if (fn === modbusFunction.writeCoil && "value" in request) return this.#write(request, head);
    return { ...head, exception: exceptions.function };
  }

  #read(
    { unit, addr, count }: ModbusFrame & { addr: number; count: number },
    head: { unit: number; fn: number },
  ): Answer {
    const first = addr - this.#wiring.firstInput;
    const slots = Array.from({ length: count }, (_, at) => this.slotOf(unit, first + at));
    if (count === 0 || slots.includes(undefined)) return { ...head, exception: exceptions.address };
    const bytes = new Uint8Array(Math.ceil(count / 8));
    for (const [at, slot = 0] of slots.entries())
      if (this.#isOn(slot)) bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (1 << (at & 7));
    return { ...head, data: toHex(bytes) };
  }

  #write(request: ModbusFrame & { addr: number; value: number }, head: { unit: number; fn: number }): Answer {
    const { unit, addr, value } = request;
    const isFlash = addr >= flashOn;
    const slot = this.slotOf(unit, addr - (isFlash ? flashOn : 0) - this.#wiring.firstOutput);
    if (slot === undefined) return { ...head, exception: exceptions.address };
    if (isFlash ? value > longestFlash : value !== on && value !== off) return { ...head, exception: exceptions.value };
    if (this.failing.has(unit)) return { ...head, exception: exceptions.device };
    if (!isFlash && value === on) this.burning.add(slot);
    if (!isFlash && value === off) this.burning.delete(slot);
    else this.pulse(slot, () => {});
    return { ...head, addr, value };
  }

  #isOn(slot: number): boolean {
    return this.isLocked(slot) === (this.#wiring.closedContact === "locked");
  }
}

/** TCP frames have no checksum: the answer belongs to another request. */
function spoilTransaction(frame: Uint8Array): Uint8Array {
  const spoiled = Uint8Array.from(frame);
  spoiled[1] = (spoiled[1] ?? 0) ^ 0x80;
  return spoiled;
}
