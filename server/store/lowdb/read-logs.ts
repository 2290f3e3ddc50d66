import { join } from "node:path";
import { AppError } from "../../../platform/app-error.ts";
import type { Disk } from "../../../platform/disk.ts";
import type { Changes } from "./changes.ts";
import { firstLog } from "./live-document.ts";
import { type LogHeader, type LogPlace, logFormat } from "./log-header.ts";
import { logName, parseLogName } from "./log-name.ts";
import { decodeRecord, isCutOff, type LogRecord, noRecord } from "./log-record.ts";

/** What counts of one log. */
export interface ReadLog {
  readonly number: number;
  readonly bytes: Buffer;
  readonly changes: readonly Changes[];
}

export interface ReadLogs {
  readonly logs: readonly ReadLog[];
  /** Behind everything that counts. */
  readonly next: LogPlace;
  /** Whether the writing of the last record was cut off: nobody was told of it. */
  readonly cutOff: boolean;
}

interface Scan {
  readonly path: string;
  readonly bytes: Buffer;
  readonly header: LogHeader;
  readonly recordsAt: number;
  readonly records: readonly LogRecord[];
}

/** The numbers of the logs in a folder. */
export async function logNumbers(folder: string, disk: Disk): Promise<number[]> {
  const numbers = (await disk.list(folder)).map(parseLogName);
  return numbers.filter((number) => number !== undefined).toSorted((one, other) => one - other);
}

/**
 * Reads the logs from a place on. They may be in use: the last one is read up to where it has come.
 * @throws AppError store/damaged
 */
export async function readLogs(folder: string, disk: Disk, from: LogPlace): Promise<ReadLogs> {
  const numbers = (await logNumbers(folder, disk)).filter((number) => number >= from.number);
  const last = numbers.at(-1) ?? from.number;
  const scans: Scan[] = [];
  // The last one comes last: those before it are complete by then.
  for (let number = from.number; number <= last; number++) {
    const path = join(folder, logName(number));
    const bytes = await disk.read(path);
    if (bytes === undefined) throw damagedLog(path, "it is missing");
    const isBeginning = number === last && number > from.number && decodeRecord(bytes, 0, noRecord) === undefined;
    if (isBeginning && isCutOff(bytes, 0)) return { ...chain(scans, from), cutOff: true };
    scans.push(scan(path, bytes, number));
  }
  return chain(scans, from);
}

/** @throws AppError store/damaged where a folder without a checkpoint that names a log has one, unless that has just begun */
export async function refuseLogs(folder: string, disk: Disk): Promise<void> {
  for (const number of await logNumbers(folder, disk)) {
    const path = join(folder, logName(number));
    const bytes = (await disk.read(path)) ?? Buffer.alloc(0);
    const first = decodeRecord(bytes, 0, noRecord);
    const hasJustBegun = first === undefined ? isCutOff(bytes, 0) : first.end === bytes.length;
    if (number !== firstLog.number || !hasJustBegun) throw damagedLog(path, "there is no live.json that it belongs to");
  }
}

function scan(path: string, bytes: Buffer, number: number): Scan {
  const first = decodeRecord(bytes, 0, noRecord);
  if (first === undefined) throw damagedLog(path, "its first record is not whole");
  const header = first.content as LogHeader;
  if (header.format !== logFormat) throw damagedLog(path, `it is a ${header.format} log, not ${logFormat}`);
  if (header.log !== number) throw damagedLog(path, `it is a copy of ${logName(header.log)}`);
  const records: LogRecord[] = [];
  let [at, follows] = [first.end, header.follows];
  for (;;) {
    const record = decodeRecord(bytes, at, follows);
    if (record === undefined) return { path, bytes, header, recordsAt: first.end, records };
    records.push(record);
    [at, follows] = [record.end, record.sha256];
  }
}

/** Joins logs, each up to where the next one says that it ends. */
function chain(scans: readonly Scan[], from: LogPlace): ReadLogs {
  const logs: ReadLog[] = [];
  let cutOff = false;
  let follows = from.follows;
  for (const [place, { path, bytes, header, recordsAt, records }] of scans.entries()) {
    if (header.follows !== follows) throw damagedLog(path, "it does not belong to this live.json");
    const end = records.at(-1)?.end ?? recordsAt;
    const next = scans[place + 1];
    const counting = next === undefined ? records : upTo(records, header.follows, next.header.follows);
    if (counting === undefined) throw damagedLog(path, `what stands at byte ${end} is no whole record`);
    if (next === undefined && end < bytes.length) {
      cutOff = isCutOff(bytes, end);
      if (!cutOff) throw damagedLog(path, `what stands at byte ${end} is no whole record`, end);
    }
    follows = counting.at(-1)?.sha256 ?? follows;
    logs.push({
      number: header.log,
      bytes: bytes.subarray(0, counting.at(-1)?.end ?? recordsAt),
      changes: counting.map(({ content }) => content as Changes),
    });
  }
  return { logs, next: { number: from.number + logs.length, follows }, cutOff };
}

/** The records up to the one with a SHA-256, none where it is `before`; undefined: there is no such record. */
function upTo(records: readonly LogRecord[], before: string, sha256: string): readonly LogRecord[] | undefined {
  if (sha256 === before) return [];
  const last = records.findIndex((record) => record.sha256 === sha256);
  return last < 0 ? undefined : records.slice(0, last + 1);
}

/** @param end where the damage begins, if nothing that counts stands behind it in another log */
function damagedLog(path: string, damage: string, end?: number): AppError {
  const cut =
    end === undefined
      ? ""
      : `, or go back to the commit before that and lose those after it: truncate -s ${end} '${path}'`;
  return new AppError(
    "store/damaged",
    `${path} is damaged: ${damage}. Nothing was changed. Restore the store from a backup (docs/operations.md)${cut}.`,
  );
}
