import { expect, it } from "vitest";
import { previewAct } from "../../../server/orders/act-preview.ts";
import { fen } from "../../../server/rental/money.ts";
import type { OperatorAct } from "../../../server/rental/operator-act.ts";
import { credit, day, lent, openedAt, refused, returnedAt, type Story, seenAs, settling } from "../rental/examples.ts";

const failed = () =>
  settling().at(returnedAt, { type: "credit-completed", answer: refused("payment-failed"), attempt: 0 });
const paid = () => settling().at(returnedAt, credit(seenAs({ useState: "restored", payment: "paid" })));
const nothing = { charged: 0, givenUp: 0, collected: 0, refunded: 0 };

it.each<[string, () => Story, OperatorAct, object]>([
  ["what it charges", lent, { act: "mark-lost", loanNo: 1 }, { charged: 9900 }],
  ["what it gives up", failed, { act: "lower-amount", amount: fen(200) }, { givenUp: 400 }],
  [
    "what is collected, and gives up the rest",
    failed,
    { act: "mark-collected", amount: fen(500) },
    { collected: 500, givenUp: 100 },
  ],
  ["what is given back", paid, { act: "record-refund", amount: fen(150) }, { refunded: 150 }],
  ["that it moves no money", lent, { act: "extend", until: openedAt + 20 * day }, {}],
])("the preview of an act shows %s", (_what, story, act, money) => {
  expect(previewAct(story().order, act, returnedAt + 1).money).toEqual({ ...nothing, ...money });
});

it("the preview of an act shows what the hub would do, the earliest first", () => {
  const { after, effects } = previewAct(lent().order, { act: "extend", until: openedAt + 20 * day }, openedAt + day);
  expect(after.expiresAt).toBe(openedAt + 20 * day);
  expect(effects.map(({ type }) => type)).toEqual(["modify-credit", "wake"]);
});
