import { beforeEach, expect, test } from "vitest";
import { hubAuthorities } from "../../firmware-bridge/hub-authorities.ts";
import { selfSigned } from "../server/broker/self-signed.ts";

const [first, second] = [selfSigned("first.example").cert, selfSigned("second.example").cert];
const path = "/etc/jiehuan/hub-ca.pem";
let content: string | Error;
let told: object[];

beforeEach(() => {
  content = first;
  told = [];
});

function authorities(atStart: string | undefined, variables: Record<string, string> = { BRIDGE_CA_FILE: path }) {
  const readFile = () => {
    if (content instanceof Error) throw content;
    return content;
  };
  const log = (fields: object) => void told.push(fields);
  return hubAuthorities(atStart, { variables, readFile }, { debug: log, info: log, warn: log, error: log });
}

test("authorities of a file are read again for each connection", () => {
  const current = authorities(first);
  expect(current()).toBe(first);
  content = second;
  expect(current()).toBe(second);
  expect(told).toEqual([]);
});

test.each([
  ["can't be read", new Error("EACCES: permission denied"), "permission denied"],
  ["holds no certificate", "soon", "no certificate"],
  ["holds half of one", first.slice(0, 200), "no end"],
])("authorities of a file that %s leave those that were read before", (_what, found, why) => {
  const current = authorities(first);
  content = second;
  current();
  content = found;
  expect(current()).toBe(second);
  expect(told).toMatchObject([{ why: expect.stringContaining(why) as string }]);
});

test("authorities without a file are those of the setting, or the system's", () => {
  content = new Error("nobody reads it");
  expect(authorities(first, {})()).toBe(first);
  expect(authorities(undefined, { BRIDGE_CA_FILE: "" })()).toBeUndefined();
});
