import { expect, test } from "vitest";
import { whyNoCertificates } from "../../platform/certificates.ts";
import { selfSigned } from "../server/broker/self-signed.ts";

const [first, second] = [selfSigned("first.example").cert, selfSigned("second.example").cert];

test("certificates are one or several in PEM, with whatever stands between them", () => {
  expect(whyNoCertificates(first)).toBeUndefined();
  expect(whyNoCertificates(`# the first\n${first}# the second\r\n${second.replaceAll("\n", "\r\n")}`)).toBeUndefined();
});

test.each([
  ["nothing", "", "no certificate in PEM"],
  ["a key", selfSigned("first.example").key, "no certificate in PEM"],
  ["one that is cut off", first.slice(0, -30), "has no end"],
  ["two, the first of which is cut off", `${first.slice(0, 100)}\n${second}`, "has no end"],
  ["one that is spoilt", first.replace(/MII[^\n]*/, ""), "certificate 1 of 1"],
  ["two, the second of which is spoilt", `${first}${second.replace(/MII[^\n]*/, "")}`, "certificate 2 of 2"],
])("a text with %s is not taken for certificates", (_what, text, why) => {
  expect(whyNoCertificates(text)).toContain(why);
});
