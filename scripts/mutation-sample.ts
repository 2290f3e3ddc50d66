import { createHash } from "node:crypto";
import { Type } from "typebox";
import { Value } from "typebox/value";
import { type Mutant, mutations } from "./mutations.ts";

/** A mutant of a file of the project. */
export interface FileMutant extends Mutant {
  /** From the root of the project. */
  readonly file: string;
  /** The whole line that it starts on, without indentation. */
  readonly text: string;
}

/** Mutants that change nothing which anybody could see, as somebody has judged. */
const Equivalents = Type.Array(
  Type.Object(
    { file: Type.String(), text: Type.String(), what: Type.String(), why: Type.String({ minLength: 10 }) },
    { additionalProperties: false },
  ),
);
export type Equivalent = Type.Static<typeof Equivalents>[number];

/** @throws Error for a text that is no list of judged mutants */
export function readEquivalents(json: string): readonly Equivalent[] {
  return Value.Parse(Equivalents, JSON.parse(json));
}

/** The mutants of a file. @throws Error for a text that is not TypeScript */
export function mutationsOf(file: string, code: string): readonly FileMutant[] {
  const lines = code.split("\n");
  return mutations(code).map((mutant) => ({ ...mutant, file, text: (lines[mutant.line - 1] ?? "").trim() }));
}

/** Whether a judgement is about this mutant. Line numbers do not count: they move. */
export function isAbout({ file, text, what }: Equivalent, mutant: FileMutant): boolean {
  return file === mutant.file && text === mutant.text && what === mutant.what;
}

/**
 * At most `size` mutants that the seed chooses, in the order given. A change elsewhere in the code leaves the choice as it
 * is: each mutant is drawn by its own text.
 */
export function sample(mutants: readonly FileMutant[], size: number, seed: string): readonly FileMutant[] {
  const drawn = mutants
    .map((mutant) => ({ mutant, lot: lotOf(mutant, seed) }))
    .toSorted((one, other) => (one.lot < other.lot ? -1 : 1))
    .slice(0, size);
  const chosen = new Set(drawn.map(({ mutant }) => mutant));
  return mutants.filter((mutant) => chosen.has(mutant));
}

function lotOf({ file, text, what, column }: FileMutant, seed: string): string {
  return createHash("sha256").update([seed, file, text, what, column].join("\n")).digest("hex");
}
