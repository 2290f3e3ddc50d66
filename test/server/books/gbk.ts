/** Node reads GBK and does not write it: every pair of bytes is read once, and then looked up the other way. */
export function gbk(text: string): Uint8Array {
  return Uint8Array.from(Array.from(text).flatMap((character) => bytesOf(character)));
}

let table: Map<string, [number, number]> | undefined;

function bytesOf(character: string): number[] {
  const code = character.charCodeAt(0);
  if (code < 0x80) return [code];
  table ??= readTable();
  const bytes = table.get(character);
  if (!bytes) throw new Error(`GBK has no ${character}`);
  return bytes;
}

function readTable(): Map<string, [number, number]> {
  const decoder = new TextDecoder("gbk");
  const pairs = new Map<string, [number, number]>();
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) pairs.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  return pairs;
}
