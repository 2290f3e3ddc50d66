import { Compile } from "typebox/compile";
import { expect, test } from "vitest";
import { asyncApiDocument } from "../../protocol/asyncapi.ts";
import { exampleCabinet } from "../../protocol/examples.ts";
import { cabinetKeys } from "../../protocol/seal.ts";
import { downChannels, upChannels } from "../../protocol/topics.ts";

type Node = Readonly<Record<string, unknown>>;

/** What a reader of the file gets: plain JSON, without anything that TypeBox hides in its schemas. */
const document = JSON.parse(JSON.stringify(asyncApiDocument())) as Readonly<Record<string, Node>>;

function part(path: string): Readonly<Record<string, Node>> {
  return resolve(`#/${path}`) as Readonly<Record<string, Node>>;
}

function resolve(reference: string): unknown {
  return reference
    .replace(/^#\//, "")
    .split("/")
    .reduce<unknown>((node, key) => (node as Node | undefined)?.[key], document);
}

function references(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => (key === "$ref" ? [String(value)] : references(value)));
}

test("it is an AsyncAPI 3.0 document with its required fields", () => {
  expect(document).toMatchObject({ asyncapi: "3.0.0", servers: { broker: { protocol: "secure-mqtt" } } });
  expect(document["info"]?.["title"]).toBeTypeOf("string");
  expect(document["info"]?.["version"]).toMatch(/^\d+\.\d+\.\d+$/);
  for (const [name, message] of Object.entries(part("components/messages"))) {
    expect(message["name"]).toBe(name);
    expect(message["payload"]).toBeTypeOf("object");
  }
});

test("every reference leads somewhere", () => {
  const all = references(document);
  expect(all.length).toBeGreaterThan(30);
  expect(all.filter((reference) => resolve(reference) === undefined)).toEqual([]);
});

test("each channel has its address, and all that stands in braces there is declared", () => {
  const addresses = Object.values(part("channels")).map(({ address }) => address);
  expect(addresses).toEqual([
    ...upChannels.map((channel) => `c/{cabinetId}/up/${channel}`),
    ...downChannels.map((channel) => `c/{cabinetId}/down/${channel}`),
  ]);
  for (const channel of Object.values(part("channels"))) {
    const named = String(channel["address"]).match(/(?<=\{)[^}]+/g);
    expect(named).toEqual(Object.keys(channel["parameters"] as object));
  }
});

test("the hub receives what cabinets send and sends what they receive", () => {
  const operations = Object.values(part("operations"));
  const channelsOf = (action: string) =>
    operations
      .filter((operation) => operation["action"] === action)
      .map((operation) => String((operation["channel"] as Node)["$ref"]).replace("#/channels/", ""));
  expect(channelsOf("receive")).toEqual(upChannels);
  expect(channelsOf("send")).toEqual(downChannels);
});

test("an operation's message is one of its channel's", () => {
  for (const operation of Object.values(part("operations"))) {
    const channel = String((operation["channel"] as Node)["$ref"]);
    for (const message of references(operation["messages"])) {
      expect(message.startsWith(`${channel}/messages/`)).toBe(true);
    }
  }
});

test("only presence is retained", () => {
  const retained = Object.entries(part("operations"))
    .filter(([, operation]) => (operation["bindings"] as { mqtt: { retain: boolean } }).mqtt.retain)
    .map(([name]) => name);
  expect(retained).toEqual(["receivePresence"]);
});

test("every example follows the schema beside it", () => {
  for (const [name, message] of Object.entries(part("components/messages"))) {
    const schema = Compile(message["payload"] as object);
    const examples = message["examples"] as readonly { summary: string; payload: unknown }[];
    for (const { summary, payload } of examples) expect(schema.Check(payload), `${name}: ${summary}`).toBe(true);
  }
});

test("every alternative of every message has an example", () => {
  for (const [name, message] of Object.entries(part("components/messages"))) {
    const examples = (message["examples"] as readonly { payload: unknown }[]).map(({ payload }) => payload);
    expect(withoutExample(message["payload"] as Node, examples, name)).toEqual([]);
  }
});

test("every schema is strict: it says which properties there are, and that there are no others", () => {
  const objects = (node: unknown): Node[] => {
    if (typeof node !== "object" || node === null) return [];
    const inside = Object.values(node).flatMap(objects);
    return "properties" in node ? [node, ...inside] : inside;
  };
  for (const message of Object.values(part("components/messages"))) {
    for (const schema of objects(message["payload"])) expect(schema).toHaveProperty("additionalProperties", false);
  }
});

test("who connects needs a password, and the document says how it is made", () => {
  expect(part("components/securitySchemes")["cabinet"]).toMatchObject({ type: "userPassword" });
  expect(references(document["servers"])).toEqual(["#/components/securitySchemes/cabinet"]);
  const { description } = document["info"] as { description: string };
  expect(description).toContain(cabinetKeys(exampleCabinet.secret).password);
});

/** The alternatives (of unions, and of the presence of optional properties) that no example shows. */
function withoutExample(schema: Node, examples: readonly unknown[], path: string): string[] {
  if (examples.length === 0) return [path];
  if (Array.isArray(schema["anyOf"])) {
    return (schema["anyOf"] as Node[]).flatMap((alternative, index) => {
      const validator = Compile(alternative);
      const of = examples.filter((example) => validator.Check(example));
      return withoutExample(alternative, of, `${path}/${index}`);
    });
  }
  if (schema["items"]) return withoutExample(schema["items"] as Node, examples.flat(), `${path}[]`);
  return Object.entries((schema["properties"] ?? {}) as Record<string, Node>).flatMap(([key, property]) => {
    const of = examples.map((example) => (example as Node)[key]).filter((value) => value !== undefined);
    return withoutExample(property, of, `${path}.${key}`);
  });
}

test("every example of a snapshot lists each slot of the example cabinet exactly once", () => {
  const payloads = (channel: string) =>
    (resolve(`#/components/messages/${channel}/examples`) as readonly { payload: Node }[]).map(
      ({ payload }) => payload,
    );
  const birth = payloads("presence").find(({ state }) => state === "birth");
  const all = Array.from({ length: Number(birth?.["slots"]) }, (_, index) => index + 1);
  for (const snapshot of payloads("snapshot"))
    expect((snapshot["slots"] as readonly { slot: number }[]).map(({ slot }) => slot)).toEqual(all);
});

test("the hub sends with QoS 0, and cabinets retain their presence only", () => {
  for (const [name, { action, bindings }] of Object.entries(part("operations"))) {
    const { qos, retain } = (bindings as { mqtt: { qos: number; retain: boolean } }).mqtt;
    expect([name, qos], name).toEqual([name, action === "send" ? 0 : 1]);
    expect(retain, name).toBe(name === "receivePresence");
  }
});
