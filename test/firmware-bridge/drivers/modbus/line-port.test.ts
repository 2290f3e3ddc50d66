import { duplexPair } from "node:stream";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type ModbusFrame, modbusRtuCodec, modbusTcpCodec } from "../../../../firmware-bridge/drivers/modbus/codec.ts";
import { LinePort } from "../../../../firmware-bridge/drivers/modbus/line-port.ts";
import { systemClock } from "../../../../platform/clock.ts";
import { pass, useFakeClock } from "../../../contract/driver-rig.ts";

beforeEach(useFakeClock);

afterEach(() => void vi.useRealTimers());

const query: ModbusFrame = { unit: 1, fn: 2, addr: 0, count: 8 };
const latches: ModbusFrame = { unit: 1, fn: 2, data: "07" };
const order: ModbusFrame = { unit: 1, fn: 5, addr: 0x0201, value: 5 };

/** A port on a line, with what the library hears, as frames, and what units are sent. */
function start(framing: "rtu" | "tcp" = "rtu") {
  const [line, units] = duplexPair();
  const port = new LinePort({ line, clock: systemClock }, framing);
  const heard: unknown[] = [];
  port.on("data", (bytes: Uint8Array) => {
    const reading = modbusRtuCodec.read(bytes);
    heard.push("frame" in reading ? reading.frame : bytes);
  });
  const sent: Uint8Array[] = [];
  units.on("data", (bytes: Uint8Array) => sent.push(bytes));
  const codec = framing === "tcp" ? modbusTcpCodec : modbusRtuCodec;
  const ask = async (frame: ModbusFrame) => {
    port.write(modbusRtuCodec.encode(frame));
    await pass(0);
  };
  const say = async (...frames: ModbusFrame[]) => {
    units.write(Buffer.concat(frames.map((frame) => codec.encode(frame))));
    await pass(0);
  };
  return { line, units, port, heard, sent, ask, say };
}

describe("what a Modbus port takes for the answer to its request", () => {
  test.each<[string, ModbusFrame]>([
    ["another unit's answer", { ...latches, unit: 2 }],
    ["the answer to another function", { ...latches, fn: 1 }],
    ["a request to read", { ...query, addr: 8 }],
  ])("%s is passed over, and the answer behind it is heard", async (_what, other) => {
    const { ask, say, heard } = start();
    await ask(query);
    await say(other, latches);
    await pass(60);
    expect(heard).toEqual([latches]);
  });

  test("an order is answered by its own bytes, and not by those of another order", async () => {
    const { ask, say, heard } = start();
    await ask(order);
    await say({ ...order, addr: 0x0202 });
    expect(heard).toEqual([]);
    await say(order);
    expect(heard).toEqual([order]);
  });

  test("an exception answers a query and an order", async () => {
    const { ask, say, heard } = start();
    const refusals = [
      { unit: 1, fn: 2, exception: 2 },
      { unit: 1, fn: 5, exception: 4 },
    ];
    await ask(query);
    await say(refusals[0] as ModbusFrame);
    await ask(order);
    await say(refusals[1] as ModbusFrame);
    expect(heard).toEqual(refusals);
  });

  test("an answer that comes again, or without a request, is passed over", async () => {
    const { ask, say, heard } = start();
    await say(latches);
    await ask(query);
    await say(latches);
    await say(latches);
    expect(heard).toEqual([latches]);
  });

  test("over TCP an answer bears the number of its request, which begins again after 65535", async () => {
    const { port, ask, say, heard } = start("tcp");
    const bytes = modbusRtuCodec.encode(query);
    for (let request = 0; request < 0x1_0000; request++) port.write(bytes);
    await ask(query);
    await say({ ...latches, transaction: 2 });
    expect(heard).toEqual([]);
    await say({ ...latches, transaction: 1 });
    expect(heard).toEqual([latches]);
  });
});

describe("a Modbus port on an adapter that hears itself", () => {
  test("passes over the echo of a query and then that of an order, whose answer is the same bytes", async () => {
    const { ask, say, heard, port } = start();
    await ask(query);
    await say(query);
    expect([heard, port.heardAt]).toEqual([[], undefined]);
    await say(latches);
    await ask(order);
    await say(order);
    expect(heard).toEqual([latches]);
    await say(order);
    expect(heard).toEqual([latches, order]);
  });
});

describe("bytes on the line of a Modbus port", () => {
  test("an answer behind bytes that could be the start of a longer frame is heard after 50 ms of quiet", async () => {
    const { ask, units, heard } = start();
    await ask(query);
    units.write(Buffer.concat([Buffer.from("0102ff", "hex"), modbusRtuCodec.encode(latches)]));
    await pass(49);
    expect(heard).toEqual([]);
    await pass(1);
    expect(heard).toEqual([latches]);
  });

  test("a frame that comes in pieces 49 ms apart is one", async () => {
    const { ask, units, heard } = start();
    await ask(query);
    for (const byte of modbusRtuCodec.encode(latches)) {
      units.write(Uint8Array.of(byte));
      await pass(49);
    }
    expect(heard).toEqual([latches]);
  });

  test("a TCP frame is one however far apart its pieces come", async () => {
    const { ask, units, heard } = start("tcp");
    await ask(query);
    const bytes = modbusTcpCodec.encode({ ...latches, transaction: 1 });
    units.write(bytes.subarray(0, 7));
    await pass(400);
    units.write(bytes.subarray(7));
    await pass(0);
    expect(heard).toEqual([latches]);
  });

  test("what is left of an earlier frame does not swallow the start of the answer", async () => {
    const { ask, units, say, heard } = start();
    units.write(Buffer.from("0102ff", "hex"));
    await pass(0);
    await ask(query);
    await say(latches);
    expect(heard).toEqual([latches]);
  });
});

describe("a Modbus port and its line", () => {
  test.each(["error", "close", "end"])("the port ends, once and for good, with the line's event %s", async (event) => {
    const { line, port, ask, sent } = start();
    const ended = vi.fn<() => void>();
    port.on("close", ended);
    const write = vi.spyOn(line, "write");
    line.emit(event, new Error("unplugged"));
    expect(port.ended).toBe(true);
    port.close();
    await pass(0);
    expect([port.ended, line.destroyed, ended.mock.calls.length]).toEqual([true, true, 1]);
    await ask(query);
    expect([write.mock.calls, sent]).toEqual([[], []]);
  });

  test("a port whose line has ended hears nothing any more of what came before", async () => {
    const { ask, units, port, heard } = start();
    await ask(query);
    units.write(Buffer.concat([Buffer.from("0102ff", "hex"), modbusRtuCodec.encode(latches)]));
    await pass(10);
    port.close();
    await pass(1_000);
    expect(heard).toEqual([]);
  });

  test("bytes that are no frame are not written", async () => {
    const { port, sent } = start();
    port.write(Uint8Array.of(1, 2, 3));
    await pass(0);
    expect(sent).toEqual([]);
  });

  test("a request that was given up on an RTU line may still be answered, one over TCP not", () => {
    const rtu = start("rtu").port;
    const tcp = start("tcp").port;
    for (const port of [rtu, tcp]) port.giveUp();
    expect([rtu.unansweredAt, tcp.unansweredAt]).toEqual([systemClock.monotonic(), undefined]);
  });
});
