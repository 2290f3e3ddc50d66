import {
  type BoardFrame,
  encodeBoardFrame,
  type HostFrame,
  hostFrameDecoder,
  openingCode,
  returnCode,
} from "../../../firmware-bridge/drivers/gzxj/codec.ts";
import { SimulatedBoard, type SimulatedBoardParts } from "../kit/simulated-board.ts";
import type { BoardState, Outcome } from "./board-state.ts";
import { FrameLog } from "./frame-log.ts";

/** One motor movement, as measured on a cabinet of another make (pb60 §2.4: 0.6 to 0.9 s). */
const motorTime = 800;
/** How often the slots are listed unasked (gzxj §3.2). */
const inventoryEvery = 180_000;
/** A return is said again until the host confirms it; the vendor names no interval. */
const returnEvery = 10_000;
/** The board resets itself after so long without a host (gzxj §3.3). */
const hostSilence = 600_000;

const firmware = "SIMULATED_V1";
/** Made up, so that whoever lets them through into a log or a message can be caught. */
const iot = { domain: "iot.example.invalid", user: "board-user", password: "board-password" };

type OrderFrame = Extract<HostFrame, { command: "BW" | "FB" }>;

/** A slot mainboard after the vendor's document (gzxj §3). */
export class Board extends SimulatedBoard<BoardState> {
  override readonly confirmsReturns = true;
  readonly log: FrameLog;
  readonly #queue: HostFrame[] = [];
  /** slots whose return was not confirmed since the board started */
  readonly #unconfirmed = new Set<number>();

  constructor(parts: SimulatedBoardParts<BoardState>) {
    super(parts, { baud: 115_200, spoil: spoilChecksum });
    this.log = new FrameLog(parts.clock);
    this.start();
  }

  protected override listen(): (bytes: Uint8Array) => void {
    const decoder = hostFrameDecoder();
    return (bytes) => {
      for (const frame of decoder.push(bytes)) this.#receive(frame);
    };
  }

  protected override inserted(slot: number): void {
    this.#unconfirmed.add(slot);
    this.#sayReturn(slot);
  }

  protected override left(slot: number): void {
    this.#unconfirmed.delete(slot);
  }

  protected override start(): void {
    this.every("inventory", inventoryEvery, () => this.#sayInventory(0));
    this.every("returns", returnEvery, () => {
      for (const slot of this.#unconfirmed) this.#sayReturn(slot);
    });
    this.#awaitHost();
  }

  protected override booted(): void {
    this.#sayInventory(0);
  }

  /** A restart loses the number of the last message and the order cache; what lies unconfirmed stands in the inventory. */
  protected override forget(): void {
    this.kept.lastMsgId = 0;
    delete this.kept.lastOutcome;
    this.#unconfirmed.clear();
    this.changed();
  }

  protected override interrupted(): void {
    this.#queue.length = 0;
  }

  #receive(frame: HostFrame): void {
    this.#awaitHost();
    if (frame.msgId <= this.kept.lastMsgId) {
      this.log.add("in", frame, "msgId did not grow");
      return;
    }
    this.log.add("in", frame);
    this.kept.lastMsgId = frame.msgId;
    this.changed();
    this.#queue.push(frame);
    this.#work();
  }

  #work(): void {
    while (!this.motorRuns) {
      const frame = this.#queue.shift();
      if (frame === undefined) return;
      this.#obey(frame);
    }
  }

  #obey(frame: HostFrame): void {
    switch (frame.command) {
      case "CQ":
        this.#sayInventory(frame.slot, frame.msgId);
        break;
      case "BW":
      case "FB":
        this.#order(frame);
        break;
      case "RS":
        this.#confirmReturn(frame.slot, frame.accepted);
        break;
      case "FA":
        this.#ejectAll(frame);
        break;
      case "CM":
        if (frame.rules) this.kept.rules = { ...frame.rules };
        this.changed();
        this.#say({ command: "CM", msgId: frame.msgId, rules: this.kept.rules });
        break;
      case "BR":
        break;
    }
  }

  #order(frame: OrderFrame): void {
    const { command, orderId, msgId } = frame;
    const { lastOutcome } = this.kept;
    const slot = command === "FB" ? frame.slot : this.#fullest();
    const item = this.kept.slots[slot - 1]?.item;
    if (lastOutcome?.orderId === orderId) {
      this.#say({ ...lastOutcome, msgId });
    } else if (item === undefined) {
      const fault = { result: openingCode.unavailable, slot, lockStatus: 0, wireStatus: 0 };
      this.#conclude(msgId, { command, orderId, ...fault });
    } else {
      this.#runMotor(slot, orderId, (ejected) => {
        const result = ejected ? openingCode.ok : openingCode.lockFault;
        const status = { lockStatus: ejected ? 1 : 0, wireStatus: 1 };
        this.#conclude(msgId, { command, orderId, result, slot, ...item, ...status });
      });
    }
  }

  #conclude(msgId: number, outcome: Outcome): void {
    this.kept.lastOutcome = outcome;
    this.changed();
    this.#say({ ...outcome, msgId });
  }

  /** What BW hands out: confirmed returns only, by CM's least charge; the vendor also names 60 %. 0: none (gzxj §3.2). */
  #fullest(): number {
    const { slots, rules } = this.kept;
    const fullest = slots
      .map(({ item, returnConfirmed }, index) => ({ slot: index + 1, returnConfirmed, level: item?.level ?? -1 }))
      .filter(({ returnConfirmed, level }) => returnConfirmed && level >= rules.minLevel)
      .reduce((best, next) => (next.level > best.level ? next : best), { slot: 0, level: -1 });
    return fullest.slot;
  }

  #runMotor(slot: number, orderId: string | undefined, done: (ejected: boolean) => void): void {
    this.runMotor(slot, motorTime, orderId, (item) => {
      done(item !== undefined);
      this.#work();
    });
  }

  #ejectAll({ msgId, slot }: { msgId: number; slot: number }): void {
    const { slots } = this.kept;
    const accepted = slot <= slots.length;
    this.#say({ command: "FA", msgId, accepted });
    const waiting = slot === 0 ? slots.map((_, index) => index + 1) : accepted ? [slot] : [];
    const next = () => {
      const slot = waiting.find((slot) => slots[slot - 1]?.item);
      if (slot === undefined) return;
      waiting.splice(0, waiting.indexOf(slot) + 1);
      this.#runMotor(slot, undefined, next);
    };
    next();
  }

  #confirmReturn(slot: number, accepted: boolean): void {
    this.#unconfirmed.delete(slot);
    const state = this.kept.slots[slot - 1];
    if (state?.item && accepted) state.returnConfirmed = true;
    this.changed();
  }

  #sayReturn(slot: number): void {
    const item = this.kept.slots[slot - 1]?.item;
    const status = { lockStatus: 1, wireStatus: 1 };
    this.#say({ command: "RS", msgId: this.kept.lastMsgId, result: returnCode.ok, slot, ...item, ...status });
  }

  /** @param wanted 0: all */
  #sayInventory(wanted: number, msgId = this.kept.lastMsgId): void {
    const slots = this.kept.slots
      .map(({ item, returnConfirmed }, index) => ({
        slot: index + 1,
        returnConfirmed,
        ...item,
        charging: item !== undefined && item.level < 100,
        inContact: item !== undefined,
        locked: item !== undefined,
      }))
      .filter(({ slot }) => wanted === 0 || slot === wanted);
    const { boardId } = this.kept;
    this.#say({ command: "AC", msgId, boardId, firmware, slotCount: this.kept.slots.length, iot, slots });
  }

  #say(frame: BoardFrame): void {
    if (this.say(encodeBoardFrame(frame))) this.log.add("out", frame);
  }

  #awaitHost(): void {
    this.after("host", hostSilence, () => this.restart());
  }
}

/** The last digit of the checksum stands before the closing brace. */
function spoilChecksum(frame: Uint8Array): Uint8Array {
  const spoiled = Uint8Array.from(frame);
  const lastDigit = spoiled.length - 2;
  spoiled[lastDigit] = spoiled[lastDigit] === 0x30 ? 0x31 : 0x30;
  return spoiled;
}
