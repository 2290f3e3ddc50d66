import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beijingTime, fromBeijingTime } from "../../../../server/credit/zhima/beijing-time.ts";
import { readKeys } from "../../../../server/credit/zhima/keys.ts";
import { rentInfo } from "../../../../server/credit/zhima/rent-info.ts";
import { walletText } from "../../../../server/credit/zhima/wallet-text.ts";
import { fromYuan, yuan } from "../../../../server/credit/zhima/yuan.ts";
import { fen } from "../../../../server/rental/money.ts";
import { alipays, ours, pem } from "./fake-gateway.ts";

describe("Beijing time", () => {
  it.each([
    ["midnight", Date.UTC(2026, 0, 31, 16), "2026-02-01 00:00:00"],
    ["the last second of a year", Date.UTC(2026, 11, 31, 15, 59, 59, 999), "2026-12-31 23:59:59"],
    ["a leap day", Date.UTC(2028, 1, 28, 16), "2028-02-29 00:00:00"],
    ["the first moment that there is", 0, "1970-01-01 08:00:00"],
  ])("of %s", (_what, at, text) => {
    expect(beijingTime(at)).toBe(text);
    expect(fromBeijingTime(text)).toBe(at - (at % 1000));
  });

  it("is read back as it was written", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 253_402_271_999 }), (seconds) => {
        expect(fromBeijingTime(beijingTime(seconds * 1000))).toBe(seconds * 1000);
      }),
    );
  });

  it.each([
    "2027-02-29 00:00:00",
    "2026-01-01 24:00:00",
    "2026-1-1 0:0:0",
    "2026-01-01 00:00",
    "",
    "2026-01-01T00:00:00",
  ])("is not %j", (text) => expect(fromBeijingTime(text)).toBeUndefined());

  it("has no form for a year of five digits", () => {
    expect(() => beijingTime(Date.UTC(9999, 11, 31, 16))).toThrow(
      expect.objectContaining({ code: "message/invalid" }) as Error,
    );
  });
});

describe("yuan", () => {
  it.each([
    [0, "0.00"],
    [5, "0.05"],
    [100, "1.00"],
    [12_345, "123.45"],
    [999_999_999, "9999999.99"],
  ])("of %i fen are %s", (amount, text) => {
    expect(yuan(fen(amount))).toBe(text);
    expect(fromYuan(text)).toBe(amount);
  });

  it.each([
    ["1", 100],
    ["1.5", 150],
    ["0.07", 7],
  ])("%s without all decimals are %i fen", (text, amount) => expect(fromYuan(text)).toBe(amount));

  it.each(["", "-1", "1.005", "1e2", ".5", "1.", "１", "1 "])("are not %j", (text) => {
    expect(fromYuan(text)).toBeUndefined();
  });
});

it("text for the wallet keeps within its length, counted in characters", () => {
  expect(walletText("一二三四五", 5)).toBe("一二三四五");
  expect(walletText("一二三四五六", 5)).toBe("一二三四…");
  expect(walletText("🔋🔋🔋", 3)).toBe("🔋🔋🔋");
  expect(walletText(' a\n"b",c\\ \uD800', 20)).toBe("a ”b”，c＼");
});

describe("what is said of the rent", () => {
  const [free, cap, grace] = ["前5分钟免费", "24小时封顶20元", "10分钟内归还免费"];

  it.each<[string[], string]>([
    [[], ""],
    [[free], free],
    [[free, cap], cap],
    [[free, cap, grace], cap],
    [[free, grace], grace],
    [["首小时免费", "每天最多30元"], "首小时免费，每天最多30元"],
    [["首小时免费", "每天最多19.5元"], "每天最多19.5元"],
    [["一二三", "甲乙丙"], "一二三，甲乙丙"],
    [["一二三四五六七", "甲乙丙丁戊己庚"], "一二三四五六七"],
    [["一二三四五六七八九十甲乙丙丁戊", "短"], "短"],
    [["一二三四五六七八九十甲乙丙丁戊"], ""],
    [['"a", b'], "”a”， b"],
  ])("of %j is %j: whole statements, as many characters as fit", (statements, text) => {
    expect(rentInfo(statements, 14)).toBe(text);
  });
});

describe("keys", () => {
  const [privateKey, publicKey] = [pem(ours.privateKey), pem(alipays.publicKey)];
  const bare = (text: string) => text.replaceAll(/-----[A-Z ]+-----|\s/g, "");
  const pkcs1 = ours.privateKey.export({ type: "pkcs1", format: "pem" }).toString();

  it("are read in every form that the platform's tools write", () => {
    for (const form of [privateKey, bare(privateKey), pkcs1, bare(pkcs1)])
      for (const publicForm of [publicKey, bare(publicKey)])
        expect(readKeys(form, publicForm)).toEqual({ privateKey, alipayPublicKey: publicKey });
  });

  it.each([
    ["text that is no key", "secret!", publicKey],
    ["no public key", privateKey, ""],
    ["a public key in the place of the private one", publicKey, publicKey],
    ["a key of another kind", pem(generateKeyPairSync("ed25519").privateKey), publicKey],
    ["our own public key in the place of Alipay's", privateKey, pem(ours.publicKey)],
  ])("are refused with %s, without being quoted", (_what, ours, alipays) => {
    let caught: unknown;
    try {
      readKeys(ours, alipays);
    } catch (error) {
      caught = error;
    }
    expect(caught).toMatchObject({ code: "config/invalid" });
    expect(String(caught)).not.toContain("secret!");
  });
});
