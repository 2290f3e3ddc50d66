import { Type } from "typebox";
import { CabinetId, EpochMs, OrderNo, SlotNumber } from "../../protocol/ids.ts";
import { ItemKindId } from "../rental/item-kind.ts";
import { ObjectionKind, ObjectionOutcome } from "../rental/objection.ts";
import { OperatorAct } from "../rental/operator-act.ts";
import { chargeTransitions, loanTransitions, type Transition } from "../rental/transitions.ts";
import { Reason, strict } from "./operator-api.ts";
import { ConductCounts, ReviewView } from "./operator-queue.ts";
import { Assignee, orderStates } from "./order-summary.ts";
import { Claim, PriceLine } from "./rider-api.ts";

const statesOf = <State extends string>(table: readonly Transition<State>[]) => [
  ...new Set(table.flatMap(({ from, to }) => [from, to])),
];
const loanStates = statesOf(loanTransitions);
const chargeStates = statesOf(chargeTransitions);

const fen = (description: string) => Type.Integer({ description: `fen: ${description}` });
const Revision = Type.Integer({ minimum: 0, description: "counts the changes of the order" });

const range = (what: string) =>
  Type.Optional(
    Type.Object({ from: Type.Integer(), to: Type.Integer() }, { description: `what ${what} may be, both included` }),
  );

/** An act of an operator, and whether it is possible now. */
export const ActView = Type.Object({
  act: Type.String({ description: "as `act` of `POST …/acts` names it" }),
  name: Type.String({ description: "what it is called, in the language of Accept-Language" }),
  does: Type.String({ description: "what it does" }),
  loanNo: Type.Optional(Type.Integer()),
  objectionNo: Type.Optional(Type.Integer()),
  permission: Type.String({ description: "what an operator needs to be allowed it" }),
  possible: Type.Boolean(),
  amount: range("its amount (fen)"),
  time: range("its time (epoch ms)"),
  obstacle: Type.Optional(Type.String({ description: "why it is not possible, as a stable code (docs/reviews.md)" })),
  why: Type.Optional(Type.String({ description: "the same as a sentence" })),
});
export type ActView = Type.Static<typeof ActView>;

/** What an operator decides about an order, and why. */
export const OperatorDecision = Type.Object(
  {
    act: OperatorAct,
    reason: Reason,
    revision: Type.Optional({
      ...Revision,
      description: "of the order as the operator saw it: where the order has changed since, nothing is done",
    }),
  },
  strict,
);

/** An act whose outcome an operator wants to see before. */
export const ActQuestion = Type.Object({ act: OperatorAct }, strict);

/** As much of an order as an act can change. */
const OrderStanding = Type.Object({
  state: Type.String(),
  review: Type.Optional(Type.String({ description: "the code of why it is in review" })),
  paused: Type.Boolean({ description: "whether time costs nothing now, of any item that is out" }),
  dueAt: EpochMs,
  loans: Type.Array(Type.Object({ loanNo: Type.Integer(), state: Type.String(), returnedAt: Type.Optional(EpochMs) })),
  amount: fen("the charge, or what it would be now"),
  lines: Type.Array(PriceLine),
  growsAt: Type.Optional(Type.Integer({ description: "when the amount next grows, epoch ms; absent: it does not" })),
  charge: Type.Optional(Type.Object({ kind: Type.String(), state: Type.String() })),
  refunded: Type.Optional(fen("given back")),
});
export type OrderStanding = Type.Static<typeof OrderStanding>;

/** What an act would do. */
export const ActPreviewView = Type.Object({
  revision: Revision,
  before: OrderStanding,
  after: OrderStanding,
  money: Type.Object(
    {
      charged: fen("more charged"),
      givenUp: fen("more given up"),
      collected: fen("more collected"),
      refunded: fen("more given back"),
    },
    { description: "what it moves in the books" },
  ),
  effects: Type.Array(Type.Object({ type: Type.String(), says: Type.String(), dueAt: EpochMs }), {
    description: "what the hub would do then; nothing while the order is under review",
  }),
});

const open = { additionalProperties: true };

const Bill = {
  amount: Type.Integer({ description: "fen" }),
  lines: Type.Array(PriceLine),
  growsAt: Type.Optional(Type.Integer({ description: "when the amount next grows, epoch ms; absent: it does not" })),
};

const PlaceView = Type.Object({ cabinetId: CabinetId, name: Type.String() }, open);
const Outcome = Type.Optional(Type.String({ description: "absent: not decided yet" }));

const LoanView = Type.Object(
  {
    loanNo: Type.Integer(),
    slot: SlotNumber,
    state: Type.Enum(loanStates),
    itemId: Type.Optional(Type.String()),
    expectedItemId: Type.Optional(Type.String({ description: "what lay in the slot when the order was made" })),
    openedAt: Type.Optional(EpochMs),
    declaredLostAt: Type.Optional(EpochMs),
    returned: Type.Optional(
      Type.Object(
        {
          at: EpochMs,
          place: PlaceView,
          slot: SlotNumber,
          undated: Type.Optional(Type.Boolean({ description: "no clock can tell when it went in" })),
          unproven: Type.Optional(Type.Boolean({ description: "no snapshot has shown it there yet" })),
          byExclusion: Type.Optional(
            Type.Boolean({ description: "no id says whose item it was; no other loan fitted" }),
          ),
        },
        open,
      ),
    ),
    report: Type.Optional(Type.Object({ claim: Claim, at: EpochMs, outcome: Outcome }, open)),
  },
  open,
);

const OrderBody = Type.Object(
  {
    orderNo: OrderNo,
    riderId: Type.String(),
    state: Type.Enum(orderStates),
    place: PlaceView,
    itemKind: Type.Optional(ItemKindId),
    tariff: Type.Object({ version: Type.String(), unit: Type.Enum(["half-hour", "hour", "day", "once"]) }, open),
    createdAt: EpochMs,
    expiresAt: EpochMs,
    deposit: fen("what the items are worth, and the most that the order may cost"),
    loans: Type.Array(LoanView),
    credit: Type.Optional(Type.Object({ orderNo: Type.String({ description: "the provider's number" }) }, open)),
    amountLimit: Type.Optional(fen("the most that an operator lets the order cost")),
    charge: Type.Optional(
      Type.Object(
        {
          kind: Type.Enum(["rent", "damage"]),
          amount: fen("what the order came to"),
          state: Type.Enum(chargeStates),
          failures: Type.Integer({ description: "how often the provider could not collect it" }),
          collectedByHand: Type.Optional(fen("collected outside of the provider; the rest is written off")),
          paidAt: Type.Optional(EpochMs),
        },
        open,
      ),
    ),
    refund: Type.Optional(Type.Object({ amount: fen("given back"), at: EpochMs })),
    objections: Type.Optional(
      Type.Array(
        Type.Object(
          {
            objectionNo: Type.Integer(),
            kind: ObjectionKind,
            text: Type.Optional(Type.String({ description: "in the rider's words" })),
            at: EpochMs,
            decision: Type.Optional(
              Type.Object({ at: EpochMs, outcome: ObjectionOutcome, answer: Type.Optional(Type.String()) }),
            ),
          },
          open,
        ),
      ),
    ),
    endedAt: Type.Optional(EpochMs),
  },
  open,
);

/** What of a cabinet's journal told a step of an order. */
const EvidenceView = Type.Object(
  {
    journalId: Type.String(),
    seq: Type.Integer(),
    at: Type.Object(
      { latest: EpochMs, uncertainty: Type.Union([Type.Integer(), Type.Null()]) },
      { ...open, description: "when it happened as the cabinet says; how sure its clock is, ms; null: never set" },
    ),
    slot: SlotNumber,
    before: Type.Optional(
      Type.Object(
        {
          state: Type.Enum(["empty", "occupied", "unreadable"]),
          itemId: Type.Optional(Type.String()),
          seenAt: EpochMs,
        },
        { ...open, description: "the slot in the last snapshot before" },
      ),
    ),
  },
  open,
);

/** All that is kept of an order: it has more fields than are named here, and they may change with a version. */
export const OrderRecordView = Type.Unsafe<object>(
  Type.Object(
    {
      order: OrderBody,
      review: Type.Optional(ReviewView),
      assignee: Assignee,
      effects: Type.Array(Type.Object({ type: Type.String(), dueAt: EpochMs, says: Type.String() }, open), {
        description: "pending work, in words too",
      }),
      audit: Type.Array(
        Type.Object(
          {
            at: EpochMs,
            actor: Type.String(),
            cause: Type.Object(
              { type: Type.String(), reason: Type.Optional(Type.String({ description: "an operator's" })) },
              open,
            ),
            says: Type.String({ description: "the cause as a sentence, in the language of Accept-Language" }),
            evidence: Type.Optional(EvidenceView),
            state: Type.Enum(orderStates),
          },
          open,
        ),
        { description: "the timeline, oldest first" },
      ),
      ledger: Type.Array(
        Type.Object(
          {
            at: EpochMs,
            what: Type.String(),
            lines: Type.Array(Type.Object({ account: Type.String(), amount: Type.Integer({ description: "fen" }) })),
          },
          open,
        ),
      ),
      bill: Type.Object({
        ...Bill,
        items: Type.Array(Type.Object({ loanNo: Type.Integer(), from: EpochMs, until: EpochMs, ...Bill })),
      }),
      rider: ConductCounts,
      revision: Revision,
      acts: Type.Array(ActView),
      slots: Type.Array(
        Type.Object(
          {
            cabinetId: CabinetId,
            slot: SlotNumber,
            state: Type.Optional(Type.Enum(["empty", "occupied", "unreadable"])),
            itemId: Type.Optional(Type.String()),
            level: Type.Optional(Type.Integer({ description: "charge in percent" })),
            seenAt: Type.Optional(EpochMs),
          },
          { ...open, description: "how the last snapshot of the cabinet showed a slot of the order, at `seenAt`" },
        ),
      ),
      unmatchedEvents: Type.Array(Type.Object({ cabinetId: CabinetId }, open), {
        description: "events that were matched with this order",
      }),
    },
    open,
  ),
);
