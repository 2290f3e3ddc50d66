import fs from "node:fs";
import http from "node:http";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import Libsql from "libsql";
import type { Order } from "./armed-program.ts";
import { fileDeed, httpRequest, lineDeed, requestIn } from "./io-place.ts";

/*
 * Loaded into a program of ours before the program itself (`node --import`): names and counts what it writes, sends and
 * hears, and dies there by SIGKILL where it is told to (armed-program.ts). The program knows nothing of it.
 */

const path = process.env["DIE_AT"] ?? "";
const ports = JSON.parse(process.env["DIE_AT_PORTS"] ?? "{}") as Readonly<Record<string, string>>;
const { writeFileSync, readFileSync, appendFileSync, readlinkSync } = fs;

let order: Order = { what: "nothing" };
let passed = 0;
/** So that what this file writes itself is not counted. */
let own = false;

process.on("SIGUSR2", () => {
  asOwn(() => {
    order = JSON.parse(readFileSync(`${path}.order`, "utf8")) as Order;
    passed = 0;
    writeFileSync(`${path}.heard`, "");
  });
});

/** Told before something is done. @returns told after it was done */
function passes(place: string): (() => void) | undefined {
  if (order.what === "nothing") return undefined;
  if (order.what === "record") {
    const { to } = order;
    asOwn(() => appendFileSync(to, `${place}\n`));
    return undefined;
  }
  const { nth, side, place: wanted } = order;
  if (wanted !== undefined && wanted !== place) return undefined;
  if (++passed !== nth) return undefined;
  if (side === "before") die(place, side);
  return () => die(place, side);
}

function die(place: string, side: string): never {
  asOwn(() => writeFileSync(`${path}.died`, JSON.stringify({ place, side })));
  process.kill(process.pid, "SIGKILL");
  // The signal comes before anything else can be done; this line only tells the compiler so.
  for (;;);
}

function asOwn(work: () => void): void {
  own = true;
  try {
    work();
  } finally {
    own = false;
  }
}

type Callable = (this: unknown, ...args: unknown[]) => unknown;
type Holder = Record<string, Callable | undefined>;

/** Puts another function in the place of one, with what Node.js has hung on it: `promisify` looks for that. */
function replace(holder: object, name: string, made: (original: Callable) => Callable): void {
  const functions = holder as Holder;
  const original = functions[name];
  if (!original) return;
  const replacement = made(original);
  for (const symbol of Object.getOwnPropertySymbols(original)) {
    const property = Object.getOwnPropertyDescriptor(original, symbol);
    if (property) Object.defineProperty(replacement, symbol, property);
  }
  functions[name] = replacement;
}

/** Is told of before and after of what a function does, however it says that it is done. */
function watch(holder: object, name: string, placeOf: (self: unknown, args: readonly unknown[]) => string | undefined) {
  replace(
    holder,
    name,
    (original) =>
      function watched(...args) {
        const place = isIdle() ? undefined : placeOf(this, args);
        const after = place === undefined ? undefined : passes(place);
        if (!after) return original.apply(this, args);
        const done = args.at(-1);
        if (typeof done === "function") return original.apply(this, [...args.slice(0, -1), first(after, done)]);
        const answer = original.apply(this, args);
        if (answer instanceof Promise) return answer.finally(after);
        after();
        return answer;
      },
  );
}

function first(work: () => void, then: object): Callable {
  const goOn = then as Callable;
  return (...answer) => {
    work();
    return goOn(...answer);
  };
}

function isIdle(): boolean {
  return own || order.what === "nothing";
}

function pathOf(fd: unknown): string | undefined {
  // What is logged is nobody's to miss.
  if (typeof fd !== "number" || fd <= 2) return undefined;
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return undefined;
  }
}

const byFd =
  (deed: string) =>
  (_self: unknown, [fd]: readonly unknown[]) => {
    const file = pathOf(fd);
    return file?.startsWith("/") === true ? fileDeed(deed, file) : undefined;
  };
const byHandle = (deed: string) => (handle: unknown) => byFd(deed)(undefined, [(handle as { fd: unknown }).fd]);
const byPath = (deed: string, which: number) => (_self: unknown, args: readonly unknown[]) =>
  fileDeed(deed, String(args[which]));

const handle = await fs.promises.open("/dev/null");
const handles = Object.getPrototypeOf(handle) as object;
await handle.close();
for (const name of ["write", "writev", "writeFile", "appendFile"]) watch(handles, name, byHandle("write"));
for (const name of ["sync", "datasync"]) watch(handles, name, byHandle("sync"));
watch(handles, "truncate", byHandle("truncation"));
for (const holder of [fs, fs.promises]) {
  watch(holder, "rename", byPath("renaming", 1));
  watch(holder, "link", byPath("link", 1));
  watch(holder, "rm", byPath("removal", 0));
  watch(holder, "truncate", byPath("truncation", 0));
}
for (const name of ["write", "writev", "writeSync"]) watch(fs, name, byFd("write"));
for (const name of ["fsync", "fdatasync", "fsyncSync", "fdatasyncSync"]) watch(fs, name, byFd("sync"));
for (const name of ["ftruncate", "ftruncateSync"]) watch(fs, name, byFd("truncation"));

// The embedded store's own writes and syncs are out of reach in here; they are all within a commit.
watch(Libsql.prototype, "exec", (_self, [text]) => (text === "COMMIT" ? "commit of the store" : undefined));

// Serial lines are read by this one, and what a read has heard is known at its end only.
replace(
  fs,
  "read",
  (original) =>
    function watched(...args) {
      const place = isIdle() ? undefined : byFd("reading")(undefined, args);
      const done = args.at(-1);
      if (place !== fileDeed("reading", "/dev/") || typeof done !== "function") return original.apply(this, args);
      const goOn = done as Callable;
      const heard: Callable = (error, length, ...rest) => {
        const after = error === null && length !== 0 ? passes(place) : undefined;
        goOn(error, length, ...rest);
        if (after) setImmediate(after);
      };
      return original.apply(this, [...args.slice(0, -1), heard]);
    },
);

/** What was asked last on a line. */
const asked = new WeakMap<object, string>();

function kindOf({ remotePort, localPort }: net.Socket): string | undefined {
  return ports[String(remotePort)] ?? ports[String(localPort)];
}

function sent(socket: net.Socket, bytes: Uint8Array): string | undefined {
  const kind = kindOf(socket);
  if (kind === undefined) return undefined;
  if (kind === "http") {
    const { _httpMessage: message } = socket as { _httpMessage?: { req?: http.IncomingMessage } };
    return message?.req && `HTTP answer to ${httpRequest(message.req.method, message.req.url)}`;
  }
  const request = requestIn(kind, bytes);
  if (request !== undefined) asked.set(socket, request);
  return lineDeed(kind, "to", bytes, asked.get(socket) ?? "nothing");
}

function bytesOf(data: unknown, encoding: unknown): Uint8Array {
  if (typeof data === "string") return Buffer.from(data, encoding as BufferEncoding);
  if (data instanceof Uint8Array) return data;
  if (!Array.isArray(data)) return new Uint8Array();
  const parts = data as readonly (Uint8Array | { chunk: unknown; encoding: unknown })[];
  return Buffer.concat(parts.map((part) => (part instanceof Uint8Array ? part : bytesOf(part.chunk, part.encoding))));
}

// Everything that a socket writes comes through here; one that connects still calls it once more.
watch(net.Socket.prototype, "_writeGeneric", (self, [, data, encoding]) => {
  const socket = self as net.Socket;
  return socket.connecting ? undefined : sent(socket, bytesOf(data, encoding));
});

/** What is heard is acted upon at once; what that leads to comes later. */
function watchHearing(
  holder: object,
  name: string,
  placeOf: (self: unknown, args: readonly unknown[]) => string | undefined,
) {
  replace(
    holder,
    name,
    (original) =>
      function watched(...args) {
        const place = isIdle() ? undefined : placeOf(this, args);
        const after = place === undefined ? undefined : passes(place);
        const answer = original.apply(this, args);
        if (after) setImmediate(after);
        return answer;
      },
  );
}

watchHearing(net.Socket.prototype, "push", (self, [chunk]) => {
  const socket = self as net.Socket;
  const kind = kindOf(socket);
  if (!(chunk instanceof Uint8Array) || kind === undefined || kind === "http") return undefined;
  return lineDeed(kind, "from", chunk, asked.get(socket) ?? "nothing");
});

// The HTTP server's parser takes the bytes before any script sees them.
watchHearing(http.Server.prototype, "emit", (_self, [event, request]) => {
  if (event !== "request") return undefined;
  const { method, url } = request as http.IncomingMessage;
  return `HTTP request ${httpRequest(method, url)}`;
});

syncBuiltinESMExports();
asOwn(() => writeFileSync(`${path}.ready`, String(process.pid)));
