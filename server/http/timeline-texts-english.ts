import { signedYuan } from "../books/signed-yuan.ts";
import { bookTime } from "../rental/book-day.ts";
import type { Answer, CreditView } from "../rental/credit-view.ts";
import type { ItemBack } from "../rental/event.ts";
import type { OperatorAct } from "../rental/operator-act.ts";
import type { TimelineTexts } from "./coded-text.ts";
import { operatorActTextsEnglish } from "./operator-act-texts-english.ts";

const payments = { "not-started": "not paid", "in-progress": "payment under way", paid: "paid", failed: "not paid" };
const claims = { "not-opened": "did not come out", returned: "is back" };
const objections = {
  "price-wrong": "the price is wrong",
  "item-broken": "the item is broken",
  other: "something else",
};
const refusals = {
  expired: "the command came too late",
  "clock-unknown": "the cabinet's clock is not set yet",
  "no-such-slot": "there is no such slot",
  "slot-empty": "the slot is empty",
  "item-unreadable": "the item's id can't be read",
  "lock-fault": "the motor ran and the item is still in place",
  "board-silent": "the board did not answer",
  "board-refused": "the board refused",
};
const doubts = {
  "board-silent": "the board did not answer",
  unclear: "the board's answers contradict each other",
  restarted: "the bridge restarted meanwhile",
};
const wakes = {
  "confirmation-overdue": "The time to confirm is over",
  "answer-overdue": "The time for the cabinet to answer is over",
  "given-up-for-lost": "The time to return the item is over",
  "offer-over": "The time for which the slot was offered is over",
  "sighting-due": "Looks again whether the item lies in the slot",
  "proof-due": "Looks whether a snapshot bears out the return",
  "report-due": "Looks whether a snapshot bears out the rider's report",
};

const item = (itemId: string | undefined) => (itemId === undefined ? "" : `, item ${itemId}`);
const suspect = (distrusted: true | undefined) => (distrusted ? " (the cabinet is distrusted)" : "");

function answered<Value>(answer: Answer<Value>, yes: (value: Value) => string): string {
  switch (answer.outcome) {
    case "ok":
      return yes(answer.value);
    case "refused":
      return `refused, ${answer.providerCode}`;
    case "unknown":
      return `no definite answer, ${answer.why}`;
  }
}

function credit({ creditOrderNo, useState, payment, payKind, payAmount }: CreditView): string {
  const paid = payment === undefined ? "" : `, ${payments[payment]}`;
  const amount = payAmount === undefined ? "" : `, ${payKind ?? "amount"} ${signedYuan(payAmount)}`;
  return `${creditOrderNo} is ${useState}${paid}${amount}`;
}

function back({ place, slot, at, latest, claimed, unseen }: ItemBack): string {
  const when =
    at === null ? "at an unknown time" : `at ${bookTime(at)}${latest === undefined ? "" : ` to ${bookTime(latest)}`}`;
  const said = claimed === undefined ? "" : ` (the cabinet claims ${bookTime(claimed)}, which can't be)`;
  return `into slot ${slot} of "${place.name}" ${when}${said}${unseen ? ", no snapshot shows it there yet" : ""}`;
}

function decision(act: OperatorAct): string {
  const { name } = operatorActTextsEnglish.acts[act.act];
  const facts = [
    "loanNo" in act ? `item ${act.loanNo}` : "",
    "at" in act ? bookTime(act.at) : "",
    "until" in act ? bookTime(act.until) : "",
    "amount" in act ? signedYuan(act.amount) : "",
    "outcome" in act ? act.outcome : "",
    "answer" in act && act.answer !== undefined ? `answer to the rider: ${act.answer}` : "",
  ].filter((fact) => fact !== "");
  return facts.length === 0 ? name : `${name}: ${facts.join(", ")}`;
}

/** Times are Beijing time. */
export const timelineTextsEnglish: TimelineTexts = {
  timeline: {
    requested: ({ request: { place, slots } }) =>
      `The rider asks for slot ${slots.map(({ slot }) => slot).join(", ")} at "${place.name}"`,
    "credit-noticed": ({ about }) => `The provider notifies: the credit order was ${about}`,
    "rider-came-back": ({ refused }) =>
      refused ? "The rider comes back from the wallet, which says no" : "The rider comes back from the wallet",
    "credit-seen": ({ answer }) => `Query of the credit order: ${answered(answer, credit)}`,
    "credit-completed": ({ answer }) => `Request to collect: ${answered(answer, () => "accepted")}`,
    "credit-cancelled": ({ answer }) => `Request to cancel the credit order: ${answered(answer, () => "cancelled")}`,
    "credit-modified": ({ times, answer }) =>
      `New due time ${bookTime(times.expiresAt)}: ${answered(answer, () => "accepted")}`,
    "slot-chosen": ({ choice }) => (choice === null ? "No other slot can be used" : `Slot ${choice.slot} is chosen`),
    "offer-answered": ({ accepted }) =>
      accepted ? "The rider takes the other slot" : "The rider does not want the other slot",
    renewed: () => "The rider renews",
    "rider-reported": ({ loanNo, report: { claim, where }, unpaused, unmatchedEvent }) => {
      const slot = where?.slot === undefined ? "" : ` slot ${where.slot}`;
      const at = where === undefined ? "" : `, cabinet ${where.cabinetId}${slot}`;
      const found = unmatchedEvent === undefined ? "" : `; an unmatched return fits: ${back(unmatchedEvent)}`;
      return `The rider reports that item ${loanNo} ${claims[claim]}${at}${unpaused ? " (billing goes on)" : ""}${found}`;
    },
    "rider-declared-lost": ({ loanNo }) => `The rider declares item ${loanNo} lost and buys it`,
    "rider-objected": ({ objection: { kind, text } }) =>
      `The rider objects: ${objections[kind]}${text === undefined ? "" : `, "${text}"`}`,
    "rider-left": () => "The rider leaves and says that nothing came out; whether the slot opened is not known",
    "slot-answered": ({ result, at, claimed, elsewhere, distrusted }) => {
      const said = claimed === undefined ? "" : ` (the cabinet claims ${bookTime(claimed)}, which can't be)`;
      const when = `, at ${bookTime(at)}${said}`;
      const other = elsewhere === undefined ? "" : `, but item ${elsewhere.itemId} is elsewhere`;
      switch (result.outcome) {
        case "opened":
          return `The cabinet answers: opened${item(result.itemId)}${when}${other}${suspect(distrusted)}`;
        case "refused":
          return `The cabinet answers: not opened, ${refusals[result.reason]}${when}`;
        case "unknown":
          return `The cabinet answers: it may have opened, ${doubts[result.reason]}${when}`;
      }
    },
    "slot-seen": ({ report, at }) =>
      `A snapshot shows slot ${report.slot} as ${report.state}${item(report.itemId)}, at ${bookTime(at)}`,
    "item-seen": ({ loanNo, sighting: { place, slot, at } }) =>
      `A snapshot shows item ${loanNo} in slot ${slot} of "${place.name}", at ${bookTime(at)}`,
    "item-returned": ({ itemId, byExclusion, distrusted, ...where }) =>
      `Returned${item(itemId)}: ${back(where)}${byExclusion ? ", no other order fits" : ""}${suspect(distrusted)}`,
    "return-proven": ({ loanNo }) => `A snapshot bears out the return of item ${loanNo}`,
    "return-contradicted": ({ loanNo, shownBy }) =>
      `The return of item ${loanNo} is contradicted: cabinet ${shownBy} shows the item`,
    "exclusion-contradicted": ({ loanNo }) => `The return of item ${loanNo} may have been that of another item`,
    "cabinet-came": () => "The cabinet is online again",
    "operator-acted": ({ act }) => decision(act),
    "given-up": () => "The rider withdraws",
    "clock-stepped": ({ by }) => `The system's clock was set by ${by / 1000} s`,
    woken: ({ about, distrusted }) => `${wakes[about.what]}${suspect(distrusted)}`,
  },
};
