import { expect, test } from "vitest";
import { Crowd, type Member } from "../../../simulators/fleet/crowd.ts";
import { ManualClock } from "../../support/manual-clock.ts";

class ModelMember implements Member {
  attempts = 0;
  cut = 0;
  settled: (connected: boolean) => void = () => {};
  lost: () => void = () => {};

  connect(settled: (connected: boolean) => void, lost: () => void): void {
    this.attempts += 1;
    this.settled = settled;
    this.lost = lost;
  }

  disconnect(): void {
    this.cut += 1;
  }
}

function crowdOf(count: number) {
  const members = Array.from({ length: count }, () => new ModelMember());
  const clock = new ManualClock();
  return { members, clock, crowd: new Crowd(members, clock, () => 0) };
}

const attempts = (members: readonly ModelMember[]) => members.map((member) => member.attempts);

test("of many that are wanted only some connect at once, and others as those are done", () => {
  const { members, crowd } = crowdOf(100);
  crowd.want(100);
  expect(members.filter((member) => member.attempts > 0)).toHaveLength(64);
  members[0]?.settled(true);
  expect(members.filter((member) => member.attempts > 0)).toHaveLength(65);
  expect(crowd.connected).toBe(1);
});

test("no more connect than are wanted, and those that are too many are cut off", () => {
  const { members, crowd } = crowdOf(3);
  crowd.want(2);
  expect(attempts(members)).toEqual([1, 1, 0]);
  for (const member of members.slice(0, 2)) member.settled(true);
  crowd.want(1);
  expect(members.map(({ cut }) => cut)).toEqual([0, 1, 0]);
  members[1]?.lost();
  expect(crowd.connected).toBe(1);
});

test("whoever was cut off stays away until it is wanted again", async () => {
  const { members, clock, crowd } = crowdOf(1);
  crowd.want(1);
  members[0]?.settled(true);
  crowd.want(0);
  members[0]?.lost();
  await clock.pass(10_000);
  expect(attempts(members)).toEqual([1]);
  crowd.want(1);
  expect(attempts(members)).toEqual([2]);
});

test("after a failed attempt, and after a loss, it is tried again after a rest", async () => {
  const { members, clock, crowd } = crowdOf(1);
  crowd.want(1);
  members[0]?.settled(false);
  await clock.pass(999);
  expect(attempts(members)).toEqual([1]);
  await clock.pass(1);
  expect(attempts(members)).toEqual([2]);
  members[0]?.settled(true);
  members[0]?.lost();
  expect(crowd.connected).toBe(0);
  await clock.pass(1000);
  expect(attempts(members)).toEqual([3]);
});
