import { type A8Frame, a8Command } from "../../../../firmware-bridge/drivers/a8/codec.ts";

/** Boards with 4 holes each, whose numbers go on from board to board. */
const boardOf = (hole: number) => Math.ceil(hole / 4);

export function popped(hole: number, state: number): A8Frame {
  return { cmd: a8Command.popped, values: { board: boardOf(hole), hole, state, solenoid: 1 } };
}

export function poppedBySn(sn: number, state: number): A8Frame {
  return { cmd: a8Command.poppedBySn, values: { hole: 0, sn, state } };
}

export function comesIn(hole: number, sn: number, state = 1) {
  return { cmd: a8Command.return, values: { board: boardOf(hole), hole, area: 5, sn, state, soft: 1, soc: 80 } };
}

export function checks(hole: number, sn: number): A8Frame {
  const measured = { soc: 80, temp: 25, decivolts: 50, deciamperes: 0, soft: 1, hard: 1 };
  return { cmd: a8Command.selfCheck, values: { board: boardOf(hole), hole, state: 1, area: 5, sn, ...measured } };
}
