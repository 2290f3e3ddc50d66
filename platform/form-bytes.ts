import { parse } from "node:querystring";

/**
 * The fields of a form, decoded, with one character for each byte (latin1): Alipay signs bytes, in UTF-8 or in GBK as the
 * form declares it. ASCII text reads as itself.
 */
export type FormBytes = Readonly<Record<string, string>>;

/** Reads an `application/x-www-form-urlencoded` body. A field that is given twice is a list of its values. */
export function formBytes(body: Uint8Array): Readonly<Record<string, string | readonly string[]>> {
  const text = Buffer.from(body).toString("latin1");
  return Object.fromEntries(
    Object.entries(parse(text, "&", "=", { decodeURIComponent: percentDecoded })).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

/** Whether every field is given once. */
export function isFormBytes(form: Readonly<Record<string, unknown>>): form is FormBytes {
  return Object.values(form).every((value) => typeof value === "string");
}

function percentDecoded(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}
