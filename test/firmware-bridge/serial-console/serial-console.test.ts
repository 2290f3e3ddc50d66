import { type Duplex, duplexPair } from "node:stream";
import { beforeEach, describe, expect, test } from "vitest";
import { protocols } from "../../../firmware-bridge/decode/protocols.ts";
import { lock8aCodec } from "../../../firmware-bridge/drivers/lock8a/codec.ts";
import { SerialConsole } from "../../../firmware-bridge/serial-console/serial-console.ts";
import { ManualClock, settle } from "../../support/manual-clock.ts";

let clock: ManualClock;
let boardEnd: Duplex;
let heardByBoard: Buffer;
let shown: { at: string; direction: string; ok: boolean; error?: string; fields: object }[];
let said: string[];
let ends: string[];
let watch: SerialConsole;

beforeEach(() => {
  open("lock8a");
});

function open(name: string) {
  const protocol = protocols[name];
  if (!protocol) throw new Error(`unknown protocol ${name}`);
  clock = new ManualClock();
  shown = [];
  said = [];
  ends = [];
  heardByBoard = Buffer.alloc(0);
  const [line, end] = duplexPair();
  boardEnd = end;
  boardEnd.on("data", (bytes: Buffer) => {
    heardByBoard = Buffer.concat([heardByBoard, bytes]);
  });
  watch = new SerialConsole({
    line,
    name,
    protocol,
    clock,
    show: (text) => shown.push(JSON.parse(text) as (typeof shown)[number]),
    say: (text) => said.push(text),
    onEnd: (why) => ends.push(why),
  });
}

const closed = lock8aCodec().encode({ head: 0x80, board: 1, lock: 2, code: 0x11 });

describe("a serial console", () => {
  test("shows each frame of a board with its time and direction, however it is cut", async () => {
    for (const byte of closed) boardEnd.write(Uint8Array.of(byte));
    await settle();
    const at = new Date(clock.now()).toISOString();
    const fields = { cmd: 0x80, board: 1, lock: 2, status: 17 };
    expect(shown).toEqual([{ at, direction: "in", protocol: "lock8a", ok: true, fields }]);
  });

  test("shows what is no frame after half a second of quiet", async () => {
    boardEnd.write(closed.subarray(0, 3));
    await settle();
    expect(shown).toEqual([]);
    await clock.pass(500);
    expect(shown).toMatchObject([
      { direction: "in", ok: false, error: expect.stringMatching(/^cut: 800102/) as string },
    ]);
  });

  test("sends a query at once, and shows it", async () => {
    watch.take("query 2");
    await settle();
    expect(heardByBoard.toString("hex")).toBe("80010233b0");
    expect(shown).toMatchObject([{ direction: "out", ok: true, fields: { cmd: 0x80, lock: 2, code: 0x33 } }]);
  });

  test("opens a slot only after a y", async () => {
    watch.take("open 2");
    await settle();
    expect(heardByBoard).toHaveLength(0);
    expect(said).toEqual(["opens slot 2: type y to send it"]);
    watch.take("y");
    await settle();
    expect(heardByBoard.toString("hex")).toBe("8a01021198");
    expect(shown).toMatchObject([{ direction: "out", fields: { cmd: 0x8a, lock: 2 } }]);
  });

  test.each(["n", "", "yes", "query 2"])("opens nothing after anything else than a y: %s", async (answer) => {
    watch.take("open 2");
    watch.take(answer);
    watch.take("y");
    await settle();
    expect(heardByBoard).toHaveLength(0);
    expect(said[1]).toBe("not sent");
  });

  test("numbers what it sends to a board that wants growing numbers", async () => {
    open("gzxj");
    for (let times = 0; times < 3; times++) watch.take("query");
    await settle();
    const numbers = shown.map(({ fields }) => (fields as { msgId: number }).msgId);
    const first = Math.floor(clock.now() / 1000);
    expect(numbers).toEqual([first, first + 1, first + 2]);
  });

  test("says when the line has ended", async () => {
    boardEnd.end();
    await settle();
    expect(ends[0]).toBe("the other end has closed the line");
  });
});
