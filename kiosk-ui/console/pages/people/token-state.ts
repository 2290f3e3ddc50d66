/** Whether an API token lets a program in. */
export type TokenState = "valid" | "ended" | "revoked";

/** @param now epoch ms */
export function tokenState(
  { revokedAt, endsAt }: { readonly revokedAt?: number; readonly endsAt: number },
  now: number,
): TokenState {
  if (revokedAt !== undefined) return "revoked";
  return now < endsAt ? "valid" : "ended";
}

/** Who created something, as people call it. @param actor `operator/lin`, or `command` */
export function nameOf(actor: string): string {
  return actor.replace(/^operator\//, "");
}
