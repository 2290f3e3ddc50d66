import { ByteReader, bigEndian } from "../kit/bytes.ts";
import { MalformedFrame } from "../kit/codec.ts";

/** A hole of a report of all (a8 §5). Volts and amperes are in tenths; `sensor` bit 7: nothing inserted, bit 6: solenoid. */
export interface A8Hole {
  readonly hole: number;
  readonly state: number;
  readonly current: number;
  readonly volt: number;
  readonly area: number;
  /** 0: none, or not readable */
  readonly sn: number;
  readonly soc: number;
  readonly temp: number;
  readonly chargeVolt: number;
  readonly chargeCurrent: number;
  readonly soft: number;
  readonly sensor: number;
}

export interface A8Board {
  readonly board: number;
  /** Two bytes of unknown meaning. */
  readonly unknown: number;
  readonly temp: number;
  readonly soft: number;
  readonly hard: number;
  readonly holes: readonly A8Hole[];
}

const boardHeadBytes = 6;
const holeBytes = 15;
/** Boards in the field have 4 or 6 holes; these are tried first. */
const holeCounts = [4, 6, 1, 2, 3, 5, 7, 8, 9, 10, 11, 12];

/** @throws MalformedFrame where the boards do not fill the frame, or the holes' numbers are not in order */
export function readBoards(reader: ByteReader, holesPerBoard: number | undefined): readonly A8Board[] {
  const bytes = reader.bytes(reader.left);
  for (const holes of holesPerBoard === undefined ? holeCounts : [holesPerBoard]) {
    const size = boardHeadBytes + holes * holeBytes;
    if (bytes.length % size !== 0) continue;
    const own = new ByteReader(bytes);
    const boards = Array.from({ length: bytes.length / size }, () => readBoard(own, holes));
    if (boards.every(isInOrder)) return boards;
  }
  throw new MalformedFrame("no number of holes fits");
}

function isInOrder({ holes }: A8Board): boolean {
  return holes.every(({ hole }, at) => hole === (holes[0]?.hole ?? 0) + at);
}

function readBoard(reader: ByteReader, holes: number): A8Board {
  const head = { board: reader.u8(), unknown: reader.u16(), temp: reader.u8(), soft: reader.u8(), hard: reader.u8() };
  return { ...head, holes: Array.from({ length: holes }, () => readHole(reader)) };
}

function readHole(reader: ByteReader): A8Hole {
  return {
    hole: reader.u8(),
    state: reader.u8(),
    current: reader.u8(),
    volt: reader.u8(),
    area: reader.u8(),
    sn: reader.u32(),
    soc: reader.u8(),
    temp: reader.u8(),
    chargeVolt: reader.u8(),
    chargeCurrent: reader.u8(),
    soft: reader.u8(),
    sensor: reader.u8(),
  };
}

export function boardBytes({ board, unknown, temp, soft, hard, holes }: A8Board): readonly number[] {
  return [board, ...bigEndian(unknown, 2), temp, soft, hard, ...holes.flatMap(holeBytesOf)];
}

function holeBytesOf(hole: A8Hole): readonly number[] {
  const { area, sn, soc, temp, chargeVolt, chargeCurrent, soft, sensor } = hole;
  const head = [hole.hole, hole.state, hole.current, hole.volt, area];
  return [...head, ...bigEndian(sn, 4), soc, temp, chargeVolt, chargeCurrent, soft, sensor];
}
