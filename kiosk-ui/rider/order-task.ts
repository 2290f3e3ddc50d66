import type { Claim, ObjectionKind } from "../shared/rider-types.ts";

/**
 * What the rider is about to do with an order. It stands behind the "#" of the order's address, so that the phone's back
 * button leaves it. `code` is that of the slot in which the rider says that the item lies.
 */
export type OrderTask =
  | { readonly what: "renew" }
  | { readonly what: "lost"; readonly loanNo: number }
  | { readonly what: "object"; readonly kind: ObjectionKind }
  | { readonly what: "trouble"; readonly code?: string | undefined }
  | { readonly what: "report"; readonly loanNo: number; readonly claim: Claim; readonly code?: string | undefined };

/** As it follows the order's address. */
export function taskHash(task: OrderTask): string {
  switch (task.what) {
    case "renew":
      return "#renew";
    case "lost":
      return `#lost/${task.loanNo}`;
    case "object":
      return `#object/${task.kind}`;
    case "trouble":
      return `#trouble${tail(task.code)}`;
    case "report":
      return `#report/${task.loanNo}/${task.claim}${tail(task.code)}`;
  }
}

/** What such an end of an address asks for; undefined: nothing. */
export function taskIn(hash: string): OrderTask | undefined {
  if (hash === "#renew") return { what: "renew" };
  const [, lost] = /^#lost\/(\d+)$/.exec(hash) ?? [];
  if (lost !== undefined) return { what: "lost", loanNo: Number(lost) };
  const [, kind] = /^#object\/(price-wrong|item-broken|other)$/.exec(hash) ?? [];
  if (kind !== undefined) return { what: "object", kind: kind as ObjectionKind };
  const [trouble, place] = /^#trouble(?:\/([\w.-]+))?$/.exec(hash) ?? [];
  if (trouble !== undefined) return { what: "trouble", code: place };
  const [, loanNo, claim, code] = /^#report\/(\d+)\/(returned|not-opened)(?:\/([\w.-]+))?$/.exec(hash) ?? [];
  return loanNo === undefined ? undefined : { what: "report", loanNo: Number(loanNo), claim: claim as Claim, code };
}

function tail(code: string | undefined): string {
  return code === undefined ? "" : `/${code}`;
}
