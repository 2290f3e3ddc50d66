import { generate } from "mqtt-packet";
import { describe, expect, it } from "vitest";
import { fileDeed, httpRequest, lineDeed, requestIn } from "./io-place.ts";

/** A message of PostgreSQL's protocol, version 3. */
function message(type: string, ...words: string[]): Buffer {
  const body = Buffer.from(words.map((word) => `${word}\0`).join(""));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(4 + body.length);
  return Buffer.concat([Buffer.from(type), length, body]);
}

describe("a place has a name that is the same in every run", () => {
  it.each([
    ["write", "/data/journal.json.unfinished", "write of journal.json.unfinished"],
    ["renaming", "/data/hub/archive/2026-11-000017.json", "renaming of #-#-#.json"],
    ["sync", "/data/hub", "sync of hub"],
    ["write", "/dev/pts/7", "write of the board's line"],
    ["write", "/dev/shm/data/kept.json", "write of kept.json"],
  ])("%s %s", (deed, path, name) => {
    expect(fileDeed(deed, path)).toBe(name);
  });

  it("of an HTTP request: the method and the path, without numbers and codes", () => {
    expect(httpRequest("POST", "/api/rider/orders/20261123120000000001/give-up")).toBe(
      "POST /api/rider/orders/:n/give-up",
    );
    expect(httpRequest("GET", "/q/abcdefghijklmnopqrstuvwxyz?from=x1")).toBe("GET /q/:n");
  });

  it("of an MQTT packet: its type, and of a published message the channel", () => {
    const event = generate({
      cmd: "publish",
      topic: "c/shop-1/up/event",
      payload: "x".repeat(300),
      qos: 1,
      messageId: 1,
      dup: false,
      retain: false,
    });
    const puback = generate({ cmd: "puback", messageId: 1 });
    expect(lineDeed("mqtt", "from", Buffer.concat([puback, event]), "")).toBe("MQTT hears puback and publish event");
    expect(lineDeed("mqtt", "to", puback, "")).toBe("MQTT sends puback");
  });

  it("of a call to the gateway: its method, also in the answer's name", () => {
    const head = Buffer.from("POST /gateway.do?method=zhima.merchant.order.rent.complete&sign=x HTTP/1.1\r\n");
    expect(requestIn("gateway", head)).toBe("complete");
    expect(lineDeed("gateway", "to", head, "complete")).toBe("gateway request complete");
    expect(lineDeed("gateway", "to", Buffer.from("biz_content=x"), "complete")).toBe(
      "gateway request complete, its body",
    );
    expect(lineDeed("gateway", "from", Buffer.from("HTTP/1.1 200 OK"), "complete")).toBe(
      "gateway's answer to complete",
    );
  });

  it("of a statement: what it is prepared as, else its first word, also in the answer's name", () => {
    const begin = message("Q", "begin isolation level serializable");
    const bound = message("B", "", "put");
    expect(lineDeed("database", "to", begin, "")).toBe("database BEGIN");
    expect(lineDeed("database", "to", Buffer.concat([bound, message("S"), message("Q", "COMMIT")]), "")).toBe(
      "database put and COMMIT",
    );
    expect(requestIn("database", message("P", "", "SELECT 1"))).toBe("SELECT");
    expect(lineDeed("database", "from", Buffer.from("C"), "put")).toBe("database's answer to put");
  });
});
