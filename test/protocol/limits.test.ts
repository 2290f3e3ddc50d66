import { expect, test } from "vitest";
import { examples } from "../../protocol/examples.ts";
import { type Channel, decode, schemas } from "../../protocol/messages.ts";

const moment: Limits = [0, 8_640_000_000_000_000];
const exact = Number.MAX_SAFE_INTEGER;
const slot: Limits = [1, 96];
const interval: Limits = [1000, 86_400_000];

type Limits = readonly [least: number, most: number];

/** What bridges in the field and hubs have agreed on: the least and the most of each number, by its name or channel and name. */
const numbers: Readonly<Record<string, Limits>> = {
  at: moment,
  boardHeardAt: moment,
  clockOffset: [-exact, exact],
  committed: [0, exact],
  connection: [1, exact],
  earliest: moment,
  expiresAt: moment,
  first: [1, exact],
  healthEvery: interval,
  hubTime: moment,
  issuedAt: moment,
  journalDepth: [0, exact],
  journalLimit: [0, exact],
  journalDropped: [0, exact],
  last: [0, exact],
  latest: moment,
  level: [0, 100],
  memory: [0, exact],
  newest: [1, exact],
  no: [1, exact],
  received: [0, exact],
  sealsBroken: [0, exact],
  "event.seq": [1, exact],
  "ack.seq": [0, exact],
  slot,
  slots: slot,
  snapshotEvery: interval,
  ttl: [1, 60_000],
  uncertainty: [0, exact],
  uptime: [0, exact],
};

/** The least and the most characters of each string that is no word of a list. */
const lengths: Readonly<Record<string, Limits>> = {
  bootId: [8, 40],
  commandId: [4, 30],
  driver: [2, 16],
  fault: [1, 64],
  "command.id": [4, 30],
  "presence.id": [8, 40],
  itemId: [1, 32],
  journalId: [8, 40],
  nonce: [8, 40],
  orderNo: [14, 20],
  seal: [43, 43],
  what: [1, 200],
  software: [1, 40],
  actions: [2, 30],
};

const channels = Object.keys(schemas) as Channel[];
const named = channels.flatMap((channel) =>
  Object.entries<unknown>(examples[channel]).map(([name, message]) => ({
    name: `${channel}: ${name}`,
    channel,
    message,
  })),
);

interface Place {
  readonly path: string;
  readonly value: number | string;
  /** Absent for a word of a list. */
  readonly limits: Limits | undefined;
  /** Whether the message is accepted with another value here. */
  readonly accepts: (other: unknown) => boolean;
}

test.each(named)("each number of the example $name is accepted up to its limits, and refused beyond", (example) => {
  for (const { path, limits, accepts } of placesOf(example).filter(({ value }) => typeof value === "number")) {
    const [least, most] = limits ?? [Number.NaN, Number.NaN];
    expect([least - 1, least, most, most + 1, 1.5].map(accepts), path).toEqual([false, true, true, false, false]);
  }
});

test.each(named)("each text of the example $name is accepted up to its limits, and refused beyond", (example) => {
  for (const { path, value, limits, accepts } of placesOf(example)) {
    if (typeof value === "number" || limits === undefined) continue;
    const [least, most] = limits;
    const texts = [least - 1, least, most, most + 1].map((length) => "7".repeat(length));
    expect(texts.map(accepts), path).toEqual([false, true, true, false]);
  }
});

test.each(named)("each other word in the place of one in the example $name is refused", (example) => {
  for (const { path, value, limits, accepts } of placesOf(example))
    if (typeof value === "string" && limits === undefined)
      expect([value, "another", ""].map(accepts), path).toEqual([true, false, false]);
});

test("a snapshot has 96 slots at most", () => {
  const of = (length: number) => ({
    ...examples.snapshot.periodic,
    slots: Array.from({ length }, (_, index) => ({ slot: (index % 96) + 1, state: "empty" })),
  });
  const accepts = (length: number) => decode("snapshot", Buffer.from(JSON.stringify(of(length)))).ok;
  expect([0, 96, 97].map(accepts)).toEqual([true, true, false]);
});

function placesOf({ channel, message }: (typeof named)[number]): readonly Place[] {
  return placesIn(message).map(([path, value]) => {
    const limits = typeof value === "number" ? numbers : lengths;
    // An element of a list has the name of the list.
    const name = path.findLast((part) => !/^\d+$/.test(part)) ?? "";
    return {
      path: path.join("/"),
      value,
      limits: limits[`${channel}.${name}`] ?? limits[name],
      accepts: (other) => decode(channel, Buffer.from(JSON.stringify(withValue(message, path, other)))).ok,
    };
  });
}

/** Every number and every string of a message, with the way to it; the version apart. */
function placesIn(value: unknown, path: readonly string[] = []): [readonly string[], number | string][] {
  if (typeof value === "number" || typeof value === "string") return path.at(-1) === "v" ? [] : [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => placesIn(inner, [...path, name]));
}

function withValue(message: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  const copy = structuredClone(message) as Record<string, unknown>;
  copy[name] = withValue(copy[name], rest, value);
  return copy;
}
