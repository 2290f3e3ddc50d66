import { expect, test } from "vitest";
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
  expect(read(oneBoard).board).toEqual({ driver: "gzxj", line: "/dev/ttyS1", slots: 12 });
});

test("an option of a protocol is converted, and has the protocol's default where it is not set", () => {
  const variables = { ...oneBoard, BRIDGE_DRIVER: "lock8a" };
  expect(read(variables).board).toMatchObject({ locksPerBoard: 24, closedContact: "locked" });
  expect(read({ ...variables, BRIDGE_LOCKS_PER_BOARD: "8", BRIDGE_CLOSED_CONTACT: "open" }).board).toMatchObject({
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

test("an unknown protocol is answered with those that there are", () => {
  expect(mistakes({ ...oneBoard, BRIDGE_DRIVER: "morse" })).toEqual([
    expect.stringContaining("BRIDGE_DRIVER: must be gzxj or lock8a"),
  ]);
});
