import { a8Codec } from "../../../firmware-bridge/drivers/a8/codec.ts";
import { aa55Codec } from "../../../firmware-bridge/drivers/aa55/codec.ts";
import { cu16Codec } from "../../../firmware-bridge/drivers/cu16/codec.ts";
import { eaCodec } from "../../../firmware-bridge/drivers/ea/codec.ts";
import type { Codec } from "../../../firmware-bridge/drivers/kit/codec.ts";
import { lock8aCodec } from "../../../firmware-bridge/drivers/lock8a/codec.ts";
import { modbusRtuCodec, modbusTcpCodec } from "../../../firmware-bridge/drivers/modbus/codec.ts";
import { pb60Codec } from "../../../firmware-bridge/drivers/pb60/codec.ts";
import { rfid7e1bCodec } from "../../../firmware-bridge/drivers/rfid7e1b/codec.ts";
import { wklyCodec } from "../../../firmware-bridge/drivers/wkly/codec.ts";

/** The codec of each binary protocol, by the names in frames.json. */
export const binaryCodecs: Readonly<Record<string, Codec<unknown>>> = {
  pb60: pb60Codec,
  "pb60-stream": pb60Codec,
  lock8a: lock8aCodec(),
  cu16: cu16Codec,
  modbus: modbusRtuCodec,
  "modbus-tcp": modbusTcpCodec,
  aa55: aa55Codec,
  a8: a8Codec(),
  rfid7e1b: rfid7e1bCodec,
  ea: eaCodec,
  wkly: wklyCodec,
};
