/** One JSON document in one file, held in memory and written whole. */
export interface DurableDocument<Data> {
  /** Change it in place, then `save`. */
  data: Data;
  /**
   * Resolves when everything changed before the call is on disk (file and folder synced). Calls that arrive during a
   * write share the next one. @throws AppError store/write-failed
   */
  save(): Promise<void>;
  /** Waits for the last write. */
  close(): Promise<void>;
}
