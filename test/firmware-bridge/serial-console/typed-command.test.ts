import { describe, expect, test } from "vitest";
import { decodeArguments } from "../../../firmware-bridge/decode/decode.ts";
import { protocols } from "../../../firmware-bridge/decode/protocols.ts";
import { readTyped } from "../../../firmware-bridge/serial-console/typed-command.ts";

function typed(name: string, line: string, no = 1_800_000_000) {
  const protocol = protocols[name];
  if (!protocol) throw new Error(`unknown protocol ${name}`);
  const command = readTyped(line, name, protocol, no);
  if ("answer" in command) return command;
  const shown = protocol.isText
    ? Buffer.from(command.bytes).toString("latin1")
    : Buffer.from(command.bytes).toString("hex");
  return { ...command, frames: [...decodeArguments(protocol, [shown])] };
}

test.each([
  ["gzxj", { cmd: "FB", slot: 3 }, { cmd: "CQ", slot: 3 }],
  ["lock8a", { cmd: 0x8a, board: 1, lock: 3 }, { cmd: 0x80, board: 1, lock: 3 }],
  ["cu16", { cmd: 0x31, board: 0, lock: 2 }, { cmd: 0x30, board: 0 }],
  ["modbus", { unit: 1, fn: 5, addr: 0x0202, value: 5 }, { unit: 1, fn: 2, addr: 2, count: 1 }],
  ["modbus-tcp", { unit: 1, fn: 5, addr: 0x0202, value: 5 }, { unit: 1, fn: 2, addr: 2, count: 1 }],
  ["aa55", { cmd: 0x42, channel: 3 }, { cmd: 0x41, channel: 3 }],
])("of %s a slot is opened after a question, and asked for without one", (name, opening, query) => {
  expect(typed(name, "open 3")).toMatchObject({ question: "opens slot 3", frames: [{ fields: opening }] });
  const asked = typed(name, "query 3");
  expect(asked).toMatchObject({ frames: [{ fields: query }] });
  expect(asked).not.toHaveProperty("question");
});

test("a second number is the board's address", () => {
  expect(typed("lock8a", "open 3 2")).toMatchObject({
    question: "opens slot 3 of board 2",
    frames: [{ fields: { board: 2, lock: 3 } }],
  });
  expect(typed("modbus", "query 1 7")).toMatchObject({ frames: [{ fields: { unit: 7, addr: 0 } }] });
});

test("a query without a slot asks for all of them, where the protocol can", () => {
  expect(typed("gzxj", "query")).toMatchObject({ frames: [{ fields: { cmd: "CQ", slot: 0 } }] });
  expect(typed("lock8a", "query")).toMatchObject({ frames: [{ fields: { lock: 0 } }] });
});

test.each(["open", "open 0"])("no slot and slot 0 open nothing: %s", (line) => {
  expect(typed("lock8a", line)).toEqual({ answer: "which slot? open 3 opens the third one" });
});

describe("bytes that are typed", () => {
  test("are sent without a question where they are a known question to the board", () => {
    for (const [name, line] of [
      ["lock8a", "80 01 02 33 B0"],
      ["gzxj", "{0@CQ,0,0,5436}"],
    ] as const)
      expect(typed(name, line)).not.toHaveProperty("question");
  });

  test.each([
    ["lock8a", "8A01021198"],
    ["lock8a", "8A 01 02 11 99"],
    ["lock8a", "80 01 02 33 B0 8A 01 02 11 98"],
    ["wkly", "57 4B 4C 59 09 01 82 03 00"],
    ["gzxj", "{0@FB,1,ORDER,3,0000}"],
  ])("are asked for where they open, can't be read, or may do anything: %s %s", (name, line) => {
    expect(typed(name, line)).toMatchObject({ question: "these bytes may move something" });
  });

  test.each(["hello", "8A0", "open three", "opens 3"])(
    "that are none are answered with what can be typed: %s",
    (line) => {
      expect(typed("lock8a", line)).toEqual({
        answer:
          "type open SLOT [BOARD], or query [SLOT] [BOARD], or bytes in hexadecimal; what may move something is asked for first",
      });
    },
  );
});

test("a command that a protocol has not by name is answered", () => {
  expect(typed("ea", "open 3")).toMatchObject({ answer: expect.stringContaining("send its bytes") as string });
});
