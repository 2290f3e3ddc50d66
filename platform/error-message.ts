/**
 * What an error says, in one line that is never empty. Node reports a failed connection to a name with several addresses
 * as an AggregateError without a message: then the messages of its inner errors are joined.
 */
export function errorMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error) || "an error without a message";
  if (error instanceof AggregateError) {
    const inner = [...new Set(error.errors.map((each: unknown) => errorMessage(each)))].join("; ");
    if (inner !== "") return error.message === "" ? inner : `${error.message}: ${inner}`;
  }
  if (error.message !== "") return error.message;
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
