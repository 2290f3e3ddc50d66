import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { CabinetId, EpochMs, OrderNo, plainText, SlotNumber } from "../../protocol/ids.ts";
import { OperatorAct } from "../rental/operator-act.ts";
import { ItemKind, usualItemKind } from "../rental/rate-plan.ts";
import type { AuditActor } from "../store/audit-table.ts";
import { ConductCounts } from "./operator-queue.ts";
import { PriceLine } from "./rider-api.ts";

/** Every request of an operator that changes something says why, in its JSON body. */
export const Reason = plainText(200, "why; kept in the audit log or the order's timeline");

export const strict = { additionalProperties: false };

/** The body of a request that says nothing but why. */
export const WithReason = Type.Object({ reason: Reason }, strict);

export const CabinetParams = Type.Object({ cabinetId: CabinetId });

export const NewCabinet = Type.Object(
  {
    name: plainText(40, "the cabinet's name, as riders see it"),
    address: plainText(120, "where it stands"),
    slots: Type.Integer({ minimum: 1, maximum: 96 }),
    itemKind: Type.Optional(Type.Union(ItemKind.anyOf, { default: usualItemKind, description: "what it lends" })),
    reason: Reason,
  },
  strict,
);

/** A cabinet as the hub knows it; `additionalProperties`: what was observed of it, and why. */
export const CabinetView = Type.Object(
  {
    cabinetId: CabinetId,
    name: Type.String(),
    address: Type.String(),
    slots: Type.Integer(),
    itemKind: Type.Optional(ItemKind),
    lastSeen: Type.Optional(EpochMs),
    presence: Type.Object({ online: Type.Boolean() }, { additionalProperties: true }),
    drift: Type.Array(
      Type.Object(
        {
          code: Type.String({ description: "a stable code (docs/reviews.md); its facts stand beside it" }),
          slot: Type.Optional(SlotNumber),
          what: Type.String({ description: "the same as a sentence, in the language of Accept-Language" }),
          advice: Type.String({ description: "what to do about it" }),
        },
        { additionalProperties: true },
      ),
    ),
  },
  {
    additionalProperties: true,
    description: "with its last snapshot, bridge and refused logins, and why it is disabled or distrusted",
  },
);

export const Secret = Type.Object({
  secret: Type.String({ description: "for BRIDGE_SECRET; shown this once, it can't be read again" }),
});

/** A cabinet that was known already keeps its secret: the answer shows nothing. */
export const Registered = Type.Object({});

export const SlotCodeView = Type.Object({ id: Type.String(), slot: SlotNumber, url: Type.String() });

/** The cabinet was taken out of service or brought back. */
export const ServiceChange = Type.Object({
  changed: Type.Boolean({ description: "false: it was so already" }),
  openOrders: Type.Array(Type.String(), { description: "orders of the cabinet that have not ended; they go on" }),
});

export const PageQuery = {
  limit: Type.Optional(
    Type.String({ pattern: "^([1-9][0-9]?|[1-4][0-9]{2}|500)$", description: "1 to 500; 50 if left out" }),
  ),
  before: Type.Optional(
    Type.String({ maxLength: 120, description: "key or id of the last entry of the page before this one" }),
  ),
};

const usualPage = 50;

/**
 * Cuts a page off, and names the next one in the header `Link` (RFC 8288), where there is one.
 * @param rows one more than the page holds, where there is a next one
 */
export function pageOf<Row>(
  request: Pick<FastifyRequest, "url">,
  reply: Pick<FastifyReply, "header">,
  { rows, limit, keyOf }: { rows: readonly Row[]; limit: number; keyOf: (row: Row) => string },
): readonly Row[] {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  if (rows.length > limit && last !== undefined) linkNext(request, reply, keyOf(last));
  return page;
}

/** Names the next page in the header `Link`. @param before with what it begins */
export function linkNext(
  { url }: Pick<FastifyRequest, "url">,
  reply: Pick<FastifyReply, "header">,
  before: string,
): void {
  const [path = "", query = ""] = url.split("?");
  const next = new URLSearchParams(query);
  next.set("before", before);
  reply.header("link", `<${path}?${next.toString()}>; rel="next"`);
}

/** How many rows a request wants. */
export function limitOf({ limit }: { readonly limit?: string | undefined }): number {
  return limit === undefined ? usualPage : Number(limit);
}

/** Who asks, for timelines and the audit log. */
export type ActorOf = (request: FastifyRequest) => Extract<AuditActor, `operator/${string}`>;

/** What an audit entry says of a request beyond the act. */
export function actorAndReason(request: FastifyRequest, actorOf: ActorOf, reason: string) {
  return { actor: actorOf(request), address: request.ip, reason };
}

export const AuditEntryView = Type.Object({
  id: Type.String(),
  at: EpochMs,
  actor: Type.String({ description: "`operator/<name>`, or `config`: the settings with which a hub was started" }),
  reason: Type.String(),
  address: Type.Optional(Type.String({ description: "from where the request came" })),
  cabinetId: Type.Optional(CabinetId),
  act: Type.Object(
    { what: Type.String() },
    { additionalProperties: true, description: "what was done, with its data" },
  ),
});

/** What an operator decides about an order, and why. */
export const OperatorDecision = Type.Object({ act: OperatorAct, reason: Reason }, strict);

/** Whose return an unmatched one was, and why an operator thinks so. */
export const UnmatchedAssignment = Type.Object(
  {
    orderNo: OrderNo,
    loanNo: Type.Integer({ minimum: 1, maximum: 100 }),
    itemIdDiffers: Type.Optional(
      Type.Boolean({
        description: "true where the event names another item than the loan, and is its return all the same",
      }),
    ),
    reason: Reason,
  },
  strict,
);

const open = { additionalProperties: true };

export const UnmatchedEventView = Type.Object(
  { key: Type.String(), cabinetId: CabinetId },
  { ...open, description: "the event as it came" },
);

export const RiderView = Type.Object(
  {
    riderId: Type.String(),
    liveOrders: Type.Array(Type.String(), { description: "orders that have not ended" }),
    conduct: ConductCounts,
    pausedUntil: Type.Optional(Type.Integer({ description: "the rider may make no order before" })),
  },
  strict,
);

const Bill = {
  amount: Type.Integer({ description: "fen" }),
  lines: Type.Array(PriceLine),
  growsAt: Type.Optional(Type.Integer({ description: "when the amount next grows, epoch ms; absent: it does not" })),
};

/** All that is kept of an order: it has more fields than are named here, and they may change with a version. */
export const OrderRecordView = Type.Unsafe<object>(
  Type.Object(
    {
      order: Type.Object({ orderNo: OrderNo, riderId: Type.String(), state: Type.String() }, open),
      effects: Type.Array(Type.Object({ type: Type.String(), dueAt: EpochMs }, open), { description: "pending work" }),
      audit: Type.Array(
        Type.Object(
          {
            at: EpochMs,
            actor: Type.String(),
            cause: Type.Object({ type: Type.String() }, open),
            state: Type.String(),
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
      unmatchedEvents: Type.Array(Type.Object({ cabinetId: CabinetId }, open), {
        description: "events that were matched with this order",
      }),
    },
    open,
  ),
);
