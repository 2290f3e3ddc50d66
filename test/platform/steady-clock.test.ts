import { beforeEach, expect, test } from "vitest";
import type { ClockSource } from "../../platform/clock.ts";
import { adoptAfter, type ClockChange, doubtLasts, SteadyClock } from "../../platform/steady-clock.ts";
import { MachineClock } from "../support/machine-clock.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;

let machine: MachineClock;
let clock: SteadyClock;
let changes: ClockChange[];

beforeEach(() => {
  machine = new MachineClock();
  clock = new SteadyClock(machine);
  changes = [];
  clock.watch((change) => void changes.push(change));
  clock.start();
});

function source(): ClockSource {
  return {
    now: () => machine.now(),
    monotonic: () => machine.monotonic(),
    uptime: () => machine.uptime(),
    after: (delay, work) => machine.after(delay, work),
  };
}

/** Lets time pass in pieces and checks that the clock ran with it: not backwards, and within 1 ms a second. */
async function passSteadily(duration: number, piece = 100): Promise<void> {
  for (let passed = 0; passed < duration; passed += piece) {
    const before = clock.now();
    await machine.pass(piece);
    const ran = clock.now() - before;
    expect(ran).toBeGreaterThanOrEqual(Math.floor(piece * 0.999) - 1);
    expect(ran).toBeLessThanOrEqual(Math.ceil(piece * 1.001) + 1);
  }
}

test("the steady clock shows the wall clock's time to the millisecond while nobody sets that", async () => {
  await machine.pass(hour + 17);
  expect(clock.now()).toBe(machine.now());
  expect(changes).toEqual([]);
  expect(clock.step).toBe(0);
});

test.each([1, -1])("a difference of up to two seconds (%i) is worked off by 1 ms a second", async (sign) => {
  machine.step(sign * 2 * second);
  await passSteadily(20 * second);
  expect(Math.abs(machine.now() - clock.now())).toBeGreaterThan(1970);
  await machine.pass(40 * minute);
  expect(Math.abs(machine.now() - clock.now())).toBeLessThanOrEqual(1);
  expect(changes).toEqual([]);
});

const steps = [2001, 20 * second, minute, hour, day, 41 * day, 5 * year].flatMap((by) => [by, -by]);

test.each(steps)("a step of %i ms for a moment changes nothing, and its end is told", async (by) => {
  machine.step(by);
  await passSteadily(65 * second, 1300);
  expect(clock.now()).toBe(machine.now() - by);
  expect(clock.step).toBe(by);
  expect(clock.reliableSince()).toBeUndefined();
  machine.step(-by);
  await passSteadily(10 * minute, 10 * second);
  expect(clock.now()).toBe(machine.now());
  expect(clock.step).toBe(0);
  expect(changes).toEqual([{ what: "stepped", by }, { what: "came-back" }]);
});

test.each(steps)("a step of %i ms that stays is told to last after five minutes, and again each minute", async (by) => {
  machine.step(by);
  await machine.pass(adoptAfter);
  expect(changes).toEqual([{ what: "stepped", by }]);
  await machine.pass(second);
  expect(changes.slice(1)).toEqual([{ what: "lasts", by }]);
  await machine.pass(minute);
  expect(changes.slice(2)).toEqual([{ what: "lasts", by }]);
  expect(clock.now()).toBe(machine.now() - by);
});

test.each(steps)("a step of %i ms is taken over when it is adopted, and only then", async (by) => {
  machine.step(by);
  await machine.pass(adoptAfter + 2 * second);
  clock.adopt(by);
  expect(clock.now()).toBe(machine.now());
  expect(clock.step).toBe(0);
  expect(changes.at(-1)).toEqual({ what: "adopted", by });
  await passSteadily(minute, second);
  expect(clock.now()).toBe(machine.now());
  expect(changes).toHaveLength(3);
});

test("a wall clock that moves on while it is off has to keep its new position for five minutes too", async () => {
  machine.step(hour);
  await machine.pass(4 * minute);
  machine.step(-3 * hour);
  await machine.pass(4 * minute);
  expect(changes).toEqual([
    { what: "stepped", by: hour },
    { what: "stepped", by: -2 * hour },
  ]);
  await machine.pass(minute + 2 * second);
  expect(changes.at(-1)).toEqual({ what: "lasts", by: -2 * hour });
});

test("steps that follow each other are adopted one after the other", async () => {
  for (const by of [hour, -20 * second, day, -41 * day]) {
    machine.step(by);
    await machine.pass(adoptAfter + 2 * second);
    clock.adopt(by);
    expect(clock.now()).toBe(machine.now());
  }
});

test("small steps that add up to more than two seconds are a step", async () => {
  for (let count = 0; count < 4; count++) {
    machine.step(900);
    await machine.pass(second);
  }
  expect(changes.map(({ what }) => what)).toEqual(["stepped"]);
  expect(clock.step).toBeGreaterThan(2690);
  expect(clock.step).toBeLessThan(2700);
});

test("a wall clock that comes back to within two seconds is back, and the rest is worked off", async () => {
  machine.step(hour);
  await machine.pass(minute);
  machine.step(-hour + 1500);
  await machine.pass(second);
  expect(changes.at(-1)).toEqual({ what: "came-back" });
  await passSteadily(minute, second);
  await machine.pass(hour);
  expect(clock.now()).toBe(machine.now());
});

test("a wall clock that comes back while its position is adopted is off the other way then", () => {
  clock.adopt(hour);
  expect(clock.now()).toBe(machine.now() + hour);
  expect(changes).toEqual([
    { what: "adopted", by: hour },
    { what: "stepped", by: -hour },
  ]);
});

test("the time in suspension is no step", async () => {
  await machine.pass(minute);
  machine.suspend(8 * hour);
  await machine.pass(2 * second);
  expect(clock.now()).toBe(machine.now());
  expect(changes).toEqual([]);
});

test("a step during suspension is told by what the wall clock has beyond it", async () => {
  machine.suspend(8 * hour);
  machine.step(-hour);
  await machine.pass(2 * second);
  expect(changes).toEqual([{ what: "stepped", by: -hour }]);
  machine.step(hour);
  machine.suspend(hour);
  await machine.pass(2 * second);
  expect(clock.now()).toBe(machine.now());
});

test("an uptime in whole seconds is no suspension", async () => {
  const coarse = { ...source(), uptime: () => Math.floor(machine.uptime()) };
  const other = new SteadyClock(coarse);
  other.start();
  await machine.pass(10_999);
  expect(other.now()).toBe(machine.now());
  other.stop();
});

test("clocks between whose readings the process was halted are not compared", () => {
  let reads = 0;
  const halting = { ...source(), monotonic: () => machine.monotonic() + 101 * reads++ };
  const halted = new SteadyClock(halting);
  halted.watch((change) => void changes.push(change));
  machine.step(hour);
  halted.check();
  expect(changes).toEqual([]);
  halting.monotonic = () => machine.monotonic();
  halted.check();
  expect(changes).toHaveLength(1);
});

test("a clock that starts at another time than the wall clock's takes that for a step", async () => {
  const other = new SteadyClock(machine);
  const seen: ClockChange[] = [];
  other.watch((change) => void seen.push(change));
  other.start({ at: machine.now() + hour });
  expect(seen).toEqual([{ what: "stepped", by: -hour }]);
  expect(other.now()).toBe(machine.now() + hour);
  other.stop();
});

test("the time is reliable since the start, and anew since a step came back or was adopted", async () => {
  expect(clock.reliableSince()).toBe(machine.monotonic());
  await machine.pass(hour);
  machine.step(day);
  await machine.pass(minute);
  machine.step(-day);
  await machine.pass(second);
  expect(clock.reliableSince()).toBe(machine.monotonic());
  machine.step(day);
  await machine.pass(adoptAfter + second);
  clock.adopt(day);
  expect(clock.reliableSince()).toBe(machine.monotonic());
});

test("after a start that nothing confirms the time is not reliable for ten minutes", async () => {
  const other = new SteadyClock(machine);
  const started = machine.monotonic();
  other.start({ doubtful: true });
  await machine.pass(doubtLasts - 1);
  expect(other.reliableSince()).toBeUndefined();
  await machine.pass(1);
  expect(other.reliableSince()).toBe(started + doubtLasts);
  other.stop();
});

test("a listener that has gone and a clock that was stopped are silent", async () => {
  const seen: ClockChange[] = [];
  clock.watch((change) => void seen.push(change))();
  clock.stop();
  machine.step(day);
  await machine.pass(minute);
  expect(seen).toEqual([]);
  expect(changes).toEqual([]);
});

test("timers are those of the source", async () => {
  let rang = 0;
  clock.after(minute, () => rang++);
  machine.step(day);
  await machine.pass(minute - 1);
  expect(rang).toBe(0);
  await machine.pass(1);
  expect(rang).toBe(1);
  expect(clock.monotonic()).toBe(machine.monotonic());
});
