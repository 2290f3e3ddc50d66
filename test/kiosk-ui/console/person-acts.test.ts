import { expect, test } from "vitest";
import type { Person } from "../../../kiosk-ui/console/hub-types.ts";
import { type PersonAct, personActs, whyNot } from "../../../kiosk-ui/console/pages/people/person-acts.ts";
import { tokenState } from "../../../kiosk-ui/console/pages/people/token-state.ts";

const person = (name: string, more: Partial<Person> = {}): Person => ({
  name,
  role: "admin",
  secondFactor: false,
  mustChangePassword: false,
  createdAt: 0,
  createdBy: "command",
  ...more,
});
const possible = (one: Person, all: readonly Person[], sessions: number): PersonAct[] =>
  personActs.filter((act) => whyNot(act, one, all, sessions) === undefined);

test("the last active admin can't be locked or given another role, and the page says why", () => {
  const lin = person("lin");
  const all = [lin, person("wei", { lockedAt: 1 }), person("kai", { role: "viewer" })];
  expect(whyNot("lock", lin, all, 0)).toBe("last-admin");
  expect(whyNot("role", lin, all, 0)).toBe("last-admin");
  expect(whyNot("lock", person("kai", { role: "viewer" }), all, 0)).toBeUndefined();
});

test("where there are two active admins, each of them can be locked", () => {
  const lin = person("lin");
  expect(possible(lin, [lin, person("wei")], 0)).toEqual(["role", "lock", "reset-password"]);
});

test("a locked account can be unlocked and not locked again", () => {
  const wei = person("wei", { role: "support", lockedAt: 5 });
  expect(whyNot("lock", wei, [wei], 0)).toBe("locked");
  expect(possible(wei, [wei], 0)).toEqual(["role", "unlock", "reset-password"]);
});

test("sessions can be ended where there are some, and a second factor be reset where there is one", () => {
  const wei = person("wei", { role: "support", secondFactor: true });
  expect(possible(wei, [wei], 2)).toContain("end-sessions");
  expect(possible(wei, [wei], 2)).toContain("reset-second-factor");
  expect(whyNot("end-sessions", wei, [wei], 0)).toBe("no-sessions");
});

test("an API token is valid until its end unless it was revoked", () => {
  expect(tokenState({ endsAt: 10 }, 9)).toBe("valid");
  expect(tokenState({ endsAt: 10 }, 10)).toBe("ended");
  expect(tokenState({ endsAt: 10, revokedAt: 3 }, 20)).toBe("revoked");
});
