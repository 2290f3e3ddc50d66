import type { Duplex } from "node:stream";
import { type A8Frame, a8Codec, a8Command } from "../../../../firmware-bridge/drivers/a8/codec.ts";
import { type A8Line, a8Driver } from "../../../../firmware-bridge/drivers/a8/driver.ts";
import { FrameDecoder } from "../../../../firmware-bridge/drivers/kit/frame-decoder.ts";
import { connect } from "../../../contract/driver-rig.ts";

const codec = a8Codec(4);
const switchIsFree = 0x80;

type Holes = Extract<A8Frame, { boards: unknown }>["boards"][number]["holes"];

/** One board with 4 holes, address 1, of which a test decides every frame: it answers questions with what `holds` said, no order. */
export class ScriptedBoards {
  /** Every frame that the driver wrote. */
  readonly heard: A8Frame[] = [];
  /** The next questions that get no answer. */
  missed = 0;
  /** Whether reports name a board that there is not, and not this one. */
  isAbsent = false;
  /** Called with each order to open. */
  onOrder: () => void = () => {};
  readonly #holes = new Map<number, Partial<Holes[number]>>();
  #line: Duplex | undefined;

  plug(line: Duplex): void {
    this.#line = line;
    const decoder = new FrameDecoder(codec);
    line.on("data", (bytes: Uint8Array) => {
      for (const frame of decoder.push(bytes)) this.#hear(frame);
    });
  }

  say(frame: A8Frame): void {
    this.#line?.write(codec.encode(frame));
  }

  /** @param sn 0: something presses the switch, and its number can't be read; undefined: the hole is empty */
  holds(hole: number, sn: number | undefined, more: Partial<Holes[number]> = {}): void {
    this.#holes.set(hole, { sn: sn ?? 0, sensor: sn === undefined ? switchIsFree : 0, ...more });
  }

  report(): void {
    const unmeasured = { state: 0, current: 0, volt: 0, area: 0, chargeVolt: 0, chargeCurrent: 0, soft: 0 };
    const empty = { ...unmeasured, sn: 0, soc: 50, temp: 0, sensor: switchIsFree };
    const holes = [1, 2, 3, 4].map((hole) => ({ hole, ...empty, ...this.#holes.get(hole) }));
    this.say({
      cmd: a8Command.info,
      boards: [{ board: this.isAbsent ? 2 : 1, unknown: 0, temp: 0, soft: 0, hard: 0, holes }],
    });
  }

  get questions(): number {
    return this.heard.filter(({ cmd }) => cmd === a8Command.info).length;
  }

  get orders(): number {
    return this.heard.filter(({ cmd }) => cmd === a8Command.pop || cmd === a8Command.popBySn).length;
  }

  #hear(frame: A8Frame): void {
    this.heard.push(frame);
    if (frame.cmd !== a8Command.info) this.onOrder();
    else if (this.missed > 0) this.missed--;
    else this.report();
  }
}

export const usual: A8Line = { slots: 4, holesPerBoard: 4, holeNumbers: "cabinet", popBy: "hole" };

/** A driver on a line to scripted boards. */
export function startScripted(wiring: Partial<A8Line> = {}) {
  const boards = new ScriptedBoards();
  return { boards, ...connect(boards, a8Driver({ ...usual, ...wiring })) };
}
