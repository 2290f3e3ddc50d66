import type { Answer } from "../../hub-types.ts";

export type CodeRow = Answer<"/api/operator/cabinets/{cabinetId}/code-history">[number];
export type CabinetRow = Answer<"/api/operator/fleet">[number];

/** As the hub names them: label sizes are width by height in mm. */
export const formats = ["a4", "label-40x60", "label-50x70", "label-60x80"] as const;
export type Format = (typeof formats)[number];

/** Codes that are shown: those that are valid, and all where the reader wants to see the revoked ones too. */
export function shownCodes(codes: readonly CodeRow[], withRevoked: boolean): readonly CodeRow[] {
  return withRevoked ? codes : codes.filter(isValid);
}

export function isValid({ revokedAt }: CodeRow): boolean {
  return revokedAt === undefined;
}

/** Slots without a valid code. @param slots how many there are */
export function slotsWithout(codes: readonly CodeRow[], slots: number): readonly number[] {
  const coded = new Set(codes.filter(isValid).map(({ slot }) => slot));
  return Array.from({ length: slots }, (_, place) => place + 1).filter((slot) => !coded.has(slot));
}

/** Codes that were scanned after they were revoked: their stickers are still there. */
export function stillThere(codes: readonly CodeRow[]): readonly CodeRow[] {
  return codes.filter(({ scansWhenRevoked }) => scansWhenRevoked > 0);
}

/** Cabinets whose id, name or address has the text, whatever its case. */
export function matching(cabinets: readonly CabinetRow[], text: string | undefined): readonly CabinetRow[] {
  const wanted = text?.toLowerCase() ?? "";
  return cabinets.filter(({ cabinetId, name, address }) =>
    [cabinetId, name, address].some((part) => part.toLowerCase().includes(wanted)),
  );
}
