import { CabinetId, EpochMs, OrderNo, SlotNumber } from "../../protocol/ids.ts";
import { DayBook } from "../books/day-book.ts";
import { WrittenPlan } from "../pricing/written-plan.ts";
import { ItemKind, ItemKindId } from "../rental/item-kind.ts";
import { ObjectionKind } from "../rental/objection.ts";
import { OperatorAct } from "../rental/operator-act.ts";
import { OperatorProfile } from "../rental/operator-profile.ts";
import { TextKind } from "../rental/operator-text.ts";
import { Layout, Location, OpeningHours, SiteSupport, Support } from "../rental/site.ts";
import { Tariff } from "../rental/tariff.ts";
import {
  ApiTokenView,
  Credentials,
  MadeApiToken,
  NewApiToken,
  NewPerson,
  NewSecondFactor,
  OneTimePassword,
  PasswordAgain,
  PasswordChange,
  PersonView,
  RecoveryCodes,
  Role,
  RoleChange,
  SecondFactorCode,
  SecondFactorProof,
  SessionView,
  SignedInOperator,
} from "./account-api.ts";
import { DifferenceView, OpenReconciliation } from "./books-routes.ts";
import { BridgeEnrolment, EnrolledBridge } from "./bridge-routes.ts";
import { NextSecret } from "./cabinet-secret-routes.ts";
import type { ApiDocument } from "./openapi-document.ts";
import { AlarmView } from "./operator-alarm-routes.ts";
import {
  AuditEntryView,
  CabinetMove,
  CabinetPoint,
  CabinetView,
  FleetMap,
  FleetRowView,
  ItemKindChange,
  NewCabinet,
  NewSite,
  NewText,
  ProfileChange,
  PublishedText,
  Registered,
  RiderErased,
  RiderExportView,
  RiderView,
  Secret,
  ServiceChange,
  SiteView,
  SlotCodeView,
  SlotLock,
  TextVersion,
  UnmatchedAssignment,
  UnmatchedEventView,
  WithReason,
} from "./operator-api.ts";
import { CabinetActView, CabinetPage, ServiceCommandView } from "./operator-cabinet-page.ts";
import { CodeHistory } from "./operator-code-routes.ts";
import { MadeEnrolmentToken, NewEnrolmentToken, RevokedTokens } from "./operator-enrolment-routes.ts";
import {
  IncomeLine,
  IncomeView,
  MoneyStatementView,
  NewSiteShare,
  SharesStatementView,
  SiteShareView,
} from "./operator-money-routes.ts";
import { ActPreviewView, ActQuestion, ActView, OperatorDecision, OrderRecordView } from "./operator-order-api.ts";
import { OverviewView } from "./operator-overview.ts";
import { Statistics } from "./operator-overview-routes.ts";
import { ConductCounts, OperatorQueue } from "./operator-queue.ts";
import {
  NewRelease,
  NewRollout,
  ReleaseView,
  RolloutAct,
  RolloutView,
  RolloutWithCabinets,
  StagePreview,
  StageQuestion,
} from "./operator-release-routes.ts";
import { FoundOrderPage, OrderTotals } from "./operator-search-routes.ts";
import { TariffVersion } from "./operator-tariffs.ts";
import { DeliveryView, NewWebhook, WebhookChange, WebhookSecret, WebhookView } from "./operator-webhook-api.ts";
import { AssigneeView, Assignment, ReturnCandidateView } from "./operator-work-routes.ts";
import { FoundOrder } from "./order-summary.ts";
import {
  CheckedPriceList,
  DraftToConfirm,
  DraftToPublish,
  NewDraft,
  PriceCheck,
  PriceDraftHead,
  PriceDraftView,
  PriceImport,
  PriceListHead,
  PriceListView,
  PriceSettings,
  PricesToCheck,
  PricesView,
  PublishOutcome,
} from "./price-api.ts";
import {
  CabinetList,
  CabinetPlace,
  CameBack,
  Claim,
  CodePrice,
  ItemView,
  LentKind,
  LostItem,
  NewObjection,
  NewOrder,
  OfferAnswer,
  OperatorView,
  OrderList,
  OrderStarted,
  OrderSummary,
  OrderView,
  Phase,
  Place,
  PriceLine,
  Problem,
  Report,
  SlotView,
  Statement,
  TextVersions,
} from "./rider-api.ts";
import {
  NewScreen,
  OperatorScreen,
  PrintedCodesChange,
  ScreenView,
  SlideChange,
  SlideList,
  StartedPairing,
} from "./screen-api.ts";

/** The schemas that have a name in the document, and so in the code that others generate from it. */
const namedSchemas = {
  OrderNo,
  CabinetId,
  SlotNumber,
  EpochMs,
  Role,
  Credentials,
  SignedInOperator,
  PasswordChange,
  PasswordAgain,
  NewSecondFactor,
  SecondFactorCode,
  SecondFactorProof,
  RecoveryCodes,
  SessionView,
  PersonView,
  NewPerson,
  RoleChange,
  OneTimePassword,
  ApiTokenView,
  NewApiToken,
  MadeApiToken,
  BridgeEnrolment,
  EnrolledBridge,
  NextSecret,
  NewEnrolmentToken,
  MadeEnrolmentToken,
  RevokedTokens,
  AlarmView,
  WebhookView,
  NewWebhook,
  WebhookChange,
  WebhookSecret,
  DeliveryView,
  Location,
  Layout,
  OpeningHours,
  SiteSupport,
  Support,
  LentKind,
  CabinetPlace,
  CabinetList,
  OperatorView,
  Place,
  Phase,
  Tariff,
  SlotView,
  CodePrice,
  PriceLine,
  Claim,
  ItemView,
  OrderSummary,
  OrderView,
  OrderList,
  NewOrder,
  OrderStarted,
  CameBack,
  OfferAnswer,
  Report,
  Statement,
  LostItem,
  ObjectionKind,
  NewObjection,
  Problem,
  WithReason,
  ItemKindId,
  ItemKind,
  ItemKindChange,
  OperatorProfile,
  ProfileChange,
  TextKind,
  TextVersions,
  NewText,
  TextVersion,
  PublishedText,
  NewCabinet,
  CabinetView,
  CabinetActView,
  ServiceCommandView,
  CabinetPage,
  FleetRowView,
  NewRelease,
  ReleaseView,
  NewRollout,
  RolloutView,
  RolloutWithCabinets,
  RolloutAct,
  StageQuestion,
  StagePreview,
  CabinetPoint,
  FleetMap,
  SlotLock,
  NewSite,
  SiteView,
  CabinetMove,
  Secret,
  Registered,
  ServiceChange,
  SlotCodeView,
  StartedPairing,
  ScreenView,
  NewScreen,
  OperatorScreen,
  PrintedCodesChange,
  SlideChange,
  SlideList,
  OperatorAct,
  OperatorDecision,
  ActView,
  ActQuestion,
  ActPreviewView,
  OrderRecordView,
  FoundOrder,
  AssigneeView,
  Assignment,
  ReturnCandidateView,
  FoundOrderPage,
  OrderTotals,
  OverviewView,
  Statistics,
  IncomeLine,
  IncomeView,
  MoneyStatementView,
  NewSiteShare,
  SharesStatementView,
  CodeHistory,
  SiteShareView,
  OperatorQueue,
  ConductCounts,
  RiderErased,
  RiderExportView,
  RiderView,
  UnmatchedEventView,
  UnmatchedAssignment,
  AuditEntryView,
  TariffVersion,
  RatePlan: WrittenPlan,
  PriceListHead,
  PriceListView,
  CheckedPriceList,
  PriceCheck,
  PriceDraftHead,
  PriceDraftView,
  PricesView,
  NewPriceDraft: NewDraft,
  PricesToCheck,
  DraftToPublish,
  DraftToConfirm,
  PublishOutcome,
  PriceImport,
  PriceSettings,
  DayBook,
  DifferenceView,
  OpenReconciliation,
};

/**
 * Puts a reference in the place of each copy of a named schema: Fastify writes schemas out wherever they are used. A copy
 * is known by its text, so that one which says more, as a description of its own, stays as it is.
 */
export function referToNamedSchemas(document: ApiDocument): void {
  const schemas = JSON.parse(JSON.stringify(namedSchemas)) as Record<string, object>;
  const names = new Map(Object.entries(schemas).map(([name, schema]) => [JSON.stringify(schema), name]));
  const referring = (node: unknown): unknown => {
    if (typeof node !== "object" || node === null) return node;
    const name = names.get(JSON.stringify(node));
    return name === undefined ? inside(node) : { $ref: `#/components/schemas/${name}` };
  };
  const inside = (node: object): object =>
    Array.isArray(node)
      ? node.map(referring)
      : Object.fromEntries(Object.entries(node).map(([key, value]) => [key, referring(value)]));
  document.components.schemas = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, inside(schema)]),
  );
  for (const [path, operations] of Object.entries(document.paths))
    document.paths[path] = inside(operations) as typeof operations;
}
