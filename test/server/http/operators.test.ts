import { describe, expect, it } from "vitest";
import { operatorOf, readOperators } from "../../../server/http/operators.ts";

const [one, two, three] = ["1".repeat(24), "2".repeat(24), "3".repeat(40)];

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
    ["nobody", " \n", "there is none"],
    ["a token that is too short", `lin:${"1".repeat(23)}`, "entry 1"],
    ["a short token without a name", "x".repeat(23), "entry 1"],
    ["one short token of two", `lin:${one} wei:short`, "entry 2"],
    ["a name that is none", `Lin:${one}`, "entry 1"],
    ["a name twice", `lin:${one} lin:${two}`, "lin stands there twice"],
    ["two tokens without a name", `${one} ${two}`, "operator stands there twice"],
    ["a token twice", `lin:${one} wei:${one}`, "wei has somebody else's token"],
  ])("are not read with %s, and no token is quoted", (_what, text, why) => {
    expect(() => readOperators(text)).toThrow(expect.objectContaining({ code: "config/invalid" }) as Error);
    expect(() => readOperators(text)).toThrow(why);
    expect(() => readOperators(text)).not.toThrow(/1{20}|2{20}/);
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
