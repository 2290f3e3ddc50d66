/** What a log writes before the bytes of a line: they look like bytes themselves. In the order in which they are taken away. */
const beforeBytes: readonly RegExp[] = [
  // The date and the time of a day, wherever they stand.
  /T(?=\d\d:\d\d)/g,
  /\b\d{4}-\d\d-\d\d\b/g,
  /(?<![0-9A-Za-z:])\d\d:\d\d:\d\d(?:[.,]\d+)?Z?(?![0-9A-Fa-f:])/g,
  // Unix time in seconds or milliseconds, the number of a line, an offset or another label; each with bytes behind it.
  /^\s*[[({]?1[4-9]\d{8}(?:\d{3})?(?=[\])}]?[\s,]\s*\S)/g,
  /^\s*\d+\t(?=\S)/g,
  /^\s*[0-9A-Fa-f]+:\s(?=\s*\S)/g,
  /^\s*[0-9A-Fa-f]{7,8} {2}(?=\S)/g,
];

/** The characters that hexdump and xxd write behind the bytes. */
const dumpedText = /^(\s*[0-9A-Fa-f]{7,8}(?::\s|\s\s).*?)\s\s(?:\|.{1,16}\||.{1,16})\s*$/;

/** Bytes in hexadecimal, with a space, a colon, a comma or nothing between them; numbers of an address have points. */
const hexRuns = /(?<![0-9A-Za-z.])(?:0x)?[0-9A-Fa-f]{2}(?:[ :,-]{0,2}(?:0x)?[0-9A-Fa-f]{2})*(?![0-9A-Za-z.])/g;

/** So many digits without a space are bytes, and no word or number. */
const unbrokenDigits = /(?<![0-9A-Za-z.])[0-9A-Fa-f]{9,}(?![0-9A-Za-z.])/g;

/** `mistaken`: hexadecimal digits, but not whole bytes. */
export type Shown = Uint8Array | "mistaken";

/**
 * The bytes that a line of a log, or an argument, shows in hexadecimal, run by run. Words and numbers may look like bytes: of
 * several runs those count with which a frame can start; if there is none, the longest one, of equal ones the last.
 * @param mayStart whether a frame can start so
 */
export function shownHex(line: string, mayStart: (bytes: Uint8Array) => boolean): readonly Shown[] {
  const plain = beforeBytes.reduce((text, pattern) => text.replaceAll(pattern, " "), plainDigits(line));
  const only = hexIn(plain);
  if (only !== undefined) return [only];
  const runs = (plain.match(hexRuns) ?? []).map((run) => Buffer.from(digitsOf(run), "hex"));
  const frames = runs.filter((run) => run.length > 1 && mayStart(run));
  if (frames.length > 0) return frames;
  const isCut = (digits: string) => digits.length % 2 === 1 && mayStart(Buffer.from(digits, "hex"));
  if ((plain.match(unbrokenDigits) ?? []).some(isCut)) return ["mistaken"];
  const [longest] = runs.toReversed().toSorted((a, b) => b.length - a.length);
  return longest && longest.length > 1 ? [longest] : [];
}

/** The bytes of a text that holds nothing but hexadecimal digits and what may stand between bytes. */
export function hexIn(text: string): Shown | undefined {
  const digits = digitsOf(text);
  if (!/^[0-9A-Fa-f]+$/.test(digits)) return undefined;
  return digits.length % 2 === 0 ? Buffer.from(digits, "hex") : "mistaken";
}

/** The line with each byte as two digits, where it marks them as `\x8A` or `8Ah`, and without what a dump repeats as text. */
function plainDigits(line: string): string {
  return line
    .replace(dumpedText, "$1")
    .replaceAll(/\\x(?=[0-9A-Fa-f]{2})/g, " ")
    .replaceAll(/\b([0-9A-Fa-f]{2})[hH]\b/g, "$1");
}

function digitsOf(text: string): string {
  return text.replaceAll(/0x|[\s:,-]/g, "");
}

/** The frames `{0@…}` that a line shows, as they are or in hexadecimal; without one the line, if it may be a part of a frame. */
export function shownText(line: string): readonly Shown[] {
  const frames = line.match(/\{\d+@[^{}]*\}?/g);
  if (frames) return [Buffer.from(frames.join(""), "latin1")];
  const hex = shownHex(line, (bytes) => bytes.includes(0x7b)).filter((shown) => shown !== "mistaken");
  if (hex.some((bytes) => bytes.includes(0x7b))) return hex;
  // The braces of a log in JSON hold names in quotes.
  return /[{}@]/.test(line) && !/^\s*\{\s*"/.test(line) ? [Buffer.from(line.trim(), "latin1")] : [];
}
