import { duplexPair } from "node:stream";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { shareLine } from "../../../../firmware-bridge/drivers/kit/shared-line.ts";
import { systemClock } from "../../../../platform/clock.ts";
import { pass, useFakeClock } from "../../../contract/driver-rig.ts";

beforeEach(useFakeClock);

afterEach(() => void vi.useRealTimers());

/** What is on the line, with the time at which it came. */
function share() {
  const [line, boards] = duplexPair();
  const [one, other] = shareLine(line, systemClock);
  const start = Date.now();
  const written: [number, string][] = [];
  boards.on("data", (bytes: Buffer) => written.push([Date.now() - start, bytes.toString()]));
  return { line, boards, one, other, written };
}

test("both ends of a shared line hear everything", async () => {
  const { boards, one, other } = share();
  const heard: string[] = [];
  for (const end of [one, other]) end.on("data", (bytes: Buffer) => heard.push(bytes.toString()));
  boards.write("answer");
  await pass(0);
  expect(heard).toEqual(["answer", "answer"]);
});

test("an end of a shared line writes 50 ms after the last byte of the other one's boards", async () => {
  const { boards, one, other, written } = share();
  one.write("A");
  await pass(0);
  other.write("B");
  await pass(30);
  boards.write("answer");
  await pass(100);
  expect(written).toEqual([
    [0, "A"],
    [80, "B"],
  ]);
});

test("an end of a shared line that goes on with its own boards waits for no quiet", async () => {
  const { one, written } = share();
  one.write("A");
  one.write("B");
  await pass(0);
  expect(written).toEqual([
    [0, "A"],
    [0, "B"],
  ]);
});

test("an end of a shared line that has many questions lets the other one have its turn", async () => {
  const { boards, one, other, written } = share();
  let asked = 0;
  const ask = () => one.write(`A${asked++}`);
  boards.on("data", (bytes: Buffer) => {
    // The boards of the first end answer within 10 ms, and the next question follows.
    if (bytes.toString().startsWith("A")) systemClock.after(10, () => boards.write("answer"));
  });
  one.on("data", ask);
  ask();
  await pass(100);
  other.write("B");
  await pass(200);
  const at = written.findIndex(([, what]) => what === "B");
  expect(written[at]?.[0]).toBeLessThanOrEqual(170);
  expect(written.slice(at + 1).length).toBeGreaterThan(0);
});

test("an end of a shared line that is destroyed takes the line and the other end along", async () => {
  const { line, one, other } = share();
  one.destroy();
  await pass(0);
  expect([line.destroyed, other.destroyed]).toEqual([true, true]);
});

test("a shared line that ends takes both ends along, and what waits is never written", async () => {
  const { line, one, other, written } = share();
  one.write("A");
  await pass(0);
  other.write("B");
  line.destroy();
  await pass(1_000);
  expect([one.destroyed, other.destroyed, written]).toEqual([true, true, [[0, "A"]]]);
});
