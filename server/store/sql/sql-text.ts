/**
 * Any text in a form that databases take: PostgreSQL refuses NUL, SQLite ends a text there, and half of a surrogate pair does not survive UTF-8. Texts
 * that differ stay different, since other control characters, with which an escape begins, are escaped too.
 */
export function sqlText(text: string): string {
  // Nearly every text is of such characters, and the search for the others takes ten times as long.
  if (/^[ -~]*$/.test(text)) return text;
  return text.replaceAll(/[\p{Cc}\p{Cs}]/gu, (character) => {
    return `\u0001${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
