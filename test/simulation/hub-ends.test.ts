import { describe, expect, it } from "vitest";
import { Faults, noFaults } from "./faults.ts";
import { SharedEnds } from "./hub-ends.ts";
import { Random } from "./random.ts";
import { VirtualTime } from "./virtual-time.ts";

function shared(retained: readonly (readonly [string, Buffer])[] = []) {
  const time = new VirtualTime(0);
  const faults = new Faults(noFaults, new Random("faults"));
  return { time, ends: new SharedEnds({ time, faults, random: new Random("ends") }, () => retained) };
}

const nothing = () => {};

describe("hubs that share a subscription", () => {
  it("get each message once, all of them some, and each what it gets in its order", async () => {
    const { time, ends } = shared();
    const heard: number[][] = [[], []];
    for (const own of heard) ends.newEnd().come((_topic, payload) => own.push(payload[0] ?? -1), nothing);
    for (let number = 0; number < 50; number++) ends.hand("t", Buffer.from([number]));
    await time.passUntil(1000);
    expect(heard.flat().toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, number) => number));
    for (const own of heard) {
      expect(own.length).toBeGreaterThan(10);
      expect(own).toEqual(own.toSorted((a, b) => a - b));
    }
  });

  it("lose what is under way to them where their connection ends", async () => {
    const { time, ends } = shared();
    let heard = 0;
    const end = ends.newEnd();
    end.come(() => heard++, nothing);
    ends.hand("t", Buffer.from("1"));
    end.go();
    await time.passUntil(1000);
    expect([heard, end.isThere(), ends.isAnyThere]).toEqual([0, false, false]);
  });

  it("get what the broker retained whenever they come, and it is marked", async () => {
    const { time, ends } = shared([["t", Buffer.from("kept")]]);
    const heard: string[] = [];
    const end = ends.newEnd();
    const come = () =>
      end.come((topic, payload, retained) => heard.push(`${topic} ${payload.toString()} ${retained}`), nothing);
    come();
    await time.passUntil(1000);
    come();
    await time.passUntil(2000);
    expect(heard).toEqual(["t kept true", "t kept true"]);
  });

  it("are told where the broker ends", () => {
    const { ends } = shared();
    let lost = 0;
    for (let hub = 0; hub < 2; hub++) ends.newEnd().come(nothing, () => lost++);
    ends.breakAll();
    expect([lost, ends.isAnyThere]).toEqual([2, false]);
  });
});
