import { describe, expect, test } from "vitest";
import { protocols } from "../../firmware-bridge/board-settings.ts";
import { readBridgeSettings } from "../../firmware-bridge/settings.ts";
import { AppError } from "../../platform/app-error.ts";

const right = {
  BRIDGE_HUB: "mqtts://hub.example",
  BRIDGE_CABINET_ID: "lobby-7",
  BRIDGE_SECRET: "6VQpYyR2wJm0Gd8sLkTzXc4N",
  BRIDGE_DATA: "/var/lib/jiehuan",
};
const oneBoard = { BRIDGE_LINE: "/dev/ttyS1", BRIDGE_DRIVER: "gzxj", BRIDGE_SLOTS: "12" };

function read(variables: Record<string, string>) {
  return readBridgeSettings({ variables: { ...right, ...variables }, readFile: () => "" });
}

function mistakes(variables: Record<string, string>): string[] {
  try {
    read(variables);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "config/invalid") throw error;
    return error.detail.split("\n  ").slice(1);
  }
  return [];
}

test("three variables describe one board", () => {
  expect(read(oneBoard).boards).toEqual([{ driver: "gzxj", line: "/dev/ttyS1", slots: 12 }]);
});

test("an option of a protocol is converted, and has the protocol's default where it is not set", () => {
  const variables = { ...oneBoard, BRIDGE_DRIVER: "lock8a" };
  expect(read(variables).boards[0]).toMatchObject({ locksPerBoard: 24, closedContact: "locked" });
  expect(read({ ...variables, BRIDGE_LOCKS_PER_BOARD: "8", BRIDGE_CLOSED_CONTACT: "open" }).boards[0]).toMatchObject({
    locksPerBoard: 8,
    closedContact: "open",
  });
});

test("an option outside of its limits is a mistake", () => {
  const variables = {
    ...oneBoard,
    BRIDGE_DRIVER: "lock8a",
    BRIDGE_LOCKS_PER_BOARD: "51",
    BRIDGE_CLOSED_CONTACT: "off",
  };
  expect(mistakes(variables)).toEqual([
    expect.stringContaining("BRIDGE_LOCKS_PER_BOARD: must be <= 50"),
    expect.stringContaining("BRIDGE_CLOSED_CONTACT: must be locked or open"),
  ]);
});

test("an option of another protocol is a mistake", () => {
  expect(mistakes({ ...oneBoard, BRIDGE_CLOSED_CONTACT: "open" })).toEqual([
    "BRIDGE_CLOSED_CONTACT: boards of gzxj have no such setting",
  ]);
});

test("every missing setting of the boards is named", () => {
  const named = mistakes({}).map((mistake) => mistake.slice(0, mistake.indexOf(" (")));
  expect(named).toEqual(["BRIDGE_LINE: missing", "BRIDGE_SLOTS: missing", "BRIDGE_DRIVER: missing"]);
});

describe("a parameter that is given twice", () => {
  const twice = "/dev/ttyS1?baud=9600&baud=19200";

  test.each(Object.keys(protocols))("is refused in the line of a board that speaks %s", (driver) => {
    const text = "the parameter baud is given twice";
    expect(mistakes({ BRIDGE_LINE: twice, BRIDGE_DRIVER: driver, BRIDGE_SLOTS: "1" })).toContain(
      `BRIDGE_LINE: ${text}`,
    );
    const board = { driver, line: "/dev/ttyS1?parity=even&parity=even", slots: 1 };
    expect(mistakes({ BRIDGE_BOARDS: JSON.stringify([board]) })).toContain(
      "BRIDGE_BOARDS[0].line: the parameter parity is given twice",
    );
  });

  test.each(["lock8arfid", "cu16rfid", "modbusrfid"])("is refused in the line of the readers of %s", (driver) => {
    const board = { ...oneBoard, BRIDGE_DRIVER: driver, BRIDGE_READER_LINE: "/dev/ttyS2?stop=1&baud=9600&stop=2" };
    expect(mistakes(board)).toContain("BRIDGE_READER_LINE: the parameter stop is given twice");
  });
});

test("an unknown protocol is answered with those that there are", () => {
  expect(mistakes({ ...oneBoard, BRIDGE_DRIVER: "morse" })).toEqual([
    expect.stringContaining("BRIDGE_DRIVER: must be gzxj or "),
  ]);
});

describe("a list of boards", () => {
  const list = (boards: unknown) => ({ BRIDGE_BOARDS: JSON.stringify(boards) });
  const tower = { driver: "gzxj", line: "/dev/ttyS1", slots: 12 };
  const stand = { driver: "lock8a", line: "/dev/ttyUSB0?baud=19200", slots: 24, closedContact: "open" };

  test("is taken in its order, with defaults where options are left out", () => {
    expect(read(list([tower, stand])).boards).toEqual([tower, { ...stand, locksPerBoard: 24 }]);
  });

  test("may stand in a file", () => {
    const variables = { ...right, BRIDGE_BOARDS_FILE: "/etc/jiehuan/boards.json" };
    const text = JSON.stringify([tower, stand], undefined, 2);
    expect(readBridgeSettings({ variables, readFile: () => text }).boards).toHaveLength(2);
  });

  test("does not go together with the variables of one board", () => {
    expect(mistakes({ ...oneBoard, ...list([tower]) })).toEqual([
      "BRIDGE_BOARDS: given together with BRIDGE_LINE, BRIDGE_DRIVER, BRIDGE_SLOTS: a board stands in the list or in these",
    ]);
  });

  test("is told all its mistakes together, each by its place", () => {
    const wrong = [
      { ...tower, slots: 0, colour: "red" },
      { driver: "lock8a", line: "ttyUSB0", slots: 24, locksPerBoard: "8" },
      { driver: "morse" },
      { driver: "gzxj" },
      7,
    ];
    expect(mistakes({ ...list(wrong), BRIDGE_DATA: "" })).toEqual([
      expect.stringContaining("BRIDGE_DATA: missing"),
      "BRIDGE_BOARDS[0].colour: boards of gzxj have no such setting",
      expect.stringContaining("BRIDGE_BOARDS[0].slots: must be >= 1"),
      expect.stringContaining("BRIDGE_BOARDS[1].line: must match pattern"),
      expect.stringContaining("BRIDGE_BOARDS[1].locksPerBoard: must be integer"),
      expect.stringContaining("BRIDGE_BOARDS[2].driver: must be gzxj or "),
      "BRIDGE_BOARDS[3].line: missing",
      "BRIDGE_BOARDS[3].slots: missing",
      "BRIDGE_BOARDS[4]: is no object",
    ]);
  });

  test.each(["", "{}", "[]", "[{", "7"])("that is none is a mistake: %s", (text) => {
    expect(mistakes({ BRIDGE_BOARDS: text })).not.toEqual([]);
  });

  test("has no more slots than a cabinet", () => {
    const boards = ["/dev/ttyS1", "/dev/ttyS2"].map((line) => ({ ...tower, line, slots: 49 }));
    expect(mistakes(list(boards))).toEqual([
      "BRIDGE_BOARDS: the boards have 98 slots together, and a cabinet has 96 at most",
    ]);
  });

  test("has each line once", () => {
    expect(mistakes(list([tower, stand, { ...tower, line: "/dev/ttyUSB0?baud=9600" }]))).toEqual([
      "BRIDGE_BOARDS[2].line: BRIDGE_BOARDS[1].line is the same line",
    ]);
  });

  test("has no line to readers that is one of latches too", () => {
    const readers = { driver: "lock8arfid", line: "/dev/ttyS5", readerLine: "/dev/ttyS5?baud=9600", slots: 4 };
    expect(mistakes(list([readers]))).toEqual(["BRIDGE_BOARDS[0].readerLine: BRIDGE_BOARDS[0].line is the same line"]);
  });

  test.each(["tcp://h:99999", "tcp://h:0", "tcp://a b:9", "tcp://user@h:9", "listen://h?x:9"])(
    "has no line that can't be one: %s",
    (line) => {
      expect(mistakes(list([{ ...tower, line }]))).toEqual([expect.stringMatching(/^BRIDGE_BOARDS\[0\]\.line: /)]);
    },
  );
});
