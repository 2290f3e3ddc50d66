import type { Readable } from "node:stream";
import { Aedes } from "aedes";
import { afterEach, beforeEach, expect, it } from "vitest";
import { matchRetainedOnlyByWildcards } from "../../../server/broker/retained-messages.ts";

let broker: Aedes;

beforeEach(async () => {
  broker = await Aedes.createBroker();
  const packet = { cmd: "publish", qos: 1, retain: true, dup: false, payload: "here" } as const;
  for (const topic of ["c/shop-1/up/presence", "c/shop-2/up/presence"])
    await new Promise<void>((resolve, reject) =>
      broker.publish({ ...packet, topic }, (error) => (error ? reject(error) : resolve())),
    );
});

afterEach(() => new Promise<void>((resolve) => broker.close(resolve)));

async function kept(...filters: string[]): Promise<string[]> {
  const { persistence } = broker as unknown as {
    persistence: { createRetainedStreamCombi(filters: readonly string[]): Readable };
  };
  const found = (await persistence.createRetainedStreamCombi(filters).toArray()) as { topic: string }[];
  return found.map(({ topic }) => topic);
}

it("what is kept is found under a filter with a wildcard, beside others too", async () => {
  matchRetainedOnlyByWildcards(broker);
  expect(await kept("c/+/up/presence")).toHaveLength(2);
  expect(await kept("c/shop-1/down/command", "c/#")).toHaveLength(2);
});

it("nobody looks for it under a single topic, as cabinets subscribe", async () => {
  expect(await kept("c/shop-1/up/presence")).toEqual(["c/shop-1/up/presence"]);
  matchRetainedOnlyByWildcards(broker);
  expect(await kept("c/shop-1/up/presence")).toEqual([]);
});
