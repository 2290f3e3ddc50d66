/** A segment's place in the archive: `2026-11/orders-000042.segment`. Numbers run through all tables and months. */
export interface SegmentName {
  readonly month: string;
  readonly table: string;
  readonly number: number;
  readonly text: string;
}

export function segmentName(month: string, table: string, number: number): SegmentName {
  return { month, table, number, text: `${month}/${table}-${String(number).padStart(6, "0")}.segment` };
}

/** Undefined: the file is no segment. */
export function parseSegmentName(month: string, file: string): SegmentName | undefined {
  const [, table, number] = /^(.+)-(\d{6,})\.segment$/.exec(file) ?? [];
  return table === undefined ? undefined : segmentName(month, table, Number(number));
}
