import type { Change } from "../store.ts";

/** PostgreSQL takes notifications of less than 8000 bytes. */
const longest = 7999;

/** Who changed what: the hub, then the keys by table; null instead of keys: too many to say. */
type Message = readonly [hub: string, changed: Readonly<Record<string, readonly string[] | null>>];

/** One notification for a whole transaction, however many rows it changed. */
export function changeMessage(hub: string, changes: readonly Change[]): string {
  const keys = new Map<string, string[]>(changes.map(({ table }) => [table, []]));
  for (const { table, key } of changes) keys.get(table)?.push(key);
  const whole: Message = [hub, Object.fromEntries(keys)];
  const text = JSON.stringify(whole);
  if (Buffer.byteLength(text) <= longest) return text;
  const short: Message = [hub, Object.fromEntries([...keys.keys()].map((table) => [table, null]))];
  return JSON.stringify(short);
}

/** Answers the changes, and the tables of which it was too much to say. */
export function readChangeMessage(text: string) {
  const [hub, changed] = JSON.parse(text) as Message;
  const entries = Object.entries(changed);
  const changes = entries.flatMap(([table, keys]) => (keys ?? []).map((key): Change => ({ table, key })));
  const tables = entries.flatMap(([table, keys]) => (keys === null ? [table] : []));
  return { hub, changes, tables };
}
