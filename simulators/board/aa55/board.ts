import { type Aa55Frame, aa55Codec, aa55Command } from "../../../firmware-bridge/drivers/aa55/codec.ts";
import { aa55Status } from "../../../firmware-bridge/drivers/aa55/status.ts";
import { FrameDecoder } from "../../../firmware-bridge/drivers/kit/frame-decoder.ts";
import type { Item } from "../kit/cabinet-state.ts";
import { checkItemId, tagNumber } from "../kit/item-numbers.ts";
import { SimulatedBoard, type SimulatedBoardParts } from "../kit/simulated-board.ts";

/** How long an umbrella takes to the reader, and the latch to its other position; ms. */
const readTime = 500;
const motorTime = 1_000;
/** A login and a return are said again until they are answered; ms. */
const sayAgain = 10_000;
const doubled = 50;

const replyBit = 0x80;

/** What controllers in the field do wrong. */
export interface Aa55Habits {
  /** The next order to let an umbrella go is obeyed, and answered, so much later; ms. */
  nextOutLate: number;
  /** Every return is said twice, 50 ms apart. */
  doubleReports: boolean;
  /** Channels whose position contradicts what lies in them. */
  readonly contradicting: Set<number>;
  /** Channels whose latch stands half-way, until they are rescued. */
  readonly halfWay: Set<number>;
  /** Channels in which the umbrella's number can't be read. */
  readonly unreadable: Set<number>;
}

/** An umbrella controller (aa55 §8.1): each channel holds one umbrella, whose number is its item id. */
export class Aa55Board extends SimulatedBoard {
  override readonly confirmsReturns = true;
  readonly habits: Aa55Habits = {
    nextOutLate: 0,
    doubleReports: false,
    contradicting: new Set(),
    halfWay: new Set(),
    unreadable: new Set(),
  };
  readonly #sn: string;
  readonly #unanswered = new Map<number, number>();
  #seq = 0;

  /** @param sn the controller's number, 11 characters */
  constructor(parts: SimulatedBoardParts, sn = "SIM00000001") {
    super(parts, { baud: 115_200, spoil: spoilSum });
    this.#sn = sn;
    this.start();
  }

  override insert(slot: number, itemId?: string): void {
    checkItemId(itemId, tagNumber);
    super.insert(slot, itemId);
  }

  override fill(slot: number, itemId?: string, level?: number): void {
    checkItemId(itemId, tagNumber);
    super.fill(slot, itemId, level);
  }

  protected override listen(): (bytes: Uint8Array) => void {
    const decoder = new FrameDecoder(aa55Codec);
    this.#logIn();
    return (bytes) => {
      for (const frame of decoder.push(bytes)) this.#obey(frame);
    };
  }

  protected override inserted(slot: number): void {
    this.#unanswered.set(slot, this.#nextSeq());
    this.#sayReturn(slot);
    if (this.habits.doubleReports) this.after(`double ${slot}`, doubled, () => this.#sayReturn(slot));
  }

  protected override left(slot: number): void {
    this.#unanswered.delete(slot);
  }

  protected override start(): void {
    this.every("returns", sayAgain, () => {
      for (const slot of this.#unanswered.keys()) this.#sayReturn(slot);
    });
  }

  protected override booted(): void {
    this.#logIn();
  }

  protected override forget(): void {
    this.#unanswered.clear();
    this.#seq = 0;
  }

  #obey(frame: Aa55Frame): void {
    switch (frame.cmd) {
      case aa55Command.activeTest:
        this.#answer({ ...frame, channel: 0 }, aa55Status.ok);
        break;
      case aa55Command.inspectChannel:
        this.#answer(frame, this.#position(frame.channel));
        break;
      case aa55Command.take:
        this.#take(frame);
        break;
      case aa55Command.out:
        this.#outLate(frame);
        break;
      case aa55Command.rescueChannel:
        this.habits.halfWay.delete(frame.channel ?? 0);
        this.#answer(frame, this.#position(frame.channel));
        break;
      case aa55Command.in | replyBit:
        this.#onAnswer(frame);
        break;
      case aa55Command.login | replyBit:
        this.cancel("login");
        break;
    }
  }

  #take(frame: Aa55Frame): void {
    const { channel = 0 } = frame;
    if (this.motorRuns) this.#answer(frame, aa55Status.busy);
    else if (this.habits.halfWay.has(channel)) this.#answer(frame, aa55Status.halfWay);
    else this.after("reader", readTime, () => this.#read(frame, channel));
  }

  #read(frame: Aa55Frame, channel: number): void {
    const item = this.#item(channel);
    if (item === undefined) this.#answer(frame, aa55Status.channelTimeout);
    else if (this.habits.unreadable.has(channel)) this.#answer(frame, aa55Status.illegalUmbrella);
    else this.#answer(frame, aa55Status.ok, item.itemId);
  }

  #outLate(frame: Aa55Frame): void {
    const late = this.habits.nextOutLate;
    this.habits.nextOutLate = 0;
    if (late === 0) this.#out(frame);
    else this.after("late", late, () => this.#out(frame));
  }

  #out(frame: Aa55Frame): void {
    const { channel = 0 } = frame;
    const sn = "sn" in frame ? frame.sn : undefined;
    if (this.motorRuns) this.#answer(frame, aa55Status.busy);
    else if (sn === undefined || this.#item(channel)?.itemId !== sn) this.#answer(frame, aa55Status.snMismatch);
    else
      this.runMotor(channel, motorTime, undefined, (ejected) =>
        this.#answer(frame, ejected ? aa55Status.ok : aa55Status.lockFault, sn),
      );
  }

  /** A return that the host does not take is pushed out again. */
  #onAnswer(frame: Aa55Frame): void {
    const { channel = 0 } = frame;
    if (!("status" in frame) || !this.#unanswered.has(channel)) return;
    this.#unanswered.delete(channel);
    const slot = this.front.slot(channel);
    if (frame.status === aa55Status.ok) slot.returnConfirmed = true;
    else if (!this.motorRuns) this.runMotor(channel, motorTime, undefined, () => {});
    this.changed();
  }

  #position(channel = 0): number {
    const { slots } = this.kept;
    if (channel < 1 || channel > slots.length) return aa55Status.mismatch;
    if (this.habits.halfWay.has(channel)) return aa55Status.halfWay;
    const isOccupied = (this.#item(channel) !== undefined) !== this.habits.contradicting.has(channel);
    return isOccupied ? aa55Status.inBorrow : aa55Status.inReturn;
  }

  #item(channel: number): Item | undefined {
    return this.kept.slots[channel - 1]?.item;
  }

  #logIn(): void {
    this.every("login", sayAgain, () => this.#sayLogin());
    this.#sayLogin();
  }

  #sayLogin(): void {
    this.say(aa55Codec.encode({ seq: this.#nextSeq(), cmd: aa55Command.login, channel: 0, box: this.#sn }));
  }

  #sayReturn(slot: number): void {
    const item = this.#item(slot);
    const seq = this.#unanswered.get(slot);
    if (item === undefined || seq === undefined) return;
    const sn = this.habits.unreadable.has(slot) ? "00000000" : item.itemId;
    this.say(aa55Codec.encode({ seq, cmd: aa55Command.in, channel: slot, sn }));
  }

  #answer({ seq, cmd, channel = 0 }: Aa55Frame, status: number, sn?: string): void {
    this.say(aa55Codec.encode({ seq, cmd: cmd | replyBit, channel, ...(sn !== undefined && { sn }), status }));
  }

  #nextSeq(): number {
    this.#seq = (this.#seq % 255) + 1;
    return this.#seq;
  }
}

/** The sum stands before the last byte. */
function spoilSum(frame: Uint8Array): Uint8Array {
  const spoiled = Uint8Array.from(frame);
  const sum = spoiled.length - 2;
  spoiled[sum] = (spoiled[sum] ?? 0) ^ 0xff;
  return spoiled;
}
