import type { Log } from "../../platform/log.ts";
import { cabinetSecret } from "../../server/fleet/cabinet-secret.ts";
import { commandIdOf } from "../../server/rental/order.ts";
import { type BoardProtocol, boardMakes } from "./board-makes.ts";
import { type Box, fullSlots, type Witness } from "./box.ts";
import { ByteBox } from "./byte-box.ts";
import { CabinetMachine } from "./cabinet-machine.ts";
import type { Faults } from "./faults.ts";
import { hubSecret, sealKeyOf } from "./hub-process.ts";
import { ModelBox } from "./model-box.ts";
import type { Random } from "./random.ts";
import type { Downward, Seams } from "./seams.ts";
import type { SimulatedBroker } from "./simulated-broker.ts";
import type { Trace } from "./trace.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface CabinetsParts {
  readonly time: VirtualTime;
  readonly faults: Faults;
  readonly random: Random;
  readonly trace: Trace;
  readonly broker: SimulatedBroker;
  readonly witness: Witness;
  readonly seams: Seams;
  /** The boards of all cabinets; left out: most have boards of no real make, which cost less time. */
  readonly board: BoardProtocol | undefined;
  readonly logOf: (cabinetId: string) => Log;
}

export const slotCount = 12;
const stock = 8;
/** One cabinet in so many has a gzxj board, whose every byte costs time. */
const gzxjEvery = 8;
const second = 1000;

/** All cabinets of a system. */
export class Cabinets {
  readonly machines: readonly CabinetMachine[];
  readonly #parts: CabinetsParts;
  readonly #byId: ReadonlyMap<string, CabinetMachine>;
  readonly #sealKeys: ReadonlyMap<string, Buffer>;

  constructor(count: number, parts: CabinetsParts) {
    this.#parts = parts;
    this.machines = Array.from({ length: count }, (_, index) => this.#build(index));
    this.#byId = new Map(this.machines.map((machine) => [machine.box.cabinetId, machine]));
    this.#sealKeys = new Map([...this.#byId.keys()].map((cabinetId) => [cabinetId, sealKeyOf(cabinetId)]));
  }

  get boxes(): readonly Box[] {
    return this.machines.map(({ box }) => box);
  }

  /** Whether the bridge of this cabinet has on its disk that something lies in the slot. */
  isKept(cabinetId: string, slot: number): boolean {
    return this.#byId.get(cabinetId)?.file.read().slots[slot]?.state === "occupied";
  }

  /** Whether the bridge of this cabinet runs and nobody stops it. */
  isInService(cabinetId: string): boolean {
    return this.#byId.get(cabinetId)?.inService === true;
  }

  /** What the network knows of a message to this cabinet. */
  downward(cabinetId: string): Downward {
    const now = this.#parts.time.now();
    const cabinetTime = now + (this.#byId.get(cabinetId)?.wall.error ?? 0);
    return { cabinetId, sealKey: this.#sealKeys.get(cabinetId) ?? Buffer.alloc(0), now, cabinetTime };
  }

  /** A broker in wrong hands wants a slot opened. */
  forgeCommand({ box }: CabinetMachine, random: Random): void {
    const slot = random.pick(fullSlots(box));
    if (slot === undefined) return;
    const orderNo = "20261199000000000000";
    const now = this.#parts.time.now();
    this.#parts.broker.inject(box.cabinetId, "command", {
      v: 1,
      action: "open",
      id: commandIdOf(orderNo, random.between(1, 99_999)),
      orderNo,
      slot,
      issuedAt: now,
      expiresAt: now + 10 * second,
      ttl: 10 * second,
      seal: "A".repeat(43),
    });
  }

  start(): void {
    for (const machine of this.machines) machine.start();
  }

  /** The shops close: no bridge any more. */
  close(): void {
    for (const machine of this.machines) void machine.close();
  }

  /** After this they do nothing by themselves. */
  stopBoards(): void {
    for (const box of this.boxes) if (box instanceof ByteBox) box.stop();
  }

  #build(index: number): CabinetMachine {
    const { time, faults, random, trace, broker, witness, seams, board, logOf } = this.#parts;
    const cabinetId = `shop-${index + 1}`;
    const kind = "power is cut while a motor runs";
    const cutPower = () => machine.cutPower(faults.details(kind).between(10 * second, 600 * second));
    const protocol = board ?? (index % gzxjEvery === gzxjEvery - 1 ? "gzxj" : undefined);
    const box: Box =
      protocol !== undefined
        ? new ByteBox({ cabinetId, slotCount, time, witness, make: boardMakes[protocol] })
        : new ModelBox({ cabinetId, slotCount, stock, time, faults, witness, cutPower });
    const machine = new CabinetMachine({
      box,
      secret: cabinetSecret(hubSecret, cabinetId, 1),
      time,
      faults,
      broker,
      random: random.fork(cabinetId),
      trace,
      seams,
      log: logOf(cabinetId),
    });
    return machine;
  }
}
