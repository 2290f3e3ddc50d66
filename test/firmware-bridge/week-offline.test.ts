import { afterEach, expect, test } from "vitest";
import { journalFormat } from "../../firmware-bridge/journal-data.ts";
import { encodeDocument } from "../../platform/document-format.ts";
import { until } from "../support/manual-clock.ts";
import { Cabinet } from "./cabinet.ts";

const hour = 3_600_000;
let cabinet: Cabinet;
afterEach(() => cabinet.takeDown());

test("a cabinet that was offline for a week tells the hub everything, in order and with its times", async () => {
  cabinet = await Cabinet.build();
  await cabinet.startWelcomed();
  // Attempts to connect get no answer.
  cabinet.hub.quick = false;
  cabinet.hub.cut();
  const began = cabinet.hub.time;
  for (let hours = 0; hours < 7 * 24; hours++) {
    await cabinet.board.receive(3, `BANK${hours}`);
    await cabinet.clock.pass(hour / 2);
    cabinet.board.put(3);
    await cabinet.board.reports?.removed(3);
    await cabinet.clock.pass(hour / 2);
  }
  const bytes = encodeDocument(journalFormat, cabinet.document.onDisk).length;
  expect(bytes).toBeLessThan(100_000);
  cabinet.hub.quick = true;
  cabinet.hub.acceptWaiting();
  await cabinet.clock.pass(120_000);
  await until(() => cabinet.document.data.events.length === 0);
  const events = cabinet.hub.all("event");
  expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 2 * 7 * 24 }, (_, index) => index + 1));
  const returns = events.filter(({ body }) => body.kind === "returned");
  expect(returns.map(({ body }) => "itemId" in body && body.itemId)).toEqual(
    Array.from({ length: 7 * 24 }, (_, hours) => `BANK${hours}`),
  );
  for (const [hours, { at }] of returns.entries()) {
    const off = Math.abs(at.latest - (began + hours * hour));
    expect(off).toBeLessThanOrEqual((at.uncertainty ?? 0) + 1000);
  }
});
