import { type Client, type ClientConfig, Pool, types } from "pg";
import { AppError } from "../../../platform/app-error.ts";
import type { Log } from "../../../platform/log.ts";

/** How long one waits for a connection, a free one or a new one; ms. */
const connectWithin = 5000;
/** After that the server gives a statement up; ms. */
const statementWithin = 10_000;
/** After that the server counts as gone: it should have given up itself; ms. */
const answerWithin = 15_000;

const { getTypeParser } = types;
/** The database's number for text[]. */
const textArray: number = 1009;
const keptAsText = new Set<number>([types.builtins.JSON, textArray]);
const parseTexts = getTypeParser(textArray) as (text: string) => string[];

/** A list of texts as the database sends it. */
export function readTexts(list: string): readonly string[] {
  return parseTexts(list);
}

/** What every connection of the hub has in common. @throws AppError config/invalid for an address that can't be read */
export function connectionConfig(url: string): ClientConfig {
  // The parser's own error would quote the address, and the password with it.
  if (!URL.canParse(url)) throw new AppError("config/invalid", "the address of the database is not well formed");
  return {
    connectionString: url,
    application_name: "jiehuan-hub",
    connectionTimeoutMillis: connectWithin,
    query_timeout: answerWithin,
    keepAlive: true,
    // Statements need not wait for the answers of those before, and an answer that does not come ends the connection.
    pipeline: true,
    types: {
      // The store reads JSON by itself, and lists of texts where it needs them.
      getTypeParser: (type, format) =>
        keptAsText.has(type) ? asText : (getTypeParser(type, format) as (text: string) => unknown),
    },
  };
}

/** Connections for transactions. */
export function openPool(config: ClientConfig, connections: number, log: Log): Pool {
  const pool = new Pool({
    ...config,
    max: connections,
    statement_timeout: statementWithin,
    // A hub that is halted must not keep the others waiting for its locks. The pool itself ends what idles for 10 s.
    idle_in_transaction_session_timeout: answerWithin,
    // Every statement looks some keys up. The planner, which knows small tables best, must not read whole ones for that.
    options: ["seqscan", "bitmapscan", "hashjoin", "mergejoin"]
      .map((way) => `-c enable_${way}=off`)
      .concat("-c plan_cache_mode=force_generic_plan", "-c jit=off", `-c idle_session_timeout=${answerWithin}`)
      .join(" "),
  });
  // Whoever uses the connection learns it from the statement that fails.
  pool.on("connect", (client) => client.on("error", () => undefined));
  pool.on("error", (error) => log.warn({ err: error }, "an idle connection to the database broke"));
  return pool;
}

/** What is sent from now on until the end of this turn goes out in one piece: the server hears all of it or, mostly, nothing. */
export function gather({ connection: { stream } }: Pick<Client, "connection">): void {
  stream.cork();
  process.nextTick(() => stream.uncork());
}

function asText(text: string): string {
  return text;
}
