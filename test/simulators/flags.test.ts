import { expect, test } from "vitest";
import { neededFlag, numberFlag, readFlags } from "../../simulators/flags.ts";

test("a command line with an unknown flag is refused with the usage", () => {
  const options = { hub: { type: "string", default: "http://127.0.0.1" } } as const;
  expect(readFlags([], options, "usage: …")).toEqual({ hub: "http://127.0.0.1" });
  expect(() => readFlags(["--hubs", "x"], options, "usage: …")).toThrow(/--hubs.*usage: …/s);
});

test("a number outside of its bounds, or none, is refused by the flag's name", () => {
  expect(numberFlag("minutes", "0.5", 0.01, 10)).toBe(0.5);
  for (const text of ["0", "11", "1e1", "-1", "", "many"])
    expect(() => numberFlag("minutes", text, 0.01, 10)).toThrow("--minutes must be a number from 0.01 to 10");
});

test("a flag that is needed is asked for", () => {
  expect(neededFlag("token-file", "x")).toBe("x");
  expect(() => neededFlag("token-file", undefined)).toThrow("--token-file is needed");
});
