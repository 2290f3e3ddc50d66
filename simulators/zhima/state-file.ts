import { Value } from "typebox/value";
import { AppError } from "../../platform/app-error.ts";
import { openDurableDocument } from "../../platform/durable-document.ts";
import { emptyState, State } from "./state.ts";

/** The simulator's memory. */
export interface StateFile {
  /** Change it in place, then `save`. */
  readonly state: State;
  /** Resolves when what was changed before the call is on disk. */
  save(): Promise<void>;
  close(): Promise<void>;
}

/** Without a path nothing is kept. @throws AppError store/damaged */
export async function openStateFile(path: string | undefined): Promise<StateFile> {
  if (path === undefined) return { state: emptyState(), save: async () => {}, close: async () => {} };
  const document = await openDurableDocument(path, { initial: emptyState, format: "zhima-simulator/1" });
  const state = document.data;
  if (!Value.Check(State, state)) throw new AppError("store/damaged", `${path} is not a state of this simulator`);
  return { state, save: () => document.save(), close: () => document.close() };
}
