import * as fc from "fast-check";
import { expect, test } from "vitest";
import { examples } from "../../protocol/examples.ts";
import { type Channel, decode, encode, type Message, maxMessageBytes, schemas } from "../../protocol/messages.ts";

const channels = Object.keys(schemas) as Channel[];
const named = channels.flatMap((channel) =>
  Object.entries<unknown>(examples[channel]).map(([name, message]) => ({ channel, name, message })),
);

function bytes(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

test.each(named)("the example $channel: $name survives the way over the wire", ({ channel, message }) => {
  expect(decode(channel, encode(channel, message as Message<typeof channel>))).toEqual({ ok: true, message });
});

test.each(named)(
  "the example $channel: $name with one more property is refused, wherever it stands",
  ({ channel, message }) => {
    const text = JSON.stringify(message);
    for (const { index } of text.matchAll(/(?<=\{)/g)) {
      const spoilt = `${text.slice(0, index)}"extra":1,${text.slice(index)}`;
      expect(decode(channel, Buffer.from(spoilt)), spoilt).toMatchObject({ ok: false });
    }
  },
);

test.each(named)("the example $channel: $name with a NUL in any of its strings is refused", ({ channel, message }) => {
  const text = JSON.stringify(message);
  for (const { index } of text.matchAll(/(?<=:")/g)) {
    const spoilt = `${text.slice(0, index)}\\u0000${text.slice(index)}`;
    expect(decode(channel, Buffer.from(spoilt)), spoilt).toMatchObject({ ok: false });
  }
});

test.each(named)("the example $channel: $name of another version is refused", ({ channel, message }) => {
  const { v } = message as { v: number };
  for (const other of [v - 1, v + 1])
    expect(decode(channel, bytes({ ...(message as object), v: other }))).toMatchObject({ ok: false });
});

test("decode never throws, whatever the bytes are", () => {
  const anyBytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.json().map((text) => Buffer.from(text)),
    fc.constantFrom(...named).map(({ message }) => bytes(message)),
    fc.constant(Buffer.from("[".repeat(maxMessageBytes))),
    fc.constant(Buffer.from('{"__proto__":{"v":1},"constructor":1,"toString":null}')),
  );
  fc.assert(
    fc.property(fc.constantFrom(...channels), anyBytes, (channel, payload) => {
      const decoded = decode(channel, payload);
      if (!decoded.ok) expect(decoded.why).not.toBe("");
    }),
  );
});

test("what is not JSON is refused as such", () => {
  expect(decode("ack", Buffer.from("open sesame"))).toEqual({ ok: false, why: "not JSON" });
  expect(decode("ack", Buffer.alloc(0))).toEqual({ ok: false, why: "not JSON" });
});

test.each([
  ["a lone continuation byte", [0x80]],
  ["a byte that UTF-8 never has", [0xff]],
  ["an overlong slash", [0xc0, 0xaf]],
  ["half of a surrogate pair", [0xed, 0xa0, 0x80]],
  ["a character that is cut off", [0xe9, 0x94]],
  ["a GBK character", [0xc3, 0xc5]],
])("%s in free text is refused as not UTF-8", (_what, wrong) => {
  const text = JSON.stringify({ ...examples.event.abnormal, body: { kind: "abnormal", what: "#" } });
  const [before = "", after = ""] = text.split("#");
  const payload = Buffer.concat([Buffer.from(before), Buffer.from(wrong), Buffer.from(after)]);
  expect(decode("event", payload)).toEqual({ ok: false, why: "not UTF-8" });
});

test("a byte order mark is no JSON", () => {
  const payload = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes(examples.ack.ack)]);
  expect(decode("ack", payload)).toEqual({ ok: false, why: "not JSON" });
});

test("a message that is too long is refused before it is parsed", () => {
  const ack = JSON.stringify(examples.ack.ack);
  expect(decode("ack", Buffer.from(ack.padEnd(maxMessageBytes)))).toMatchObject({ ok: true });
  const refused = { ok: false, why: `longer than ${maxMessageBytes} bytes` };
  expect(decode("ack", Buffer.from(ack.padEnd(maxMessageBytes + 1)))).toEqual(refused);
});

test("the longest snapshot that the contract allows is not too long", () => {
  const slots = Array.from({ length: 96 }, () => ({
    slot: 96,
    state: "unreadable" as const,
    itemId: '"'.repeat(32),
    level: 100,
    fault: "🔋".repeat(64),
  }));
  const at = 8_640_000_000_000_000;
  const most = Number.MAX_SAFE_INTEGER;
  const order = { connection: most, no: most };
  const snapshot: Message<"snapshot"> = { v: 1, bootId: "b".repeat(40), ...order, at, cause: "periodic", slots };
  expect(decode("snapshot", encode("snapshot", snapshot))).toEqual({ ok: true, message: snapshot });
});

test("a command may wait in the bridge for a minute at most", () => {
  const { open } = examples.command;
  expect(decode("command", bytes({ ...open, ttl: 60_000 }))).toMatchObject({ ok: true });
  expect(decode("command", bytes({ ...open, ttl: 60_001 }))).toMatchObject({ ok: false });
});

test.each<[string, Channel, unknown, string]>([
  ["a value out of range", "ack", { ...examples.ack.ack, committed: -1 }, "/committed must be >= 0"],
  ["no object at all", "ack", 7, "/ must be object"],
  ["an opening's mistake, not the look's", "command", { ...examples.command.open, slot: 0 }, "/slot must be >= 1"],
  ["a look's mistake, not the opening's", "command", { ...examples.command.look, ttl: 0 }, "/ttl must be >= 1"],
  [
    "a mistake deep inside",
    "event",
    { ...examples.event.opened, body: { ...examples.event.opened.body, result: { outcome: "opened", itemId: "" } } },
    '/body/result/itemId must match pattern "^[!-~]{1,32}$"',
  ],
])("the answer names %s", (_what, channel, value, why) => {
  expect(whyNot(channel, value).split("; ")[0]).toBe(why);
});

test("the answer names no mistake of an alternative that was not meant", () => {
  expect(whyNot("command", { ...examples.command.look, ttl: 0 })).toBe("/ttl must be >= 1");
});

test("where no alternative was meant, all are named", () => {
  const why = whyNot("presence", { v: 1, state: "asleep", bootId: "boot-7f3a9c21" });
  expect(why).toContain("/state must be equal to constant");
});

test("the answer to a hostile message stays short", () => {
  const hostile = Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`k${index}`, index]));
  expect(whyNot("presence", hostile)).toMatch(/^.{1,300}$/);
});

function whyNot(channel: Channel, value: unknown): string {
  const decoded = decode(channel, bytes(value));
  if (decoded.ok) throw new Error("it was accepted");
  return decoded.why;
}
