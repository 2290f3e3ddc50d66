import { walletText } from "./wallet-text.ts";

/**
 * The longest text of at most `longest` characters that some of the statements make; none is cut. "" where none fits.
 * @param statements a few: every choice among them is looked at
 */
export function rentInfo(statements: readonly string[], longest: number): string {
  const choices = [""];
  for (const statement of statements) {
    const next = walletText(statement, Number.POSITIVE_INFINITY);
    choices.push(...choices.map((text) => (text === "" ? next : `${text}，${next}`)));
  }
  const fitting = choices.filter((text) => lengthOf(text) <= longest);
  return fitting.reduce((best, text) => (lengthOf(text) > lengthOf(best) ? text : best));
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}
