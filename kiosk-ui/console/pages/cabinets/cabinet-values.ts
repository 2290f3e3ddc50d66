import type { Cabinet, Site } from "./cabinet-types.ts";

/** What the form of a cabinet or a site holds; a field that is left empty is undefined, null or "". */
export interface PlaceValues {
  readonly name: string;
  readonly address: string;
  readonly latitude?: number | null;
  readonly longitude?: number | null;
  readonly hoursZh?: string;
  readonly hoursEn?: string;
  readonly telephone?: string;
}

export interface CabinetValues extends PlaceValues {
  readonly slots: number;
  readonly itemKind: string;
  readonly columns?: number | null;
  readonly rows?: number | null;
}

type Known = Pick<Cabinet | Site, "name" | "address" | "location" | "openingHours" | "support">;

/** What a form begins with. */
export function placeValues({ name, address, location, openingHours, support }: Known): PlaceValues {
  return {
    name,
    address,
    ...location,
    ...(openingHours?.zh !== undefined && { hoursZh: openingHours.zh }),
    ...(openingHours?.en !== undefined && { hoursEn: openingHours.en }),
    ...(support && { telephone: support.telephone }),
  };
}

/**
 * What is sent of a form. The hub removes what is left out.
 * @param before what was known: hours of the telephone are not in the form and stay
 */
export function placeBody(values: PlaceValues, before?: Pick<Known, "support">) {
  const { name, address, latitude, longitude } = values;
  const [zh, en, telephone] = [values.hoursZh, values.hoursEn, values.telephone].map((text) => text?.trim() ?? "");
  const hours = before?.support?.hours;
  return {
    name: name.trim(),
    address: address.trim(),
    ...(isNumber(latitude) && isNumber(longitude) && { location: { latitude, longitude } }),
    ...((zh || en) && { openingHours: { ...(zh && { zh }), ...(en && { en }) } }),
    ...(telephone && { support: { telephone, ...(hours && { hours }) } }),
  };
}

/** As `placeBody`, for a cabinet. */
export function cabinetBody(values: CabinetValues, before?: Pick<Known, "support">) {
  const { slots, itemKind, columns, rows } = values;
  return {
    ...placeBody(values, before),
    slots,
    itemKind,
    ...(isNumber(columns) && isNumber(rows) && { layout: { columns, rows } }),
  };
}

function isNumber(value: number | null | undefined): value is number {
  return value !== null && value !== undefined;
}
