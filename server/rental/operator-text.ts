import { Type } from "typebox";
import type { EpochMs } from "../../protocol/ids.ts";

/** What an operator publishes for riders to read: the terms of service, the privacy notice and the rules of the price. */
export const TextKind = Type.Enum(["terms", "privacy", "prices"], { description: "which text" });
export type TextKind = Type.Static<typeof TextKind>;

export const textKinds: readonly TextKind[] = ["terms", "privacy", "prices"];

/** The newest version of each text, or the one that a rider was shown; absent: the operator has published none. */
export type TextVersions = Readonly<Partial<Record<TextKind, number>>>;

/** A page that was open when a newer version was published may still show the one before for so long; ms. */
export const supersededFor = 3_600_000;

/** When the shown version of a text was superseded; absent: it is the newest, or there was none such. */
export type Superseded = Readonly<Partial<Record<TextKind, EpochMs>>>;

/**
 * The versions that a rider has seen: what the page showed, where it was the newest within the last hour, else the newest.
 * A clock that was set back makes no old version count.
 */
export function seenVersions(
  shown: TextVersions,
  newest: TextVersions,
  superseded: Superseded,
  now: EpochMs,
): TextVersions {
  const seen = textKinds.flatMap((kind) => {
    const last = newest[kind];
    if (last === undefined) return [];
    const { [kind]: version = last } = shown;
    const { [kind]: until = Number.NEGATIVE_INFINITY } = superseded;
    const wasOpen = version < last && Math.abs(now - until) < supersededFor;
    return [[kind, wasOpen ? version : last] as const];
  });
  return Object.fromEntries(seen);
}
