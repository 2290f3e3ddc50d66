import { readFileSync } from "node:fs";

/** Linux counts in hundredths of a second here, whatever its own clock does. */
const tick = 10;

/** CPU time that processes of this machine have used so far, in ms; undefined where that is not told, as beside Linux. */
export function cpuTime(pids: readonly number[]): number | undefined {
  try {
    return pids.reduce((sum, pid) => sum + timesOf(pid).own, 0);
  } catch {
    return undefined;
  }
}

/** As `cpuTime`, of one process and all that it started, whether they still run or not. */
export function cpuTimeOfFamily(pid: number): number | undefined {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
    // One that has ended since is counted with its parent.
    const living = children.reduce((sum, child) => sum + (cpuTime([child]) ?? 0), 0);
    const { own, ended } = timesOf(pid);
    return own + ended + living;
  } catch {
    return undefined;
  }
}

/** Of user and system, all threads together, and of children that have ended (proc_pid_stat(5), fields 14 to 17). */
function timesOf(pid: number): { own: number; ended: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The second field, the program's name, may hold blanks and brackets.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [user, system, endedUser, endedSystem] = fields.slice(11, 15).map((ticks) => Number(ticks) * tick);
  return { own: (user ?? 0) + (system ?? 0), ended: (endedUser ?? 0) + (endedSystem ?? 0) };
}
