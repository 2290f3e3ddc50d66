import { describe, expect, it } from "vitest";
import { Random } from "./random.ts";
import { VirtualTime } from "./virtual-time.ts";

describe("virtual time", () => {
  it("does what is due in the order of time, and at one time in the order of asking", async () => {
    const time = new VirtualTime(1000);
    const done: string[] = [];
    for (const [at, name] of [
      [1300, "c"],
      [1100, "a"],
      [1300, "d"],
      [1200, "b"],
    ] as const)
      time.at(at, () => done.push(`${name} ${time.now()}`));
    await time.passUntil(5000);
    expect(done).toEqual(["a 1100", "b 1200", "c 1300", "d 1300"]);
    expect(time.now()).toBe(5000);
  });

  it("waits until all promises are still before it goes on", async () => {
    const time = new VirtualTime(0);
    const seen: number[] = [];
    time.at(10, () => {
      void (async () => {
        for (let turn = 0; turn < 100; turn++) await Promise.resolve();
        seen.push(time.now());
      })();
    });
    time.at(11, () => seen.push(time.now()));
    await time.passUntil(20);
    expect(seen).toEqual([10, 11]);
  });

  it("does not do what was cancelled", async () => {
    const time = new VirtualTime(0);
    const cancel = time.after(5, () => {
      throw new Error("cancelled work was done");
    });
    cancel();
    await time.passUntil(10);
    expect(time.now()).toBe(10);
  });
});

describe("seeded randomness", () => {
  it("repeats itself, and one stream does not disturb another", () => {
    const draw = (random: Random) => Array.from({ length: 5 }, () => random.next());
    const parent = new Random("7");
    const before = draw(parent.fork("a"));
    draw(parent.fork("b"));
    expect(draw(new Random("7").fork("a"))).toEqual(before);
    expect(draw(parent.fork("b"))).not.toEqual(before);
  });

  it("stays within its bounds and is spread over them", () => {
    const random = new Random("bounds");
    const counts = [0, 0, 0, 0];
    for (let draw = 0; draw < 4000; draw++) counts[random.between(0, 3)] = (counts[random.between(0, 3)] ?? 0) + 1;
    expect(counts).toHaveLength(4);
    for (const count of counts) expect(count).toBeGreaterThan(700);
  });
});
