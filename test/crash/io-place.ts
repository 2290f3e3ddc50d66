/* Names for what a process does with the world outside, the same in every run: no numbers, ids or codes in them. */

/** @param path of the file or folder that it is done to */
export function fileDeed(deed: string, path: string): string {
  const name = path.split("/").at(-1) ?? path;
  // What lies in /dev/shm is a file in memory.
  if (path.startsWith("/dev/") && !path.startsWith("/dev/shm/")) return `${deed} of the board's line`;
  return `${deed} of ${plain(name)}`;
}

/** What goes out on, or comes in from, a line. @param kind what stands at its other end @param request what was asked last on it */
export function lineDeed(kind: string, direction: "to" | "from", bytes: Uint8Array, request: string): string {
  switch (kind) {
    case "mqtt":
      return `MQTT ${direction === "to" ? "sends" : "hears"} ${mqttPackets(bytes)}`;
    case "database":
      return direction === "to" ? `database ${statements(bytes)}` : `database's answer to ${request}`;
    case "gateway":
      return direction === "to"
        ? `gateway request ${gatewayMethod(bytes) ?? `${request}, its body`}`
        : `gateway's answer to ${request}`;
    default:
      return direction === "to" ? `${kind} is told` : `${kind} is heard`;
  }
}

/** What an answer will be named after: the last word said on the line. */
export function requestIn(kind: string, bytes: Uint8Array): string | undefined {
  switch (kind) {
    case "database":
      return statements(bytes);
    case "gateway":
      return gatewayMethod(bytes);
    default:
      return undefined;
  }
}

/** `POST /api/rider/orders/:n/give-up` */
export function httpRequest(method: string | undefined, url: string | undefined): string {
  const path = (url ?? "").split("?")[0] ?? "";
  return `${method} ${path.split("/").map(segment).join("/")}`;
}

function segment(text: string): string {
  return /\d/.test(text) || text.length > 24 ? ":n" : text;
}

function plain(name: string): string {
  return name.replaceAll(/[0-9a-f]{8,}|\d+/g, "#");
}

function gatewayMethod(bytes: Uint8Array): string | undefined {
  const head = text(bytes);
  if (!/^(POST|GET) /.test(head)) return undefined;
  return /method=(?:[a-z]+\.)*([a-z]+)/.exec(head)?.[1] ?? "of another kind";
}

const packetNames = [
  "nothing",
  "connect",
  "connack",
  "publish",
  "puback",
  "pubrec",
  "pubrel",
  "pubcomp",
  "subscribe",
  "suback",
  "unsubscribe",
  "unsuback",
  "pingreq",
  "pingresp",
  "disconnect",
  "auth",
];
const publish = 3;

/** The packets that begin in these bytes; of a published message the last word of its topic. */
function mqttPackets(bytes: Uint8Array): string {
  const names: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const type = (bytes[at] ?? 0) >> 4;
    let length = 0;
    let digit = 0;
    let next = at + 1;
    do {
      length |= ((bytes[next] ?? 0) & 0x7f) << (7 * digit++);
    } while (((bytes[next++] ?? 0) & 0x80) !== 0 && digit < 4);
    const name = packetNames[type] ?? "nothing";
    if (type === publish) {
      const size = ((bytes[next] ?? 0) << 8) | (bytes[next + 1] ?? 0);
      names.push(
        `${name} ${text(bytes.subarray(next + 2, next + 2 + size))
          .split("/")
          .at(-1)}`,
      );
    } else names.push(name);
    at = next + length;
  }
  return names.join(" and ");
}

/**
 * What the messages of PostgreSQL's protocol ask for: a prepared statement by its name, another one by its first word.
 */
function statements(bytes: Uint8Array): string {
  const names: string[] = [];
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 5 <= view.length; at += 1 + view.readUInt32BE(at + 1)) {
    const words = view.toString("latin1", at + 5, at + 1 + view.readUInt32BE(at + 1)).split("\0");
    const type = String.fromCharCode(view[at] ?? 0);
    // Query; Parse, which tells a new statement; Bind, which uses one.
    if (type === "Q") names.push(firstWord(words[0]));
    else if (type === "P" && words[0] === "") names.push(firstWord(words[1]));
    else if (type === "B" && words[1]) names.push(words[1]);
  }
  return names.join(" and ") || "message";
}

function firstWord(sql = ""): string {
  return /[a-z]+/i.exec(sql)?.[0].toUpperCase() ?? "message";
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 2000)).toString("latin1");
}
