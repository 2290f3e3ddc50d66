/** Times in a log look like bytes. */
const times = /\b\d{4}-\d\d-\d\d\b|(?<![0-9A-Za-z:])\d\d:\d\d:\d\d(?:[.,]\d+)?Z?(?![0-9A-Fa-f:])/g;

/** Bytes in hexadecimal, with a space, a colon, a comma or nothing between them; numbers of an address have points. */
const hexRuns = /(?<![0-9A-Za-z.])(?:0x)?[0-9A-Fa-f]{2}(?:[ :,-]{0,2}(?:0x)?[0-9A-Fa-f]{2})*(?![0-9A-Za-z.])/g;

/** `mistaken`: hexadecimal digits, but not whole bytes. */
export type Shown = Uint8Array | "mistaken" | "nothing";

/** The bytes that a line of a log, or an argument, shows in hexadecimal: the longest run, of equal ones the last. */
export function shownHex(line: string): Shown {
  const only = digitsOf(line);
  if (/^[0-9A-Fa-f]+$/.test(only)) return only.length % 2 === 0 ? Buffer.from(only, "hex") : "mistaken";
  const plain = line.replaceAll(/T(?=\d\d:\d\d)/g, " ").replaceAll(times, " ");
  const runs = (plain.match(hexRuns) ?? []).map((run) => Buffer.from(digitsOf(run), "hex"));
  const [longest] = runs.toReversed().toSorted((a, b) => b.length - a.length);
  return longest && longest.length > 1 ? longest : "nothing";
}

function digitsOf(text: string): string {
  return text.replaceAll(/0x|[\s:,-]/g, "");
}

/** The frames `{0@…}` that a line shows, as they are or in hexadecimal; without one the line, if it may be a part of a frame. */
export function shownText(line: string): Shown {
  const frames = line.match(/\{\d+@[^{}]*\}?/g);
  if (frames) return Buffer.from(frames.join(""), "latin1");
  if (/[{}@]/.test(line)) return Buffer.from(line.trim(), "latin1");
  const hex = shownHex(line);
  return hex instanceof Uint8Array && hex.includes(0x7b) ? hex : "nothing";
}
