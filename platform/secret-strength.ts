/** Words that secrets are made of where nobody drew them at random; each counts as one choice of some hundred. */
const words = [
  "password",
  "passwort",
  "passwd",
  "welcome",
  "letmein",
  "iloveyou",
  "operator",
  "metrics",
  "cabinet",
  "jiehuan",
  "default",
  "private",
  "public",
  "master",
  "secret",
  "changed",
  "change",
  "dragon",
  "monkey",
  "broker",
  "bridge",
  "login",
  "admin",
  "token",
  "super",
  "hello",
  "world",
  "power",
  "guest",
  "mqtt",
  "test",
  "user",
  "root",
  "pass",
  "bank",
  "this",
  "that",
  "your",
  "key",
  "hub",
] as const;
const bitsOfWord = 7;

/** In the order of the keys, the digits and the letters; read backwards too. */
const rows = [
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
  "01234567890",
  "abcdefghijklmnopqrstuvwxyz",
];
const sequences = [...rows, ...rows.map((row) => row.split("").toReversed().join(""))];
const bitsOfCopy = 5;
/** Shorter ones happen by chance. */
const shortest = 3;

/** What documents, example files and habits put in the place of a secret. */
const placeholders =
  /change[-_ ]?(me|this|it)|replace[-_ ]?(me|this|with)|your[-_ ]?(own[-_ ]?)?(secret|token|password|key)|placeholder|insert[-_ ]|example|to[-_ ]?be[-_ ]?(set|changed|done)|openssl[-_ ]?rand|<[^>]+>|\.\.\.|…/i;

/** Tokens that stood in this project's documents once: everybody knows them. */
const published = ["6Wv0sGJ1x0m3d7YcQ5r8uA2kZt9pLbEf", "Hn4TqX7cRj2VgK9sWd5yMz8aPu3eBf6L"];

/** Random hexadecimal digits are worth 4 bits each, of which short ones lose some by chance repetitions. */
const bitsPerCharacter = 2.5;

/**
 * Says why a secret must not be used: it is published, or too easy to guess. undefined: it may be used.
 * @param leastLength of the shortest secret that is allowed here
 */
export function whyWeak(secret: string, leastLength: number): string | undefined {
  if (published.includes(secret) || placeholders.test(secret)) return "is an example, not a secret";
  if (guessingBits(secret) < leastLength * bitsPerCharacter) return "is too easy to guess";
  return undefined;
}

/** What comes after that many characters makes no secret weaker. */
const judged = 256;

/**
 * Estimates how many bits of a secret have to be guessed, by what guessing programs try first: words, runs, rows of a
 * keyboard, repetitions. What is none of these counts by the number of different characters, so random secrets pass.
 */
export function guessingBits(secret: string): number {
  const characters = secret.slice(0, judged).split("");
  const steps = characters.slice(1).map((character, index) => codeOf(character) - codeOf(characters[index] ?? ""));
  // `112233…` and `a1b2c3…` repeat nothing but their steps.
  return Math.min(costOf(characters.join("").toLowerCase(), new Set(characters).size), costOfSteps(steps));
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

/** Signs that often stand for a letter. */
const looksLike: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
};

function disguised(text: string): string {
  return text
    .split("")
    .map((character) => looksLike[character] ?? character)
    .join("");
}

/** @param alphabet how many different characters there are */
function costOf(text: string, alphabet: number): number {
  const letters = disguised(text);
  const literal = Math.log2(Math.max(alphabet, 2));
  let bits = 0;
  for (let at = 0; at < text.length; ) {
    const word = words.find((known) => letters.startsWith(known, at));
    const copied = Math.max(runAt(text, at), sequenceAt(text, at), earlierAt(text, at));
    if (word !== undefined && word.length >= copied) {
      bits += Math.min(bitsOfWord, word.length * literal);
      at += word.length;
    } else if (copied >= shortest) {
      bits += bitsOfCopy + Math.log2(copied);
      at += copied;
    } else {
      bits += literal;
      at++;
    }
  }
  return bits;
}

/** The cost of a text of which the differences between neighbours are known. */
function costOfSteps(steps: readonly number[]): number {
  const names = new Map<number, string>();
  const text = steps
    .map((step) => {
      const name = names.get(step) ?? String.fromCodePoint(0x4e00 + names.size);
      names.set(step, name);
      return name;
    })
    .join("");
  return 8 + costOf(text, names.size);
}

/** How often the character at `at` stands there in a row. */
function runAt(text: string, at: number): number {
  let end = at + 1;
  while (text[end] === text[at]) end++;
  return end - at;
}

/** How much of a known row stands there. */
function sequenceAt(text: string, at: number): number {
  let longest = 0;
  for (const sequence of sequences) {
    const from = sequence.indexOf(text[at] ?? "");
    if (from < 0) continue;
    let length = 1;
    while (from + length < sequence.length && sequence[from + length] === text[at + length]) length++;
    longest = Math.max(longest, length);
  }
  return longest;
}

/** How much of what stands there stood before; a repetition may run into itself. */
function earlierAt(text: string, at: number): number {
  let longest = 0;
  for (let from = 0; from < at; from++) {
    let length = 0;
    while (at + length < text.length && text[from + length] === text[at + length]) length++;
    longest = Math.max(longest, length);
  }
  return longest;
}
