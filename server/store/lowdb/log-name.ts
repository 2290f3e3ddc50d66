/** A log's file: `live.000042.log`. Its number is higher than that of any before it. */
export function logName(number: number): string {
  return `live.${String(number).padStart(6, "0")}.log`;
}

/** Undefined: the file is no log. */
export function parseLogName(file: string): number | undefined {
  const number = Number(/^live\.(\d{6,})\.log$/.exec(file)?.[1]);
  return logName(number) === file ? number : undefined;
}
