// Loaded before a program of ours (`node --import`): its clocks are those of a machine whose wall clock somebody sets.
import { readFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import os from "node:os";

/** What the file that SET_CLOCKS names holds; ms. */
export interface SetClocks {
  /** How far the wall clock is ahead. */
  readonly wall: number;
  /** What has passed besides, by every clock. */
  readonly passed: number;
}

const path = process.env["SET_CLOCKS"] ?? "";
const machine = { now: Date.now, monotonic: performance.now.bind(performance), uptime: os.uptime };

function set(): SetClocks {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as SetClocks;
  } catch {
    return { wall: 0, passed: 0 };
  }
}

Date.now = () => {
  const { wall, passed } = set();
  return machine.now() + wall + passed;
};
performance.now = () => machine.monotonic() + set().passed;
os.uptime = () => machine.uptime() + 1000 + set().passed / 1000;
syncBuiltinESMExports();
