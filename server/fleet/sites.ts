import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { CabinetId } from "../../protocol/ids.ts";
import type { Location } from "../rental/site.ts";
import type { AuditLog } from "../store/audit-table.ts";
import { type Cabinet, cabinetsAt, cabinetTable, changedCabinet } from "../store/cabinet-table.ts";
import { type Site, type SiteDetails, siteDetailsOf, siteTable } from "../store/site-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import type { ActBy } from "./cabinet-service.ts";

export interface SitesParts {
  readonly store: Store;
  readonly audit: Pick<AuditLog, "recordIn">;
  readonly clock: Pick<Clock, "now">;
}

/** A site, and the cabinets that stand there. */
export interface SiteView extends Site {
  readonly cabinetIds: CabinetId[];
}

/** Where a cabinet is moved to. What is left out is taken from the site. */
export interface Move {
  /** null: to no site; absent: it stays on its site. */
  readonly siteId?: string | null;
  readonly address?: string;
  readonly location?: Location;
}

/** What a cabinet has of its site, unless it was given another value. */
const shared = ["address", "location", "openingHours", "support"] as const;
/** A cabinet that was moved more often forgets the first ones. */
const rememberedSites = 50;

/** The places where cabinets stand. */
export class Sites {
  readonly #parts: SitesParts;

  constructor(parts: SitesParts) {
    this.#parts = parts;
  }

  list(): Promise<SiteView[]> {
    return this.#parts.store.transact(async (tx) => {
      const [sites, cabinets] = await Promise.all([tx.all(siteTable), tx.all(cabinetTable)]);
      const idsAt = (siteId: string) => cabinets.filter((cabinet) => cabinet.siteId === siteId).map(idOf);
      return sites.map((site) => ({ ...site, cabinetIds: idsAt(site.siteId) }));
    });
  }

  /** @throws AppError site/unknown */
  view(siteId: string): Promise<SiteView> {
    return this.#parts.store.transact(async (tx) => {
      const site = await siteIn(tx, siteId);
      const cabinets = await tx.find(cabinetTable, cabinetsAt(siteId));
      return { ...site, cabinetIds: cabinets.map(({ cabinetId }) => cabinetId) };
    });
  }

  /**
   * Adds a site, or describes it again: what is left out is gone. Its cabinets take over each value that they had of it.
   * @returns whether it is new
   */
  put(siteId: string, details: SiteDetails, by: ActBy): Promise<boolean> {
    const { store, audit } = this.#parts;
    return store.transact(async (tx) => {
      const before = await tx.get(siteTable, siteId);
      await tx.put(siteTable, { siteId, ...details });
      if (!before) {
        await audit.recordIn(tx, { ...by, act: { what: "site-added", siteId, details } });
        return true;
      }
      const cabinets = await takeOver(tx, before, details);
      const act = { what: "site-changed", siteId, before: siteDetailsOf(before), details, cabinets } as const;
      await audit.recordIn(tx, { ...by, act });
      return false;
    });
  }

  /** @throws AppError site/unknown; site/in-use while cabinets stand there */
  remove(siteId: string, by: ActBy): Promise<void> {
    const { store, audit } = this.#parts;
    return store.transact(async (tx) => {
      const site = await siteIn(tx, siteId);
      const cabinets = await tx.find(cabinetTable, cabinetsAt(siteId));
      if (cabinets.length > 0)
        throw new AppError("site/in-use", `Cabinets stand here: ${cabinets.slice(0, 10).map(idOf).join(", ")}.`);
      await tx.delete(siteTable, siteId);
      await audit.recordIn(tx, { ...by, act: { what: "site-removed", siteId, details: siteDetailsOf(site) } });
    });
  }

  /** Moves a cabinet to a site, or to an address without one. @throws AppError cabinet/unknown, site/unknown, request/invalid */
  move(cabinetId: CabinetId, { siteId, address, location }: Move, by: ActBy): Promise<void> {
    const { store, audit, clock } = this.#parts;
    return store.transact(async (tx) => {
      const cabinet = await tx.get(cabinetTable, cabinetId);
      if (!cabinet) throw new AppError("cabinet/unknown");
      const isNamed = siteId !== undefined && siteId !== null;
      const site = isNamed ? await siteIn(tx, siteId) : undefined;
      const to = { ...(address !== undefined && { address }), ...(location && { location }) };
      const moved = movedTo(cabinet, site, to);
      const stays = siteId === undefined || (siteId ?? undefined) === cabinet.siteId;
      const changed = stays ? moved : withSite(moved, cabinet, site, clock.now());
      if (isSame(placeOf(changed), placeOf(cabinet)))
        throw new AppError("request/invalid", "Name another site, address or location.");
      await tx.put(cabinetTable, changed);
      const act = { what: "cabinet-moved", before: placeOf(cabinet), after: placeOf(changed) } as const;
      await audit.recordIn(tx, { ...by, cabinetId, act });
    });
  }
}

async function siteIn(tx: Transaction, siteId: string): Promise<Site> {
  const site = await tx.get(siteTable, siteId);
  if (!site) throw new AppError("site/unknown");
  return site;
}

/** @returns the cabinets that were changed */
async function takeOver(tx: Transaction, before: Site, details: SiteDetails): Promise<CabinetId[]> {
  const changed: CabinetId[] = [];
  for (const cabinet of await tx.find(cabinetTable, cabinetsAt(before.siteId))) {
    const had = shared.filter(
      (field) => isSame(cabinet[field], before[field]) && !isSame(before[field], details[field]),
    );
    if (had.length === 0) continue;
    await tx.put(
      cabinetTable,
      had.reduce((row, field) => withValue(row, field, details[field]), cabinet),
    );
    changed.push(cabinet.cabinetId);
  }
  return changed;
}

function withValue<Field extends (typeof shared)[number]>(
  cabinet: Cabinet,
  field: Field,
  value: SiteDetails[Field],
): Cabinet {
  const { [field]: _, ...rest } = cabinet;
  return { ...rest, ...(value !== undefined && { [field]: value }) } as unknown as Cabinet;
}

function movedTo(cabinet: Cabinet, site: Site | undefined, to: Pick<Move, "address" | "location">): Cabinet {
  const { location: _, ...rest } = cabinet;
  // Where the address changes and no location is told, the old one would send riders to the wrong place.
  const isElsewhere = to.address !== undefined && to.address !== cabinet.address;
  const kept = isElsewhere || site ? rest : cabinet;
  const { address, location, openingHours, support } = site ?? {};
  const ofSite = {
    ...(address !== undefined && { address }),
    ...(location && { location }),
    ...(openingHours && { openingHours }),
    ...(support && { support }),
  };
  return changedCabinet({ ...kept, ...ofSite, ...to }, {});
}

function withSite(
  moved: Cabinet,
  { siteId, siteSince, earlierSites = [] }: Cabinet,
  site: Site | undefined,
  now: number,
) {
  const { siteId: _, ...rest } = moved;
  const left = {
    ...(siteId !== undefined && { siteId }),
    ...(siteSince !== undefined && { from: siteSince }),
    until: now,
  };
  return {
    ...rest,
    ...(site && { siteId: site.siteId }),
    siteSince: now,
    earlierSites: [...earlierSites, left].slice(-rememberedSites),
  };
}

function placeOf({ siteId, address, location }: Cabinet) {
  return { ...(siteId !== undefined && { siteId }), address, ...(location && { location }) };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function idOf({ cabinetId }: Cabinet): CabinetId {
  return cabinetId;
}
