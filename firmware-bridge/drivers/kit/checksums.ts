/** CRC-16/MODBUS: polynomial 8005 reflected, start FFFF. */
export function crc16Modbus(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  }
  return crc;
}

/** The two bytes of CRC-16/MODBUS as they stand on a line: low byte first. */
export function crc16Bytes(bytes: Uint8Array): readonly [number, number] {
  const crc = crc16Modbus(bytes);
  return [crc & 0xff, crc >>> 8];
}

/** Exclusive or of all bytes; 0 for none. */
export function xor8(bytes: Uint8Array): number {
  let xor = 0;
  for (const byte of bytes) xor ^= byte;
  return xor;
}

/** Sum of all bytes modulo 256. */
export function sum8(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum = (sum + byte) & 0xff;
  return sum;
}
