import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { CabinetId, EpochMs, OrderNo, plainText, SlotNumber, unprintable } from "../../protocol/ids.ts";
import { ItemKindDetails, ItemKindId, usualItemKind } from "../rental/item-kind.ts";
import { OperatorProfile } from "../rental/operator-profile.ts";
import { TextKind } from "../rental/operator-text.ts";
import { Layout, Location, OpeningHours, SiteSupport } from "../rental/site.ts";
import type { AuditActor } from "../store/audit-table.ts";
import { ConductCounts } from "./operator-queue.ts";

/** Every request of an operator that changes something says why, in its JSON body. */
export const Reason = plainText(200, "why; kept in the audit log or the order's timeline");

export const strict = { additionalProperties: false };

/** The body of a request that says nothing but why. */
export const WithReason = Type.Object({ reason: Reason }, strict);

/** A site's id, as safe in addresses as a cabinet's. */
export const SiteId = Type.String({ pattern: "^[a-z0-9][a-z0-9-]{1,30}[a-z0-9]$", description: "site id" });

export const CabinetParams = Type.Object({ cabinetId: CabinetId });

export const NewCabinet = Type.Object(
  {
    name: plainText(40, "the cabinet's name, as riders see it"),
    address: plainText(120, "where it stands"),
    slots: Type.Integer({ minimum: 1, maximum: 96 }),
    itemKind: Type.Optional(Type.String({ ...ItemKindId, default: usualItemKind, description: "what it lends" })),
    location: Type.Optional(Location),
    layout: Type.Optional(Layout),
    openingHours: Type.Optional(OpeningHours),
    support: Type.Optional(SiteSupport),
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
    itemKind: Type.Optional(ItemKindId),
    location: Type.Optional(Location),
    layout: Layout,
    siteId: Type.Optional(SiteId),
    openingHours: Type.Optional(OpeningHours),
    support: Type.Optional(SiteSupport),
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

const siteFields = {
  name: plainText(40, "the site's name"),
  address: plainText(120, "where it is"),
  location: Type.Optional(Location),
  openingHours: Type.Optional(OpeningHours),
  support: Type.Optional(SiteSupport),
  owner: Type.Optional(plainText(60, "whose place it is")),
};

/** What an operator writes down of a site, and why. */
export const NewSite = Type.Object({ ...siteFields, reason: Reason }, strict);

/** A site, with the cabinets that stand there. */
export const SiteView = Type.Object({ siteId: SiteId, ...siteFields, cabinetIds: Type.Array(CabinetId) });

/** Where a cabinet is moved to, and why. */
export const CabinetMove = Type.Object(
  {
    siteId: Type.Optional(Type.Union([SiteId, Type.Null()], { description: "null: to no site; left out: it stays" })),
    address: Type.Optional(plainText(120, "left out: that of the site")),
    location: Type.Optional(Location),
    reason: Reason,
  },
  strict,
);

/** Where a cabinet is on the map. */
export const CabinetPoint = Type.Object({ cabinetId: CabinetId, latitude: Type.Number(), longitude: Type.Number() });

/** The map of the console. */
export const FleetMap = Type.Object({
  tiles: Type.Optional(Type.String({ description: "address with {x}, {y} and {z}; absent: no map is set" })),
  attribution: Type.Optional(Type.String({ description: "to be shown with the map" })),
  cabinets: Type.Array(CabinetPoint),
});

/** A slot was locked or unlocked. */
export const SlotLock = Type.Object({ changed: Type.Boolean({ description: "false: it was so already" }) });

/** A cabinet in the list of all. */
export const FleetRowView = Type.Object({
  cabinetId: CabinetId,
  name: Type.String(),
  address: Type.String(),
  slots: Type.Integer(),
  itemKind: Type.Optional(ItemKindId),
  location: Type.Optional(Location),
  siteId: Type.Optional(SiteId),
  condition: Type.Enum(["online", "offline", "never-seen", "out-of-service", "distrusted"]),
  since: Type.Optional(Type.Integer({ description: "since when it is so, epoch ms" })),
  lastSeen: Type.Optional(EpochMs),
  software: Type.Optional(Type.String({ description: "name and version of the bridge's software" })),
  itemsReady: Type.Integer({ description: "items that could be lent, by the last snapshot" }),
  slotsFree: Type.Integer(),
  slotsFaulty: Type.Integer(),
  slotsLocked: Type.Integer(),
  drifts: Type.Integer({ description: "differences from what the hub knows" }),
  visit: Type.Array(
    Type.Object(
      {
        code: Type.String({ description: "a stable code; its facts stand beside it" }),
        what: Type.String({ description: "the same as a sentence, in the language of Accept-Language" }),
        advice: Type.String({ description: "what to do there" }),
      },
      { additionalProperties: true },
    ),
    { description: "why the cabinet needs a visit, the most urgent reason first; empty: it needs none" },
  ),
});

export const Secret = Type.Object({
  secret: Type.String({ description: "for BRIDGE_SECRET; shown this once, it can't be read again" }),
});

/** What an operator sets of an item kind, and why. */
export const ItemKindChange = Type.Object({ ...ItemKindDetails.properties, reason: Reason }, strict);

/** The profile, and why it is as it is. */
export const ProfileChange = Type.Object({ ...OperatorProfile.properties, reason: Reason }, strict);

/** Markdown, on several lines. */
const Markdown = Type.String({
  pattern: `^(?:[\\n\\r\\t]|[^${unprintable}]){1,10000}$`,
  description: "Markdown, no HTML",
});

const TextInLanguages = Type.Object({ zh: Markdown, en: Type.Optional(Markdown) }, strict);

/** A new version of a text, and why there is one. */
export const NewText = Type.Object({ text: TextInLanguages, reason: Reason }, strict);

const textHead = { kind: TextKind, version: Type.Integer(), publishedAt: EpochMs };

/** A version of a text in a list. */
export const TextVersion = Type.Object(textHead);

/** A version of a text, with what it says. */
export const PublishedText = Type.Object({ ...textHead, text: TextInLanguages });

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
  actor: Type.String({
    description:
      "`operator/<name>`, `config` (the settings with which a hub was started) or `command` (`npm run accounts`)",
  }),
  reason: Type.String(),
  address: Type.Optional(Type.String({ description: "from where the request came" })),
  cabinetId: Type.Optional(CabinetId),
  act: Type.Object(
    { what: Type.String() },
    { additionalProperties: true, description: "what was done, with its data" },
  ),
});

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

/** It has more fields than are named here, and they may change with a version. */
export const RiderExportView = Type.Unsafe<object>(
  Type.Object(
    {
      riderId: Type.String(),
      at: EpochMs,
      conduct: Type.Object(
        { letGo: Type.Array(EpochMs), reports: Type.Array(EpochMs), refuted: Type.Array(EpochMs) },
        { description: "when the rider let orders go, reported something, and was refuted" },
      ),
      orders: Type.Array(Type.Object({}, { additionalProperties: true }), {
        description: "with their timelines, newest first",
      }),
      acts: Type.Array(Type.Object({ at: EpochMs, what: Type.String() }), {
        description: "what operators did that concerns the rider, newest first",
      }),
    },
    { additionalProperties: true },
  ),
);

/** How many orders were the rider's. */
export const RiderErased = Type.Object({ orders: Type.Integer({ description: "that no longer name the rider" }) });

export const RiderView = Type.Object(
  {
    riderId: Type.String(),
    liveOrders: Type.Array(Type.String(), { description: "orders that have not ended" }),
    conduct: ConductCounts,
    pausedUntil: Type.Optional(Type.Integer({ description: "the rider may make no order before" })),
  },
  strict,
);
