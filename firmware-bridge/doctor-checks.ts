import { lookup } from "node:dns/promises";
import { open, readFile, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { TLSSocket } from "node:tls";
import { MqttClient } from "mqtt";
import { AppError } from "../platform/app-error.ts";
import { decodeDocument } from "../platform/document-format.ts";
import { errorMessage } from "../platform/error-message.ts";
import type { Driver } from "./drivers/driver.ts";
import { brokerTarget, dialHub, whyNoHub } from "./hub-connection.ts";
import { type JournalData, journalFormat } from "./journal-data.ts";
import { lookPatiently } from "./standalone-drivers.ts";

/** What one check found. `todo` says what to do about it. */
export interface Finding {
  readonly status: "ok" | "warn" | "fail" | "skipped";
  readonly what: string;
  readonly todo?: string;
  /** Of the error, where there is one in the table of errors. */
  readonly code?: string;
}

const ok = (what: string): Finding => ({ status: "ok", what });
const warn = (what: string, todo: string): Finding => ({ status: "warn", what, todo });
const fail = (what: string, todo: string): Finding => ({ status: "fail", what, todo });
export const skipped = (what: string): Finding => ({ status: "skipped", what });

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const megabyte = 1_048_576;

/** Node.js that the bridge is built for (package.json, `engines`). */
const oldestNode = [20, 19] as const;

/** @param text as `process.version` has it: `v24.1.0` */
export function checkNode(text: string): Finding {
  const [major = 0, minor = 0] = text.replace("v", "").split(".").map(Number);
  const isNewEnough = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  return isNewEnough
    ? ok(`Node.js ${text}`)
    : fail(`Node.js ${text} is too old`, `install ${oldestNode.join(".")} or newer`);
}

/** The journal grows to some MB within a week without a hub, and is written beside the old one. */
const leastSpace = 20 * megabyte;
const goodSpace = 100 * megabyte;

/** Whether the folder of the journal can be written, and has room. The file that it writes is removed again. */
export async function checkDisk(folder: string): Promise<Finding> {
  const probe = join(folder, "doctor-probe");
  try {
    const file = await open(probe, "w", 0o600);
    try {
      await file.writeFile(Buffer.alloc(4096));
      await file.sync();
    } finally {
      await file.close();
      await rm(probe, { force: true });
    }
  } catch (error) {
    return fail(`${folder} can't be written: ${errorMessage(error)}`, diskRemedy(error));
  }
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const what = `${folder} can be written and has ${Math.floor(free / megabyte)} MB free`;
  if (free < leastSpace) return fail(what, "free some space: at least 20 MB");
  return free < goodSpace ? warn(what, "free some space: 100 MB are enough for months") : ok(what);
}

/** The folder of the journal is none, and can't be made. */
export function folderUnusable({ code, detail }: AppError): Finding {
  const todo = "set BRIDGE_DATA to a folder on a disk, which the user of the bridge may make or write";
  return { ...fail(`the bridge can't use ${detail}`, todo), code };
}

const diskRemedies: Partial<Record<string, string>> = {
  EROFS:
    "the file system is read-only: an SD card at its end, or a file system with errors. Check it, or replace the card",
  ENOSPC: "the disk is full: free some space",
  EACCES: "run this as the user of the bridge",
  EPERM: "run this as the user of the bridge",
  ENOENT: "set BRIDGE_DATA to a folder that is there",
  EIO: "the disk has errors: replace it",
};

function diskRemedy(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return diskRemedies[code] ?? "check the disk";
}

/** How the journal is, as its file has it: nothing is opened that a running bridge has open. */
export async function checkJournal(folder: string, now: number): Promise<Finding> {
  const path = join(folder, "journal.json");
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
      return ok("no journal yet: the bridge never ran");
    return fail(`${path} can't be read: ${errorMessage(error)}`, diskRemedy(error));
  }
  const decoded = decodeDocument(journalFormat, bytes);
  if ("damage" in decoded)
    return fail(
      `${path} is damaged: ${decoded.damage}`,
      "see docs/guides/backup-and-restore.md; journal.json.previous may be intact",
    );
  const { events } = decoded.data as JournalData;
  const size = `the journal has ${Math.ceil(bytes.length / 1024)} kB`;
  const [oldest] = events;
  if (oldest === undefined) return ok(`${size}; the hub has every event`);
  const what = `${size} and ${events.length} events that the hub does not have, the oldest of ${ago(now - oldest.latest.at)} ago`;
  const isLate = now - oldest.latest.at > hour;
  return isLate ? warn(what, "bring the connection to the hub back; the events follow by themselves") : ok(what);
}

function ago(duration: number): string {
  if (duration < 2 * hour) return `${Math.max(0, Math.round(duration / minute))} min`;
  return duration < 2 * day ? `${Math.round(duration / hour)} h` : `${Math.round(duration / day)} days`;
}

/** Before this program was written no clock can be right; epoch ms. */
const writtenAt = Date.UTC(2026, 0, 1);

/** @param hubTime by the hub's answer; undefined: it could not be asked */
export function checkClock(now: number, hubTime: number | undefined): Finding {
  const shown = new Date(now).toISOString().replace(/\.\d+Z$/, "Z");
  const todo = "set the clock of this machine (timedatectl set-ntp true), and check its battery";
  if (now < writtenAt) return fail(`the clock shows ${shown}`, todo);
  if (hubTime === undefined) return ok(`the clock shows ${shown}; it was not compared with the hub's`);
  const off = Math.abs(now - hubTime);
  const what = `the clock shows ${shown}, ${Math.round(off / 1000)} s off the hub's`;
  if (off >= day) return fail(what, todo);
  return off > 30_000 ? warn(what, `${todo}. Rents count by the hub's time anyway`) : ok(what);
}

/** @param path of the serial port, or `tcp://…` */
export async function checkPort(
  path: string,
  openLine: () => Promise<Duplex>,
): Promise<{ readonly finding: Finding; readonly line?: Duplex }> {
  try {
    const line = await openLine();
    return { finding: ok(`${path} is open`), line };
  } catch (error) {
    const why = errorMessage(error);
    return { finding: fail(why, portRemedy(why)) };
  }
}

function portRemedy(why: string): string {
  if (/permission|EACCES/i.test(why))
    return "add the user of the bridge to the group of the port: usermod -aG dialout USER";
  if (/no such file|ENOENT|is not there/i.test(why))
    return "plug the adapter in, or set BRIDGE_LINE (the line in BRIDGE_BOARDS) to a port that is there";
  if (/lock|busy|EBUSY/i.test(why)) return "another program has the port: stop it (fuser -v PORT)";
  return "check cable, adapter and BRIDGE_LINE";
}

/** Asks the board for its slots. */
export async function checkBoard(driver: Pick<Driver, "snapshot">, slotCount: number): Promise<Finding> {
  try {
    const looks = await lookPatiently(driver);
    const readable = looks.filter(({ state }) => state !== "unreadable");
    const what = `the board answers: ${readable.length} of ${slotCount} slots can be read`;
    if (readable.length >= slotCount) return ok(what);
    const others = looks.filter(({ state }) => state === "unreadable").map(({ slot }) => slot);
    const named =
      others.length > 0
        ? `look at ${others.length === 1 ? "slot" : "slots"} ${others.join(", ")}`
        : "check BRIDGE_SLOTS";
    return warn(what, `${named}, and the wiring of their boards`);
  } catch (error) {
    return fail(
      `the board does not answer: ${errorMessage(error)}`,
      "check its power, the wiring (A and B, or RX and TX, may be swapped), BRIDGE_DRIVER and the baud rate",
    );
  }
}

/** Whether the broker's name has an address. */
export async function checkName(hub: string, resolve: typeof lookup = lookup): Promise<Finding> {
  const { host } = brokerTarget(hub);
  try {
    const { address } = await resolve(host);
    return ok(`${host} is ${address}`);
  } catch (error) {
    return fail(
      `${host} has no address: ${errorMessage(error)}`,
      "check BRIDGE_HUB, the network and its name server (/etc/resolv.conf)",
    );
  }
}

/** A certificate that ends sooner is worth a word. */
const renewalDue = 14 * day;

/** Connects to the broker, with TLS where the address says so, and hangs up. */
export async function checkConnection(hub: string, authorities: string | undefined, now: number): Promise<Finding> {
  const socket = dialHub(hub, authorities);
  const isTls = socket instanceof TLSSocket;
  try {
    await begun(socket, isTls ? "secureConnect" : "connect");
    if (!isTls)
      return warn(`${hub} answers, and is not encrypted`, "use mqtts:// unless the broker is on this machine");
    const { valid_to: until } = socket.getPeerCertificate();
    const left = Date.parse(until) - now;
    const what = `${hub} answers with a certificate that is valid until ${until}`;
    return left < renewalDue ? warn(what, "have the hub's certificate renewed") : ok(what);
  } catch (error) {
    return fail(`no connection to ${hub}: ${whyNoHub(error)}`, "do what it says; otherwise check firewall and port");
  } finally {
    socket.destroy();
  }
}

/** How long the broker may take; ms. */
const patience = 15_000;

function begun(socket: Duplex, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = AbortSignal.timeout(patience);
    timer.addEventListener("abort", () => reject(new Error(`no answer within ${patience / 1000} s`)));
    socket.once(event, () => resolve());
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("the broker hung up")));
  });
}

/** Logs in at the broker and leaves in order. A bridge that runs would be thrown out: it must not run. */
export async function checkLogin(
  { hub, cabinetId, password }: { readonly hub: string; readonly cabinetId: string; readonly password: string },
  authorities: string | undefined,
): Promise<Finding> {
  const client = new MqttClient(() => dialHub(hub, authorities), {
    protocolId: "MQTT",
    protocolVersion: 4,
    clean: true,
    clientId: cabinetId,
    username: cabinetId,
    password,
    connectTimeout: patience,
    reconnectPeriod: 0,
  });
  try {
    await new Promise<void>((resolve, reject) => {
      client.once("connect", () => resolve());
      client.once("error", reject);
      client.once("close", () => reject(new AppError("hub/away", "the broker hung up")));
    });
    return ok(`the broker accepts ${cabinetId}`);
  } catch (error) {
    const isRefused = error instanceof Error && "code" in error && error.code === 5;
    const todo = isRefused
      ? "the secret or the cabinet's id is wrong, or the cabinet is out of service: see its page in the console, and enrol this bridge again"
      : "see the line before; the hub's log says why it hung up";
    return fail(`the broker does not accept ${cabinetId}: ${errorMessage(error)}`, todo);
  } finally {
    await new Promise<void>((resolve) => client.end(!client.connected, () => resolve()));
  }
}
