import type { Type } from "typebox";
import { Value } from "typebox/value";
import { invalidArgument } from "./business-failure.ts";

/** Reads the JSON text of a call. @throws BusinessFailure for one that the method does not take */
export function parseBizContent<Schema extends Type.TSchema>(schema: Schema, bizContent: string): Type.Static<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(bizContent);
  } catch {
    throw invalidArgument("biz_content is not JSON");
  }
  if (Value.Check(schema, value)) return value;
  const [first] = Value.Errors(schema, value);
  throw invalidArgument(`${first?.instancePath ?? ""} ${first?.message ?? ""}`.trim());
}
