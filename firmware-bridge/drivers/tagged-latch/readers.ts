import type { Duplex } from "node:stream";
import type { Clock } from "../../../platform/clock.ts";
import { ReportingLine } from "../kit/reporting-line.ts";
import { type RfidFrame, rfid7e1bCodec, rfidCommand } from "../rfid7e1b/codec.ts";

/** An answer has 10 bytes, which take 10 ms at 9600 baud; ms. */
const answerTimeout = 200;
const tries = 2;

/** A reader says a tag twice, 50 ms apart (rfid7e1b §8.3); ms. */
const saidTwiceWithin = 200;

/** A line that could not be opened, or was lost, is opened again after so long; ms. */
const reopenAfter = 5_000;

/** What a reader says of the tag before it. */
export type TagReading = { readonly uid: string } | "no-tag" | "silent";

export interface ReadersParts {
  readonly clock: Clock;
  /** Opens the line, at the start and again when it was lost; undefined: it is never opened again. */
  readonly openLine: () => Promise<Duplex> | undefined;
  /** A tag came before a reader. */
  readonly onTag: (address: number, uid: string) => void;
}

/** RFID readers on one line. A reader without a tag says nothing: only its answer to a check tells that it is there. */
export class Readers {
  readonly #parts: ReadersParts;
  #line: ReportingLine<RfidFrame> | undefined;
  /** When each tag was last said, by the monotonic clock. */
  readonly #saidAt = new Map<string, number>();
  #work: Promise<unknown> = Promise.resolve();
  #closed = false;
  #cancelReopening: () => void = () => {};

  constructor(parts: ReadersParts) {
    this.#parts = parts;
    this.#open();
  }

  /** Asks for the tag before a reader. */
  read(address: number): Promise<TagReading> {
    return this.#afterOthers(async () => {
      for (let tried = 0; tried < tries; tried++) {
        const answer = await this.#ask(address, rfidCommand.readUid, rfidCommand.uid);
        if (answer !== undefined && "uid" in answer) return { uid: uidText(answer.uid) };
        if (await this.#checks(address)) return "no-tag";
      }
      return "silent";
    });
  }

  /** Whether a reader answers. */
  isThere(address: number): Promise<boolean> {
    return this.#afterOthers(async () => (await this.#checks(address)) || this.#checks(address));
  }

  close(): void {
    this.#closed = true;
    this.#cancelReopening();
    this.#line?.close();
  }

  async #checks(address: number): Promise<boolean> {
    return (await this.#ask(address, rfidCommand.check, rfidCommand.checked)) !== undefined;
  }

  async #ask(addr: number, cmd: number, answer: number): Promise<RfidFrame | undefined> {
    const isAnswer = (frame: RfidFrame) => frame.addr === addr && frame.cmd === answer;
    return this.#line?.ask({ addr, cmd, data: "" }, isAnswer, answerTimeout);
  }

  /** The line is half duplex. */
  #afterOthers<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#work.then(work);
    this.#work = result;
    return result;
  }

  #open(): void {
    this.#parts.openLine()?.then(
      (line) => this.#use(line),
      () => this.#openLater(),
    );
  }

  #use(line: Duplex): void {
    if (this.#closed) {
      line.destroy();
      return;
    }
    const { clock } = this.#parts;
    this.#line = new ReportingLine({ line, clock }, rfid7e1bCodec, (frame) => this.#hear(frame));
    line.once("close", () => this.#openLater());
  }

  #openLater(): void {
    this.#line = undefined;
    if (this.#closed) return;
    this.#cancelReopening();
    this.#cancelReopening = this.#parts.clock.after(reopenAfter, () => this.#open());
  }

  #hear(frame: RfidFrame): void {
    if (frame.cmd !== rfidCommand.uid || !("uid" in frame)) return;
    const uid = uidText(frame.uid);
    const key = `${frame.addr} ${uid}`;
    const now = this.#parts.clock.monotonic();
    const before = this.#saidAt.get(key);
    for (const [said, at] of this.#saidAt) if (now - at >= saidTwiceWithin) this.#saidAt.delete(said);
    this.#saidAt.set(key, now);
    if (before === undefined || now - before >= saidTwiceWithin) this.#parts.onTag(frame.addr, uid);
  }
}

/** As it stands on most tags: eight hexadecimal digits. */
function uidText(uid: number): string {
  return uid.toString(16).toUpperCase().padStart(8, "0");
}
