import { describe, expect, test } from "vitest";
import { type DecodedLine, decodeArguments, decodeStream } from "../../../firmware-bridge/decode/decode.ts";
import { type Protocol, protocols } from "../../../firmware-bridge/decode/protocols.ts";
import { bytesOf, knownFrames, shownAs } from "../drivers/known-frames.ts";

function protocolOf(name: string): Protocol {
  const protocol = protocols[name];
  if (!protocol) throw new Error(`no protocol ${name}`);
  return protocol;
}

const args = (name: string, ...pieces: string[]) => [...decodeArguments(protocolOf(name), pieces)];

async function stream(name: string, ...chunks: (string | Uint8Array)[]): Promise<DecodedLine[]> {
  async function* bytes() {
    for (const chunk of chunks) yield typeof chunk === "string" ? Buffer.from(chunk) : chunk;
  }
  const lines: DecodedLine[] = [];
  for await (const line of decodeStream(protocolOf(name), bytes())) lines.push(line);
  return lines;
}

describe("known frames", () => {
  test.each(knownFrames.filter(({ ok }) => ok))("$protocol: the fields of $name are shown", (known) => {
    const lines = args(known.protocol, shownAs(known));
    expect(lines.map(({ error }) => error)).toEqual(lines.map(() => undefined));
    const isStream = known.protocol === "pb60-stream";
    expect(lines).toHaveLength(isStream ? 2 : 1);
    if (!isStream) expect(lines[0]?.fields).toMatchObject(known.fields);
  });

  test.each(knownFrames.filter(({ ok }) => !ok))("$protocol: $name is refused with a reason", (known) => {
    const [line, ...more] = args(known.protocol, shownAs(known));
    expect(line?.error).toMatch(/^(garbage|cut|wrong-checksum|malformed): ./);
    expect([line?.fields, more]).toEqual([{}, []]);
  });

  test("all frames of a protocol come through a pipe as text and as bytes", async () => {
    for (const name of Object.keys(protocols)) {
      const known = knownFrames.filter(({ protocol, ok }) => protocol === name && ok);
      const expected = known.flatMap((frame) => args(name, shownAs(frame)));
      expect(await stream(name, known.map((frame) => `${shownAs(frame)}\n`).join(""))).toEqual(expected);
      if (name !== "gzxj") expect(await stream(name, Buffer.concat(known.map(bytesOf)))).toEqual(expected);
    }
  });
});

describe("on the command line", () => {
  test("a frame may stand in single bytes, in lower case and with a prefix", () => {
    const expected = args("lock8a", "8A01021198");
    expect(args("lock8a", "8A", "01", "02", "11", "98")).toEqual(expected);
    expect(args("lock8a", "8a 01 02 11 98")).toEqual(expected);
    expect(args("lock8a", "0x8a010211", "0x98")).toEqual(expected);
  });

  test("a bad frame does not take a good one with it", () => {
    const [cut, whole] = args("pb60", "0007610100F597", "00076102006D8F53F9");
    expect(cut).toEqual({ error: "cut: 0007610100F597", fields: {} });
    expect(whole?.fields).toMatchObject({ cmd: 97 });
    expect(args("pb60", "0007610100F597", "FFF4FFFD06").map(({ error }) => error)).toEqual([
      "cut: 0007610100F597",
      "garbage: FFF4FFFD06",
    ]);
  });

  test("what is no hexadecimal, or no text of the protocol, is bad", () => {
    const mistaken = { error: "malformed: not whole bytes in hexadecimal", fields: {} };
    expect(args("lock8a", "8A0102119")).toEqual([mistaken]);
    expect(args("lock8a", "hello")).toEqual([mistaken]);
    expect(args("gzxj", "hello")).toEqual([{ error: "garbage: 5 bytes", fields: {} }]);
  });

  test("a frame of text may be given in hexadecimal", () => {
    const text = "{0@CQ,1543720090,0,9C19}";
    expect(args("gzxj", Buffer.from(text).toString("hex"))).toEqual(args("gzxj", text));
  });

  test("the credentials in an inventory are not shown, not even of a bad frame", () => {
    const known = knownFrames.find(({ name }) => name.startsWith("AC"));
    const text = known ? shownAs(known) : "";
    expect(JSON.stringify(args("gzxj", text))).not.toContain("iot.example.com");
    expect(JSON.stringify(args("gzxj", text.replace("6028", "6029")))).not.toContain("iot.example.com");
  });

  test("what board and host say by the same command is told apart", () => {
    expect(args("gzxj", "{0@RS,1543720173,1,2,RIP1A00002,80,1,1,4278}")[0]?.fields).toMatchObject({
      slot: 2,
      result: 1,
    });
    expect(args("gzxj", "{0@FA,1543720173,1,6B4D}")[0]?.fields).toMatchObject({ cmd: "FA", slotOrResult: 1 });
    expect(args("gzxj", "{0@BR,1543720177,ORD1812001,2,BACB}")[0]?.fields).toMatchObject({ cmd: "BR", slot: 2 });
  });
});

describe("in a log", () => {
  test("lines without bytes are passed over, and times are not taken for bytes", async () => {
    const log = `
connected to 10.0.0.7
2026-03-01 12:30:45.120 TX [8A 01 02 11 98]
2026-03-01T12:30:45.312Z RX <- 8a:01:02:00:89
1760041191 RX 8001011191
{"time":1760041191123,"rx":"810101008A"}`;
    const lines = await stream("lock8a", log);
    expect(lines.map(({ fields, error }) => error ?? fields["status"])).toEqual([
      17,
      0,
      17,
      "wrong-checksum: 810101008A",
    ]);
  });

  test("a frame that was cut over two lines is read", async () => {
    const lines = await stream("pb60", "RX 00076102", "006D8F\nRX 53F9\nRX 00076402006D8F53F9\n");
    expect(lines.map(({ fields }) => fields["cmd"])).toEqual([97, 100]);
  });

  test("frames of text are found between a log's own words", async () => {
    const lines = await stream(
      "gzxj",
      "12:00:01 > {0@CQ,1543720090,0,9C19}\r\n12:00:02 < {0@FA,1543720173,1,6B4D}{0@CQ,0,0,0000}\nbye\n",
    );
    expect(lines.map(({ fields, error }) => error ?? fields["cmd"])).toEqual(["CQ", "FA", "wrong-checksum: 15 bytes"]);
  });

  test.each([
    "12:00:00 8A01021198",
    "[12:00:00.123] 8A 01 02 11 98",
    "2026-03-01 12:00:00,123 8a01021198",
    "1760041191 8A01021198",
    "1760041191123\t8A01021198",
    "    12\t8A01021198",
    "01: 8A 01 02 11 98",
    "00000000: 8a01 0211 98                             .....",
    "00000000  8a 01 02 11 98                                    |.....|",
    "rx \\x8A\\x01\\x02\\x11\\x98",
    "8Ah 01h 02h 11h 98h",
    "{0x8A, 0x01, 0x02, 0x11, 0x98}",
  ])("what stands before the bytes is no part of them: %s", async (line) => {
    expect(await stream("lock8a", `${line}\r\n${line}\r\n`)).toEqual(args("lock8a", "8A01021198", "8A01021198"));
  });

  test("all frames of a line are read, and a bad one among them is shown", async () => {
    const lines = await stream("lock8a", "TX 8A01021198 RX 8A01020089;8001011191|810101008A\n");
    expect(lines.map(({ fields, error }) => error ?? fields["status"])).toEqual([
      17,
      0,
      17,
      "wrong-checksum: 810101008A",
    ]);
  });

  test("a frame with half a byte is bad, also between words", async () => {
    expect(await stream("lock8a", "rx 8A0102119 at the end\n")).toEqual(args("lock8a", "8A0102119"));
  });

  test("a log in JSON that shows no frame has none", async () => {
    expect(await stream("gzxj", '{"level":30,"msg":"started"}\n')).toEqual([]);
  });

  test("a log in another encoding than UTF-8 is read", async () => {
    const gbk = Buffer.from("b7a2a1faa1f3", "hex");
    const line = Buffer.concat([Buffer.from("[12:00:00.123]"), gbk, Buffer.from(" 8A 01 02 11 98 \r\n")]);
    expect(await stream("lock8a", line)).toEqual(args("lock8a", "8A01021198"));
  });
});

describe("bytes as they come from the line", () => {
  test.each([
    ["lock8a", "8A01021198"],
    ["rfid7e1b", "7E1BA002003B"],
    ["wkly", "574B4C590900820183"],
    ["ea", "EA0105C023"],
    ["aa55", "AA050101000755"],
  ])("%s: they are read one by one, though the first may look like a text's", async (name, hex) => {
    const bytes = [...Buffer.from(hex, "hex")].map((byte) => Uint8Array.of(byte));
    expect(await stream(name, ...bytes)).toEqual(args(name, hex));
  });

  test("a stream that ends before it is known to be a text is read nevertheless", async () => {
    expect(await stream("lock8a", Uint8Array.of(0x8a))).toEqual([{ error: "cut: 8A", fields: {} }]);
    expect(await stream("lock8a")).toEqual([]);
  });
});
