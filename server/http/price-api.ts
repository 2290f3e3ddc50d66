import { Type } from "typebox";
import { CabinetId, EpochMs } from "../../protocol/ids.ts";
import { DraftId } from "../pricing/price-draft-table.ts";
import { WrittenPlan, WrittenPlans } from "../pricing/written-plan.ts";
import { ItemKindId } from "../rental/item-kind.ts";
import { Tariff } from "../rental/tariff.ts";
import { Reason, strict } from "./operator-api.ts";

/** The largest body with rate plans, bytes: many plans with many cabinets each. */
export const largestPrices = 1_048_576;

export const DraftParams = Type.Object({ id: DraftId });

export const ListParams = Type.Object({
  number: Type.String({ pattern: "^[1-9][0-9]{0,8}$", description: "number of a price list" }),
});

const listNumber = Type.Integer({ minimum: 1, description: "price lists are numbered from 1 as they are published" });
const Actor = Type.String({ description: "who: `operator/<name>`, `command` or `config`" });

const listHead = {
  number: listNumber,
  effectiveAt: EpochMs,
  publishedAt: EpochMs,
  publishedBy: Actor,
  confirmedBy: Type.Optional(Actor),
  reason: Type.String(),
  withdrawn: Type.Optional(Type.Object({ at: EpochMs, by: Actor, reason: Type.String() })),
};

/** A price list in the history. */
export const PriceListHead = Type.Object(listHead);

/** A price list with its plans, as files have them. */
export const PriceListView = Type.Object({ ...listHead, plans: Type.Array(WrittenPlan) });

const PriceMistakeView = Type.Object(
  {
    plan: Type.Integer({ description: "the plan's place in the list, from 0" }),
    version: Type.String({ description: "of the plan's tariff" }),
    field: Type.String({ description: "the field of the plan or of its tariff to mend" }),
    code: Type.String({ description: "a stable code; its facts stand beside it" }),
    text: Type.String({ description: "the same as a sentence, in the language of Accept-Language" }),
  },
  { additionalProperties: true },
);

const PriceRemarkView = Type.Object({ code: Type.String(), text: Type.String() }, { additionalProperties: true });

const PriceStep = Type.Object({
  after: Type.Integer({ description: "a loan that lasts longer than this, ms …" }),
  amount: Type.Integer({ description: "… costs this, fen, until the next step" }),
});

const CurveOfTariff = Type.Object({ version: Type.String(), steps: Type.Array(PriceStep) });

const PriceDifferenceView = Type.Object({
  itemKind: ItemKindId,
  cabinets: Type.Optional(Type.Array(CabinetId)),
  validFrom: Type.Optional(EpochMs),
  validUntil: Type.Optional(EpochMs),
  before: Type.Optional(Tariff),
  after: Type.Optional(Tariff),
});

/** What there is to say of prices that are not published. */
export const PriceCheck = Type.Object({
  mistakes: Type.Array(PriceMistakeView, { description: "empty: they can be published" }),
  remarks: Type.Array(PriceRemarkView, { description: "what an operator should know; it hinders nothing" }),
  differences: Type.Array(PriceDifferenceView, { description: "from the prices in force to these" }),
  curves: Type.Array(
    Type.Object({
      plan: Type.Integer(),
      draft: CurveOfTariff,
      current: Type.Optional(CurveOfTariff),
    }),
    { description: "what a loan costs by how long it lasts: under each plan, and under what is in force in its place" },
  ),
  uses: Type.Array(Type.Integer(), {
    description:
      "how many cabinets in service lend by each plan when the prices take effect, in the order of the plans",
  }),
});

/** A published price list, and what there is to say of it now. */
export const CheckedPriceList = Type.Object({ ...PriceListView.properties, check: PriceCheck });

const draftHead = {
  id: DraftId,
  purpose: Type.String({ description: "what the draft is for, as the reason of its last change says it" }),
  basedOn: Type.Integer({ description: "number of the newest price list when it was saved; 0: there was none" }),
  revision: Type.Integer({ description: "counts how often it was saved" }),
  changedAt: EpochMs,
  changedBy: Actor,
  proposal: Type.Optional(
    Type.Object({
      at: EpochMs,
      by: Actor,
      reason: Type.String(),
      effectiveAt: Type.Optional(EpochMs),
    }),
  ),
};

export const PriceDraftHead = Type.Object(draftHead);

export const PriceDraftView = Type.Object({ ...draftHead, plans: Type.Array(WrittenPlan), check: PriceCheck });

/** The prices as they are, and the rule for publishing others. */
export const PricesView = Type.Object({
  newest: Type.Integer({ description: "number of the price list that was published last; 0: none was" }),
  needsAnother: Type.Boolean({ description: "whether another admin confirms what one publishes" }),
  inForce: Type.Optional(PriceListView),
  planned: Type.Array(PriceListView, { description: "take effect later, the next one first" }),
});

const revision = Type.Integer({ minimum: 1, description: "the revision of the draft that was looked at" });

export const NewDraft = Type.Object(
  {
    plans: WrittenPlans,
    basedOn: Type.Integer({ minimum: 0, description: "number of the newest price list that its editor has seen" }),
    revision: Type.Integer({ minimum: 0, description: "the revision that is changed; 0: the draft is new" }),
    reason: Reason,
  },
  strict,
);

export const PricesToCheck = Type.Object({ plans: WrittenPlans, effectiveAt: Type.Optional(EpochMs) }, strict);

export const DraftToPublish = Type.Object(
  {
    revision,
    effectiveAt: Type.Optional(Type.Integer({ ...EpochMs, description: "absent: immediately" })),
    reason: Reason,
  },
  strict,
);

export const DraftToConfirm = Type.Object({ revision, reason: Reason }, strict);

export const PublishOutcome = Type.Object({
  published: Type.Optional(PriceListHead),
  proposed: Type.Optional(PriceDraftHead),
});

export const PriceImport = Type.Object(
  {
    id: DraftId,
    plans: Type.Array(Type.Unknown(), { description: "rate plans as the export has them" }),
    reason: Reason,
  },
  strict,
);

export const PriceSettings = Type.Object({ needsAnother: Type.Boolean(), reason: Reason }, strict);
