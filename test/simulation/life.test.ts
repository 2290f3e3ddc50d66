import { describe, expect, it } from "vitest";
import { Life, ProcessClock } from "./life.ts";
import { VirtualTime } from "./virtual-time.ts";

const unharmed = () => false;

describe("a halted process", () => {
  it("hears when it goes on, and in its order, what came meanwhile", () => {
    const life = new Life(unharmed);
    const heard: number[] = [];
    life.halt();
    for (const number of [1, 2, 3]) life.whenItRuns(() => heard.push(number));
    expect(life.runs).toBe(false);
    expect(heard).toEqual([]);
    life.goOn();
    expect(heard).toEqual([1, 2, 3]);
  });

  it("takes its next step when it goes on", async () => {
    const life = new Life(unharmed);
    life.halt();
    let isDone = false;
    const step = life.step("a call", async () => (isDone = true));
    await Promise.resolve();
    expect(isDone).toBe(false);
    life.goOn();
    await step;
    expect(isDone).toBe(true);
  });

  it("does after it went on what its timers had for the time between, but for what it cancels then", async () => {
    const time = new VirtualTime(0);
    const life = new Life(unharmed);
    const clock = new ProcessClock(time, life, { error: 0 });
    const done: string[] = [];
    clock.after(10, () => {
      done.push(`first at ${clock.now()}`);
      cancel();
    });
    const cancel = clock.after(20, () => done.push("second"));
    life.halt();
    await time.passUntil(1000);
    expect(done).toEqual([]);
    life.goOn();
    expect(done).toEqual(["first at 1000"]);
    expect(clock.monotonic()).toBe(1000);
  });

  it("that is killed never goes on", () => {
    const life = new Life(unharmed);
    life.halt();
    life.whenItRuns(() => {
      throw new Error("it was dead");
    });
    life.end();
    life.goOn();
    expect(life.alive).toBe(false);
  });
});
