import { describe, expect, it } from "vitest";
import { operatorOf, readOperators } from "../../../server/http/operators.ts";

const [one, two, three] = ["sVk2nQ8zLr5wXb1TgYh7dMfP", "c0jKuEaW4xqN6tZi9oRmBv3H", "Jd5gLs8pCy2eFk7wUh4aQn1rXt6bVm9z"];

describe("operators", () => {
  it("are read by name and token, on one line or several", () => {
    const lin = { name: "lin", token: one };
    const wei = { name: "wei-2", token: two };
    expect(readOperators(`lin:${one} wei-2:${two}`)).toEqual([lin, wei]);
    expect(readOperators(`\n  lin:${one}\r\n\twei-2:${two}\n`)).toEqual([lin, wei]);
  });

  it("have the usual name where there is a token alone, also beside others", () => {
    expect(readOperators(one)).toEqual([{ name: "operator", token: one }]);
    expect(readOperators(`${one} lin:${two}`).map(({ name }) => name)).toEqual(["operator", "lin"]);
  });

  it.each([
    ["nobody", " \n", "it names no operator"],
    ["a token that is too short", `lin:${one.slice(1)}`, "entry 1"],
    ["a short token without a name", two.slice(1), "entry 1"],
    ["one short token of two", `lin:${one} wei:short`, "entry 2"],
    ["a name that is none", `Lin:${one}`, "entry 1"],
    ["a name twice", `lin:${one} lin:${two}`, "entry 2: duplicate operator name lin"],
    ["two tokens without a name", `${one} ${two}`, "entry 2: duplicate operator name operator"],
    ["a token twice", `lin:${one} wei:${one}`, "entry 2: wei has another operator's token"],
    [
      "a token that can be guessed",
      `lin:${one} wei:${"2".repeat(24)}`,
      "entry 2: the token of wei is too easy to guess",
    ],
    ["two mistakes", `lin:short wei:${"abc".repeat(8)}`, /entry 1 is no token.*entry 2: the token of wei/],
  ])("are not read with %s, and no token is quoted", (_what, text, why) => {
    expect(() => readOperators(text)).toThrow(expect.objectContaining({ code: "config/invalid" }) as Error);
    expect(() => readOperators(text)).toThrow(why);
    expect(() => readOperators(text)).not.toThrow(new RegExp(`${one}|${two}|2222|abcabc`));
  });

  it("are known by their whole token", () => {
    const operators = readOperators(`lin:${one} wei:${two} ${three}`);
    const asks = (authorization?: string) => operatorOf(operators, authorization).name;
    expect([one, two, three].map((token) => asks(`Bearer ${token}`))).toEqual(["lin", "wei", "operator"]);
    for (const wrong of [undefined, "", "Bearer ", `Bearer lin:${one}`, `Bearer ${one}1`, one, `Basic ${one}`]) {
      expect(() => asks(wrong)).toThrow(expect.objectContaining({ code: "operator/not-known" }) as Error);
    }
  });
});
