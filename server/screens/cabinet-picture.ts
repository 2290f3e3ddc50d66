import { AppError } from "../../platform/app-error.ts";
import type { CabinetId, EpochMs, SlotNumber } from "../../protocol/ids.ts";
import type { SlotReport } from "../../protocol/upward.ts";
import { offeredReportsIn } from "../fleet/closed-slots.ts";
import { takenSlots } from "../fleet/free-slots.ts";
import { ratePlansIn } from "../pricing/prices-table.ts";
import { type Availability, availability } from "../rental/availability.ts";
import { type ItemKind, lowestLevelOf, usualItemKind } from "../rental/item-kind.ts";
import type { OperatorProfile } from "../rental/operator-profile.ts";
import { tariffFor } from "../rental/rate-plan.ts";
import { type Layout, type Support, supportAt, usualLayout } from "../rental/site.ts";
import type { Tariff } from "../rental/tariff.ts";
import { cabinetStateTable, refusesOpenings } from "../store/cabinet-state-table.ts";
import { cabinetTable } from "../store/cabinet-table.ts";
import { itemKindIn } from "../store/item-kind-table.ts";
import { profileIn } from "../store/operator-profile-table.ts";
import type { Transaction } from "../store/store.ts";

export interface CabinetPictureParts {
  /** The charge in percent below which a power bank is not lent. */
  readonly lowestLevel: number;
}

/** Whether a cabinet lends, and if not, why. */
export type Service = "open" | "offline" | "closed" | "not-for-rent";

/** A cabinet as its screen shows it: nothing of it is anybody's secret. */
export interface CabinetPicture {
  readonly brand: OperatorProfile["brand"];
  readonly cabinetName: string;
  readonly layout: Layout;
  readonly itemKind: Pick<ItemKind, "id" | "name" | "icon">;
  readonly support?: Support;
  readonly service: Service;
  readonly tariff?: Tariff;
  readonly slots: readonly { readonly slot: SlotNumber; readonly state: Availability; readonly level?: number }[];
}

/** What was read of a cabinet: its picture, and the snapshot behind it. */
export interface SeenCabinet {
  readonly picture: CabinetPicture;
  readonly reports: readonly SlotReport[];
  /** Slots of which only the next snapshot says how they are. */
  readonly moved: readonly SlotNumber[];
}

/** @throws AppError cabinet/unknown */
export async function cabinetPictureIn(
  tx: Transaction,
  cabinetId: CabinetId,
  { lowestLevel: lowest }: CabinetPictureParts,
  now: EpochMs,
): Promise<SeenCabinet> {
  const [cabinet, state] = await Promise.all([tx.get(cabinetTable, cabinetId), tx.get(cabinetStateTable, cabinetId)]);
  if (!cabinet) throw new AppError("cabinet/unknown");
  const { itemKind = usualItemKind } = cabinet;
  const [kind, profile] = await Promise.all([itemKindIn(tx, itemKind), profileIn(tx)]);
  const { id, name, icon } = kind;
  const support = supportAt(cabinet.support, profile.support);
  const { slots: reports = [], moved = [] } = state?.snapshot ?? {};
  const lowestLevel = lowestLevelOf(kind, lowest);
  const offered = await offeredReportsIn(tx, cabinet, reports, now);
  const taken = await takenSlots(tx, cabinetId, reports);
  const online = state?.presence.online === true;
  const isClosed = cabinet.disabled !== undefined || cabinet.distrusted !== undefined || refusesOpenings(state);
  const tariff = tariffFor(await ratePlansIn(tx, now), { cabinetId, itemKind }, now);
  const picture: CabinetPicture = {
    brand: profile.brand,
    cabinetName: cabinet.name,
    layout: cabinet.layout ?? usualLayout(cabinet.slots),
    itemKind: { id, name, icon },
    ...(support && { support }),
    service: isClosed ? "closed" : !online ? "offline" : tariff ? "open" : "not-for-rent",
    ...(tariff && { tariff }),
    slots: Array.from({ length: cabinet.slots }, (_, index) => {
      const slot = index + 1;
      // Boards may report a level of what has none; it means nothing then.
      const level = lowestLevel > 0 ? reports.find((report) => report.slot === slot)?.level : undefined;
      // Until the snapshot after a move, the slot is neither one thing nor the other.
      const seen = availability(slot, true, offered, [...taken, ...moved], lowestLevel);
      // Whoever brings an item back may push it in all the same: the bridge keeps the return.
      return { slot, state: online || seen === "empty" ? seen : "offline", ...(level !== undefined && { level }) };
    }),
  };
  return { picture, reports, moved };
}

/** The slots whose items can be borrowed now. */
export function readySlots({ service, slots }: CabinetPicture): SlotNumber[] {
  return service === "open" ? slots.filter(({ state }) => state === "ready").map(({ slot }) => slot) : [];
}
