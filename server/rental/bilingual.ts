import { Type } from "typebox";
import { plainText } from "../../protocol/ids.ts";

/** A text in both languages of the pages. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** The schema of a text in both languages, of at most `longest` characters each. */
export const bilingual = (longest: number, description: string) =>
  Type.Object(
    { zh: plainText(longest, "Chinese"), en: plainText(longest, "English") },
    { additionalProperties: false, description },
  );
