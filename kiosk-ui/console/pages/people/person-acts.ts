import type { Person } from "../../hub-types.ts";

/** What an admin can do about an account. */
export const personActs = ["role", "lock", "unlock", "reset-password", "reset-second-factor", "end-sessions"] as const;
export type PersonAct = (typeof personActs)[number];

/** Why an act is not possible now. */
export type WhyNot = "last-admin" | "locked" | "not-locked" | "no-second-factor" | "no-sessions";

/**
 * Why an admin can't do something about a person now; undefined: it can be done. The hub decides the same again.
 * @param all everybody, the person too
 * @param openSessions of the person
 */
export function whyNot(
  act: PersonAct,
  person: Person,
  all: readonly Person[],
  openSessions: number,
): WhyNot | undefined {
  switch (act) {
    case "role":
      return isLastAdmin(person, all) ? "last-admin" : undefined;
    case "lock":
      if (person.lockedAt !== undefined) return "locked";
      return isLastAdmin(person, all) ? "last-admin" : undefined;
    case "unlock":
      return person.lockedAt === undefined ? "not-locked" : undefined;
    case "reset-second-factor":
      return person.secondFactor ? undefined : "no-second-factor";
    case "end-sessions":
      return openSessions === 0 ? "no-sessions" : undefined;
    case "reset-password":
      return undefined;
  }
}

function isLastAdmin({ name }: Person, all: readonly Person[]): boolean {
  const admins = all.filter(({ role, lockedAt }) => role === "admin" && lockedAt === undefined);
  return admins.length === 1 && admins[0]?.name === name;
}
