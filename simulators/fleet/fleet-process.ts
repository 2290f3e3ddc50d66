import { randomUUID } from "node:crypto";
import { systemClock } from "../../platform/clock.ts";
import { answerParent } from "./answering.ts";
import { Crowd } from "./crowd.ts";
import type { FleetAnswer, FleetPlan, FleetQuestion } from "./fleet-messages.ts";
import { emptyTally } from "./fleet-tally.ts";
import { brokerAt } from "./hub-address.ts";
import { SimulatedCabinet } from "./simulated-cabinet.ts";

// The cabinets of one process of a fleet. It is told what to do over the channel to its parent, and ends with that.

const tally = emptyTally();
let cabinets = new Map<string, SimulatedCabinet>();
let crowd = new Crowd([], systemClock, () => 0);

function begin({ cabinets: logins, broker, slots, answerAfter }: FleetPlan, before: number): void {
  const dial = brokerAt(broker);
  const made = logins.map(
    ({ cabinetId, secret }, index) =>
      new SimulatedCabinet({
        cabinetId,
        secret,
        slots,
        answerAfter,
        dial: () => dial(before + index),
        clock: systemClock,
        newId: randomUUID,
        tally,
      }),
  );
  cabinets = new Map(made.map((cabinet) => [cabinet.cabinetId, cabinet]));
  crowd = new Crowd(made, systemClock, () => Number.parseInt(randomUUID().slice(0, 8), 16) / 2 ** 32);
}

function answer(question: FleetQuestion): FleetAnswer {
  switch (question.ask) {
    case "begin":
      begin(question.plan, question.before);
      return true;
    case "want":
      crowd.want(question.connected);
      return true;
    case "put-back":
      return cabinets.get(question.cabinetId)?.putBack(question.slot) ?? false;
    case "report-abnormal":
      for (const cabinet of cabinets.values()) cabinet.reportAbnormal();
      return true;
    case "status":
      return { ...tally, connected: crowd.connected, memory: process.memoryUsage.rss() };
  }
}

answerParent(answer);
// Ctrl-C reaches the whole group; the parent decides when this one ends.
process.on("SIGINT", () => {});
