import { posix } from "node:path";
import { circlesOf } from "./circles.ts";
import type { Import, SourceFile } from "./imports.ts";
import type { Room } from "./rooms.ts";

export type Rooms = Readonly<Record<string, Room>>;

/** What breaks the rules of the rooms: one line each, with the place. Empty where all is well. */
export function brokenRules(rooms: Rooms, sources: readonly SourceFile[]): readonly string[] {
  const roomOf = roomFinder(rooms);
  const used = new Set<string>();
  const homeless = new Set<string>();
  const refused: string[] = [];
  for (const { path, imports } of sources) {
    const name = roomOf(path);
    const room = name === undefined ? undefined : rooms[name];
    if (name === undefined || room === undefined) {
      homeless.add(posix.dirname(path));
      continue;
    }
    for (const one of imports) {
      const grant = grantOf(name, room, one, targetOf(path, one), roomOf);
      if (grant === undefined) refused.push(`${path}:${one.line}: ${name} may not import ${one.specifier}`);
      else used.add(`${name} ${grant}`);
    }
  }
  return [
    ...[...homeless].map((folder) => `${folder}: no room covers this folder`),
    ...refused,
    ...unusedGrants(rooms, used),
    ...circlesOf(filesGraph(sources)).map((circle) => `files import each other in a circle: ${drawn(circle)}`),
    ...circlesOf(roomsGraph(rooms)).map((circle) => `rooms may import each other in a circle: ${drawn(circle)}`),
  ];
}

/** Which rooms each room may import, whole or single files of them. */
export function roomsGraph(rooms: Rooms): ReadonlyMap<string, ReadonlySet<string>> {
  const files = singleFilesGraph(rooms);
  return new Map(
    [...wholeRoomsGraph(rooms)].map(([name, whole]) => [name, new Set([...whole, ...(files.get(name) ?? [])])]),
  );
}

/** Which rooms each room may import without limit. */
export function wholeRoomsGraph(rooms: Rooms): ReadonlyMap<string, ReadonlySet<string>> {
  const outsideTest = Object.keys(rooms).filter((name) => !isTest(name));
  return graphOf(rooms, ({ imports }) =>
    imports.filter((grant) => !isFile(grant)).flatMap((grant) => (grant === "*" ? outsideTest : [grant])),
  );
}

/** The rooms of which each room may import single files. */
export function singleFilesGraph(rooms: Rooms): ReadonlyMap<string, ReadonlySet<string>> {
  const roomOf = roomFinder(rooms);
  return graphOf(rooms, ({ imports }) => imports.filter(isFile).map((file) => roomOf(file) ?? file));
}

function graphOf(rooms: Rooms, targetsOf: (room: Room) => readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(Object.entries(rooms).map(([name, room]) => [name, new Set(targetsOf(room))]));
}

/** Finds the room of a file. */
function roomFinder(rooms: Rooms): (path: string) => string | undefined {
  const byFolder = new Map<string, string>();
  for (const [name, { folders = [] }] of Object.entries(rooms))
    for (const folder of folders) byFolder.set(folder, name);
  for (const name of Object.keys(rooms)) byFolder.set(name, name);
  return (path) => byFolder.get(posix.dirname(path));
}

/** What of the room's list allows the import; `itself` for an import within the room. undefined: nothing does. */
function grantOf(
  name: string,
  room: Room,
  { specifier }: Import,
  target: string | undefined,
  roomOf: (path: string) => string | undefined,
): string | undefined {
  if (target === undefined) {
    const { packages } = room;
    const wanted = packageOf(specifier);
    return packages === undefined || packages.includes(wanted) ? wanted : undefined;
  }
  const targetRoom = roomOf(target);
  if (targetRoom === undefined || /(^|\/)main\.tsx?$/.test(target)) return undefined;
  if (targetRoom === name) return "itself";
  const grants = room.imports;
  if (grants.includes(target)) return target;
  if (grants.includes(targetRoom)) return targetRoom;
  return grants.includes("*") && !isTest(targetRoom) ? "*" : undefined;
}

/** A list that allows more than there is would be no picture of the project. */
function unusedGrants(rooms: Rooms, used: ReadonlySet<string>): readonly string[] {
  return Object.entries(rooms).flatMap(([name, { imports, packages = [] }]) =>
    [...imports, ...packages]
      .filter((grant) => !used.has(`${name} ${grant}`))
      .map((grant) => `${name} may import ${grant}, but does not: take it off the list`),
  );
}

function filesGraph(sources: readonly SourceFile[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    sources.map(({ path, imports }) => [path, imports.flatMap((one) => targetOf(path, one) ?? [])] as const),
  );
}

/** The path of the imported file from the root of the project; undefined for a package. */
function targetOf(path: string, { specifier }: Import): string | undefined {
  return specifier.startsWith(".") ? posix.join(posix.dirname(path), specifier) : undefined;
}

/** The package of `typebox/value` is `typebox`; a module of Node is named whole. */
function packageOf(specifier: string): string {
  if (specifier.startsWith("node:")) return specifier;
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

function drawn(circle: readonly string[]): string {
  return [...circle, ...circle.slice(0, 1)].join(" → ");
}

function isFile(grant: string): boolean {
  return /\.tsx?$/.test(grant);
}

function isTest(room: string): boolean {
  return /^test(\/|$)/.test(room);
}
