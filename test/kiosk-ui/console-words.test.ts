import { expect, test } from "vitest";
import { words as chinese } from "../../kiosk-ui/console/words-chinese.ts";
import { words as english } from "../../kiosk-ui/console/words-english.ts";
import { errorTable } from "../../platform/app-error.ts";

const ofThePageItself = ["network/unreachable", "page/fault"];
const inBothLanguages = [chinese, english].map(({ problems }) => Object.keys(problems).toSorted());

test("the console names the same problems in both languages, and each of them exists", () => {
  const [one, other] = inBothLanguages;
  expect(one).toEqual(other);
  const codes = new Set([...Object.keys(errorTable), ...ofThePageItself]);
  expect(one?.filter((code) => !codes.has(code))).toEqual([]);
});

test("whatever a sign-in or a new password can be refused for has a sentence in both languages", () => {
  // The page asks for a code then; a program's and an admin's problems come to nobody who signs in.
  const elsewhere = /second-factor-needed|password-change-needed|token-|session-only/;
  const ofPeople = Object.keys(errorTable).filter((code) => code.startsWith("operator/") && !elsewhere.test(code));
  for (const code of [...ofPeople, "account/weak-password", "account/same-password"])
    for (const named of inBothLanguages) expect(named).toContain(code);
});
