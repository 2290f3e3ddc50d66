import type { DraftHead, PriceCheck } from "./price-types.ts";

/** Why something can't be done with a draft now. */
export type Obstacle =
  | "may-not-edit"
  | "may-not-publish"
  | "waits"
  | "unsaved"
  | "outdated"
  | "mistakes"
  | "same"
  | "own-proposal";

export interface Situation {
  /** The account of the person at the page. */
  readonly name: string;
  readonly mayEdit: boolean;
  readonly mayPublish: boolean;
  readonly draft: DraftHead;
  /** The number of the newest price list. */
  readonly newest: number;
  readonly check: Pick<PriceCheck, "mistakes" | "differences">;
  readonly isChanged: boolean;
}

/** What hinders each act with a draft; undefined: nothing does. The hub decides all the same. */
export function obstaclesOf(
  situation: Situation,
): Readonly<Record<"save" | "publish" | "confirm", Obstacle | undefined>> {
  const { name, mayEdit, mayPublish, draft, newest, check, isChanged } = situation;
  const isOutdated = draft.basedOn !== newest;
  const content: Obstacle | undefined = isOutdated
    ? "outdated"
    : check.mistakes.length > 0
      ? "mistakes"
      : check.differences.length === 0
        ? "same"
        : undefined;
  const save = !mayEdit ? "may-not-edit" : draft.proposal ? "waits" : undefined;
  if (!mayPublish) return { save, publish: "may-not-publish", confirm: "may-not-publish" };
  return {
    save,
    publish: draft.proposal ? "waits" : isChanged ? "unsaved" : content,
    confirm: draft.proposal?.by === `operator/${name}` ? "own-proposal" : content,
  };
}

/** Where a published list stands among the others. */
export type ListState = "in-force" | "planned" | "replaced" | "withdrawn";

export function listState(
  { number, withdrawn }: { readonly number: number; readonly withdrawn?: object },
  {
    inForce,
    planned,
  }: { readonly inForce?: { readonly number: number }; readonly planned: readonly { readonly number: number }[] },
): ListState {
  if (withdrawn) return "withdrawn";
  if (number === inForce?.number) return "in-force";
  return planned.some((list) => list.number === number) ? "planned" : "replaced";
}
