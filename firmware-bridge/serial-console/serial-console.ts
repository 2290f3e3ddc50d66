import type { Duplex } from "node:stream";
import type { Clock } from "../../platform/clock.ts";
import { errorMessage } from "../../platform/error-message.ts";
import { type DecodedLine, decodeArguments, decodedLine } from "../decode/decode.ts";
import type { Fields, Protocol } from "../decode/protocols.ts";
import { FrameDecoder } from "../drivers/kit/frame-decoder.ts";
import { readTyped } from "./typed-command.ts";

export interface SerialConsoleParts {
  readonly line: Duplex;
  /** Name and codec of the protocol. */
  readonly name: string;
  readonly protocol: Protocol;
  readonly clock: Clock;
  /** Takes one line of JSON for each frame. */
  readonly show: (line: string) => void;
  /** Takes what is said to the technician. */
  readonly say: (text: string) => void;
  /** The line has ended, or failed. */
  readonly onEnd: (why: string) => void;
}

/** A frame ends within this time: what is no frame by then is shown as what it is; ms. */
const quiet = 500;

/** Shows the frames on a line as they pass, and sends what a technician types; what may move something only after a `y`. */
export class SerialConsole {
  readonly #parts: SerialConsoleParts;
  readonly #heard: FrameDecoder<Fields>;
  #asked: Uint8Array | undefined;
  #last = 0;
  #cancelQuiet: () => void = () => {};

  constructor(parts: SerialConsoleParts) {
    this.#parts = parts;
    this.#heard = new FrameDecoder(parts.protocol.codec);
    const { line, onEnd } = parts;
    line.on("data", (bytes: Uint8Array) => this.#hear(bytes));
    line.on("error", (error) => onEnd(errorMessage(error)));
    line.on("close", () => onEnd("the line was closed"));
    line.on("end", () => onEnd("the other end has closed the line"));
  }

  /** Takes a line that was typed: a command, or the answer to a question. */
  take(typed: string): void {
    const asked = this.#asked;
    this.#asked = undefined;
    if (asked) {
      if (typed.trim() === "y") this.#send(asked);
      else this.#parts.say("not sent");
      return;
    }
    if (typed.trim() === "") return;
    const { name, protocol, say } = this.#parts;
    const command = readTyped(typed, name, protocol, this.#nextNumber());
    if ("answer" in command) say(command.answer);
    else if (command.question === undefined) this.#send(command.bytes);
    else {
      this.#asked = command.bytes;
      say(`${command.question}: type y to send it`);
    }
  }

  /** Stops showing; the line is the caller's. */
  stop(): void {
    this.#cancelQuiet();
  }

  /** By the clock, and greater than the one before: some boards drop a frame with a lower number than the last (gzxj §3.3). */
  #nextNumber(): number {
    this.#last = Math.max(this.#last + 1, Math.floor(this.#parts.clock.now() / 1000));
    return this.#last;
  }

  #send(bytes: Uint8Array): void {
    const { line, protocol } = this.#parts;
    line.write(bytes);
    const written = protocol.isText ? Buffer.from(bytes).toString("latin1") : Buffer.from(bytes).toString("hex");
    for (const frame of decodeArguments(protocol, [written])) this.#show("out", frame);
  }

  #hear(bytes: Uint8Array): void {
    const { protocol, clock } = this.#parts;
    for (const decoded of this.#heard.decode(bytes)) this.#show("in", decodedLine(protocol, decoded));
    this.#cancelQuiet();
    this.#cancelQuiet = clock.after(quiet, () => {
      for (const decoded of this.#heard.end()) this.#show("in", decodedLine(protocol, decoded));
    });
  }

  #show(direction: "in" | "out", { error, fields }: DecodedLine): void {
    const { name, clock, show } = this.#parts;
    const at = new Date(clock.now()).toISOString();
    const head = { at, direction, protocol: name, ok: error === undefined };
    show(JSON.stringify({ ...head, ...(error === undefined ? {} : { error }), fields }));
  }
}
