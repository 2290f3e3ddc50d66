import { errorTable } from "../platform/app-error.ts";

/** The page of all error codes, in Markdown. */
export function errorPage(): string {
  const rows = Object.entries(errorTable).map(([code, { status, text }]) => `| \`${code}\` | ${status} | ${text} |`);
  return `# Errors

Every error that a person or a program outside meets has a code that never changes. Over HTTP it comes as
\`application/problem+json\` (RFC 9457) with the code in \`code\`; in logs and on the command line it stands in brackets at
the end of the message. The sentence is what is said where nothing more exact is known.

| code | HTTP status | sentence |
| --- | --- | --- |
${rows.join("\n")}
`;
}
