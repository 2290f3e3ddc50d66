/** The name and version of a log's format. */
export const logFormat = "jiehuan-log/1";

/** Between two logs: the number of the later one, and the SHA-256 of the last record before it. */
export interface LogPlace {
  readonly number: number;
  readonly follows: string;
}

/** The first record of each log. */
export interface LogHeader {
  readonly format: string;
  readonly log: number;
  /** Of the log before it, what comes after the record with this SHA-256 was not acknowledged, and does not count. */
  readonly follows: string;
}
