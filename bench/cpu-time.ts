import { readFileSync } from "node:fs";

/** Linux counts in hundredths of a second here, whatever its own clock does. */
const tick = 10;

/** CPU time that processes of this machine have used so far, in ms; undefined where that is not told, as beside Linux. */
export function cpuTime(pids: readonly number[]): number | undefined {
  try {
    return pids.reduce((sum, pid) => sum + ticksOf(readFileSync(`/proc/${pid}/stat`, "utf8")) * tick, 0);
  } catch {
    return undefined;
  }
}

/** Of user and system, all threads together (proc_pid_stat(5), fields 14 and 15). */
function ticksOf(stat: string): number {
  // The second field, the program's name, may hold blanks and brackets.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return Number(fields[11]) + Number(fields[12]);
}
