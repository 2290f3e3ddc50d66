import type { Validator } from "typebox/compile";
import type { TLocalizedValidationError } from "typebox/error";
import { Settings } from "typebox/system";

/** As many as help a reader; a hostile message has thousands. */
const shown = 3;
/** Enough for every alternative of a union, so that those that were not meant can be told. TypeBox's usual 8 leave some out. */
const sought = 64;

/**
 * What is wrong with a value, as one line. TypeBox has its limit of mistakes as a setting of the process: it is raised for
 * this one call, which nothing can interrupt, and put back.
 */
export function whatIsWrong(validator: Validator, value: unknown): string {
  const { maxErrors } = Settings.Get();
  Settings.Set({ maxErrors: sought });
  try {
    return describeMistakes(validator.Errors(value));
  } finally {
    Settings.Set({ maxErrors });
  }
}

/**
 * One line for a person out of what a validator found. Of a union only the alternative that was meant counts: one
 * whose literal (`action`, `kind`, `outcome`) differs was not.
 */
function describeMistakes(found: readonly TLocalizedValidationError[]): string {
  const notMeant = found
    .filter(({ keyword }) => keyword === "const")
    .flatMap(({ schemaPath }) => /^.*\/anyOf\/\d+/.exec(schemaPath) ?? []);
  const meant = found.filter(
    ({ keyword, schemaPath }) =>
      keyword !== "anyOf" && !notMeant.some((alternative) => schemaPath.startsWith(alternative)),
  );
  return (meant.length > 0 ? meant : found)
    .slice(0, shown)
    .map(({ instancePath, message }) => `${instancePath || "/"} ${message}`)
    .join("; ");
}
