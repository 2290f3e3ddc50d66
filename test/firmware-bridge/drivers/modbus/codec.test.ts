import { expect, test } from "vitest";
import { fromHex } from "../../../../firmware-bridge/drivers/kit/bytes.ts";
import { crc16Bytes } from "../../../../firmware-bridge/drivers/kit/checksums.ts";
import { modbusRtuCodec, modbusTcpCodec } from "../../../../firmware-bridge/drivers/modbus/codec.ts";

test.each([
  ["an answer to a read", "0102ff0000000000"],
  ["a write of several", "010f00000008ff00"],
])("%s that says more bytes than an RTU frame can have is not waited for", (_what, hex) => {
  expect(modbusRtuCodec.read(Uint8Array.from(fromHex(hex)))).toMatchObject({ refused: "wrong-checksum" });
});

test("an answer to a read without data is no RTU frame", () => {
  const head = Uint8Array.from([0x01, 0x02, 0x00]);
  expect(modbusRtuCodec.read(Uint8Array.from([...head, ...crc16Bytes(head)]))).toEqual({ wait: "cut" });
});

test("a TCP frame that says more bytes than there can be, or fewer than a frame has, is garbage", () => {
  for (const hex of ["0001000000ff", "000100000000", "00010000000101", "0001000000020102"])
    expect(modbusTcpCodec.read(Uint8Array.from(fromHex(hex)))).toMatchObject({ refused: "garbage" });
});
