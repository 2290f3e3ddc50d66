import { Type } from "typebox";
import { plainText } from "../../protocol/ids.ts";
import { bilingual } from "./bilingual.ts";

const strict = { additionalProperties: false };

/** Where a cabinet stands. */
export const Location = Type.Object(
  {
    latitude: Type.Number({ minimum: -90, maximum: 90 }),
    longitude: Type.Number({ minimum: -180, maximum: 180 }),
  },
  { ...strict, description: "WGS-84, degrees" },
);
export type Location = Type.Static<typeof Location>;

/** How a cabinet's slots are arranged: row by row, slot 1 at the top left. */
export const Layout = Type.Object(
  { columns: Type.Integer({ minimum: 1, maximum: 96 }), rows: Type.Integer({ minimum: 1, maximum: 96 }) },
  { ...strict, description: "how the slots are arranged: row by row, slot 1 at the top left" },
);
export type Layout = Type.Static<typeof Layout>;

/** When a site is open, as its door says it. */
export const OpeningHours = Type.Object(
  { zh: Type.Optional(plainText(80, "Chinese")), en: Type.Optional(plainText(80, "English")) },
  { ...strict, minProperties: 1, description: "when the site is open, in the words of its door" },
);
export type OpeningHours = Type.Static<typeof OpeningHours>;

const Telephone = Type.String({ pattern: "^\\+?[0-9][0-9 -]{2,22}$", description: "as it is dialled" });
const ServiceHours = bilingual(80, "when somebody answers");

/** Whom riders call at a site, in place of the operator's own number. */
export const SiteSupport = Type.Object({ telephone: Telephone, hours: Type.Optional(ServiceHours) }, strict);
export type SiteSupport = Type.Static<typeof SiteSupport>;

/** How riders reach the operator. */
export const Support = Type.Object(
  {
    telephone: Telephone,
    hours: Type.Optional(ServiceHours),
    link: Type.Optional(
      Type.String({ pattern: "^https://[!-~]{1,200}$", description: "a page to write to, https only" }),
    ),
  },
  strict,
);
export type Support = Type.Static<typeof Support>;

/** The arrangement of a cabinet for which none was written down: about twice as high as wide. */
export function usualLayout(slots: number): Layout {
  const columns = Math.max(1, Math.round(Math.sqrt(slots / 2)));
  return { columns, rows: Math.ceil(slots / columns) };
}

/** Whom riders reach at a site: its own number where it has one, and the operator's page. */
export function supportAt(site: SiteSupport | undefined, operator: Support | undefined): Support | undefined {
  if (!site) return operator;
  return { ...site, ...(operator?.link !== undefined && { link: operator.link }) };
}
