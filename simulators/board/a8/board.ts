import type { A8Board as BoardReport } from "../../../firmware-bridge/drivers/a8/boards.ts";
import { type A8Frame, a8Codec, a8Command } from "../../../firmware-bridge/drivers/a8/codec.ts";
import { holeState, popState, returnState } from "../../../firmware-bridge/drivers/a8/states.ts";
import { FrameDecoder } from "../../../firmware-bridge/drivers/kit/frame-decoder.ts";
import { checkItemId, decimalNumber } from "../kit/item-numbers.ts";
import { SimulatedBoard, type SimulatedBoardParts } from "../kit/simulated-board.ts";
import { spoilLastByte } from "../kit/transmitter.ts";
import { type A8BoardsWiring, type A8Place, A8Places } from "./places.ts";

/** The motor, and the board's own check after it (a8 §5); ms. */
const motorTime = 1_000;
const checkTime = 3_000;
/** After an opening a host leaves the boards alone for so long (a8 §5); ms. */
const restTime = 5_000;
/** The first report comes a minute after power, the others every 20 minutes; the heartbeat every 9 (a8 §5); ms. */
const firstReport = 60_000;
const reportEvery = 1_200_000;
const heartbeatEvery = 540_000;
const heartbeat = "104353513A32373B42503A30";
/** A return is looked at again some minutes later (a8 §5); ms. */
const selfCheckAfter = 240_000;
const doubled = 50;

const switchIsFree = 0x80;

/** What boards in the field do wrong. */
export interface A8Habits {
  /** The next opening is obeyed, and answered, so much later; ms. */
  nextPopLate: number;
  /** Every return is said twice, 50 ms apart. */
  doubleReports: boolean;
  /** Slots that push out again what is put in, with the state that they say. */
  readonly refusing: Map<number, number>;
  /** Slots in which the item's number can't be read, though it presses the switch. */
  readonly unreadable: Set<number>;
  /** Slots whose switch says the opposite of what lies in them. */
  readonly wrongSwitch: Set<number>;
  /** Slots that say nothing of a return. */
  readonly quiet: Set<number>;
}

/** Boards inside a power-bank cabinet (a8 §5). Item ids are decimal numbers. */
export class A8Boards extends SimulatedBoard {
  readonly habits: A8Habits = {
    nextPopLate: 0,
    doubleReports: false,
    refusing: new Map(),
    unreadable: new Set(),
    wrongSwitch: new Set(),
    quiet: new Set(),
  };
  /** How often a host asked or opened while the boards were to be left alone. */
  disturbed = 0;
  readonly #places: A8Places;
  readonly #codec: ReturnType<typeof a8Codec>;
  /** Slots with a refused item that did not come out. */
  readonly #stuck = new Set<number>();
  #restsUntil = 0;

  constructor(parts: SimulatedBoardParts, wiring: A8BoardsWiring) {
    super(parts, { baud: 9_600, spoil: spoilLastByte });
    this.#places = new A8Places(wiring, parts.state.slots.length);
    this.#codec = a8Codec(wiring.holesPerBoard);
    this.start();
  }

  override insert(slot: number, itemId?: string): void {
    checkItemId(itemId, decimalNumber);
    super.insert(slot, itemId);
  }

  override fill(slot: number, itemId?: string, level?: number): void {
    checkItemId(itemId, decimalNumber);
    super.fill(slot, itemId, level);
  }

  protected override listen(): (bytes: Uint8Array) => void {
    const decoder = new FrameDecoder(this.#codec);
    return (bytes) => {
      for (const frame of decoder.push(bytes)) this.#obey(frame);
    };
  }

  protected override inserted(slot: number): void {
    const refusal = this.habits.refusing.get(slot);
    if (this.habits.quiet.has(slot)) this.after(`check ${slot}`, selfCheckAfter, () => this.#saySelfCheck(slot));
    else if (refusal !== undefined) this.#refuse(slot, refusal);
    else if (this.habits.unreadable.has(slot)) this.#refuse(slot, returnState.snUnread);
    else {
      this.#sayReturn(slot, returnState.ok);
      if (this.habits.doubleReports) this.after(`double ${slot}`, doubled, () => this.#sayReturn(slot, returnState.ok));
      this.after(`check ${slot}`, selfCheckAfter, () => this.#saySelfCheck(slot));
    }
  }

  protected override left(slot: number): void {
    this.cancel(`check ${slot}`);
    this.#stuck.delete(slot);
  }

  protected override start(): void {
    this.after("report", firstReport, () => {
      this.#sayReport();
      this.every("report", reportEvery, () => this.#sayReport());
    });
    this.every("heartbeat", heartbeatEvery, () => this.#say({ cmd: a8Command.heartbeat, data: heartbeat }));
  }

  #obey(frame: A8Frame): void {
    const isOrder = frame.cmd === a8Command.pop || frame.cmd === a8Command.popBySn;
    const isQuestion = frame.cmd === a8Command.info && "data" in frame;
    if (!isOrder && !isQuestion) return;
    if (this.motorRuns || this.clock.monotonic() < this.#restsUntil) this.disturbed++;
    else if (isQuestion) this.#sayReport();
    else if ("values" in frame) this.#order(frame.cmd, frame.values);
  }

  #order(cmd: number, values: Readonly<Record<string, number>>): void {
    const late = this.habits.nextPopLate;
    this.habits.nextPopLate = 0;
    if (late === 0) this.#pop(cmd, values);
    else this.after("late", late, () => this.#pop(cmd, values));
  }

  /** An order to a board that there is not is heard by none. */
  #pop(cmd: number, values: Readonly<Record<string, number>>): void {
    const { board = 0, hole = 0, sn = 0 } = values;
    if (!this.#places.boards.includes(board)) return;
    const slot = cmd === a8Command.pop ? this.#places.slotAt({ board, hole }) : this.#slotWith(sn, board);
    const place = slot === undefined ? undefined : this.#places.placeOf(slot);
    const answer = (state: number) => this.#sayPopped(cmd, place ?? { board, hole }, sn, state);
    if (cmd === a8Command.popBySn && slot === undefined) answer(popState.snNotFound);
    else if (slot === undefined || this.kept.slots[slot - 1]?.item === undefined) answer(popState.failed);
    else {
      this.#restsUntil = this.clock.monotonic() + restTime;
      this.runMotor(slot, motorTime, undefined, (ejected) => {
        this.after("self-check", checkTime, () => answer(ejected ? popState.ok : popState.notPopped));
      });
    }
  }

  /** What is refused is pushed out again; a jammed slot keeps it. */
  #refuse(slot: number, state: number): void {
    this.#sayReturn(slot, state);
    if (this.motorRuns) return;
    this.runMotor(slot, motorTime, undefined, (ejected) => {
      if (ejected === undefined) this.#stuck.add(slot);
    });
  }

  #slotWith(sn: number, board: number): number | undefined {
    return this.#places.slotsOf(board).find((slot) => this.#sn(slot) === sn && sn !== 0);
  }

  #sn(slot: number): number {
    const { item } = this.kept.slots[slot - 1] ?? {};
    return item === undefined || this.habits.unreadable.has(slot) ? 0 : Number(item.itemId);
  }

  #sayPopped(cmd: number, { board, hole }: A8Place, sn: number, state: number): void {
    if (cmd === a8Command.popBySn) this.#say({ cmd: a8Command.poppedBySn, values: { hole, sn, state } });
    else this.#say({ cmd: a8Command.popped, values: { board, hole, state, solenoid: 1 } });
  }

  #sayReturn(slot: number, state: number): void {
    const soc = this.kept.slots[slot - 1]?.item?.level ?? 0;
    const place = this.#places.placeOf(slot);
    if (place === undefined) return;
    this.#say({ cmd: a8Command.return, values: { ...place, area: 5, sn: this.#sn(slot), state, soft: 1, soc } });
  }

  #saySelfCheck(slot: number): void {
    const { item } = this.kept.slots[slot - 1] ?? {};
    const place = this.#places.placeOf(slot);
    if (item === undefined || place === undefined) return;
    const found = { ...place, state: holeState.normal, area: 5, sn: this.#sn(slot) };
    const measured = { soc: item.level, temp: 25, decivolts: 50, deciamperes: 10, soft: 1, hard: 1 };
    this.#say({ cmd: a8Command.selfCheck, values: { ...found, ...measured } });
  }

  #sayReport(): void {
    this.#say({ cmd: a8Command.info, boards: this.#places.boards.map((board) => this.#boardReport(board)) });
  }

  /** A board has all its holes, even where the cabinet has fewer slots. */
  #boardReport(board: number): BoardReport {
    const holes = this.#places.slotsOf(board).map((slot) => this.#holeReport(slot));
    return { board, unknown: 0xffff, temp: 0, soft: 4, hard: 0x16, holes };
  }

  #holeReport(slot: number): BoardReport["holes"][number] {
    const { item } = this.kept.slots[slot - 1] ?? {};
    const { hole = 0 } = this.#places.placeOf(slot) ?? {};
    const sn = this.#sn(slot);
    const isFree = (item === undefined) !== this.habits.wrongSwitch.has(slot);
    const state = this.#stuck.has(slot) ? holeState.refusedInPlace : item ? holeState.normal : holeState.empty;
    const measured = sn === 0 ? { soc: 0, temp: 0 } : { soc: item?.level ?? 0, temp: 30 };
    const charge = { current: 0, volt: 0, area: sn === 0 ? 0 : 5, chargeVolt: 0, chargeCurrent: 0, soft: 0 };
    return { hole, state, sn, ...measured, ...charge, sensor: isFree ? switchIsFree : 0 };
  }

  #say(frame: A8Frame): void {
    this.say(this.#codec.encode(frame));
  }
}
