import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { cpuTime, cpuTimeOfFamily } from "../../bench/cpu-time.ts";

test("the CPU time of processes is the sum of theirs, and grows with their work", () => {
  const before = cpuTime([process.pid]) ?? Number.NaN;
  const used = process.cpuUsage();
  for (let spent = 0; spent < 50_000; ) {
    const { user, system } = process.cpuUsage(used);
    spent = user + system;
  }
  const after = cpuTime([process.pid]) ?? Number.NaN;
  expect(after - before).toBeGreaterThanOrEqual(30);
  expect(cpuTime([process.pid, process.pid])).toBeGreaterThanOrEqual(2 * after);
});

test("that of a family counts children that have ended", () => {
  const ofChildren = () => Number(cpuTimeOfFamily(process.pid)) - Number(cpuTime([process.pid]));
  const before = ofChildren();
  execFileSync(process.execPath, ["--eval", "while (process.cpuUsage().user < 150_000);"]);
  expect(ofChildren() - before).toBeGreaterThanOrEqual(120);
});

test("of a process that there is not, nothing is told", () => {
  expect(cpuTime([process.pid, 2 ** 31 - 1])).toBeUndefined();
  expect(cpuTimeOfFamily(2 ** 31 - 1)).toBeUndefined();
});
