import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { TSchema } from "typebox";
import { Value } from "typebox/value";
import { AppError } from "../../platform/app-error.ts";

/** @returns undefined where there is no such file yet. @throws AppError store/damaged */
export function readState(path: string, schema: TSchema): unknown {
  if (!existsSync(path)) return undefined;
  let state: unknown;
  try {
    state = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new AppError("store/damaged", `${path} is not JSON: move it away to start with a new board`, {
      cause: error,
    });
  }
  if (Value.Check(schema, state)) return state;
  const [first] = Value.Errors(schema, state);
  throw new AppError("store/damaged", `${path} is no state of such a board: ${first?.instancePath} ${first?.message}`);
}

/** Old or new, never half: a killed simulator goes on from one of them. */
export function writeState(path: string, state: object): void {
  const next = `${path}.new`;
  writeFileSync(next, `${JSON.stringify(state, null, 2)}\n`);
  renameSync(next, path);
}
