import type { TLocalizedValidationError } from "typebox/error";

/** As many as help a reader; a hostile message has thousands. */
const shown = 3;

/**
 * One line for a person out of what a validator found. Of a union only the alternative that was meant counts: one
 * whose literal (`action`, `kind`, `outcome`) differs was not.
 */
export function describeMistakes(found: readonly TLocalizedValidationError[]): string {
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
