import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../../platform/clock.ts";
import { accountTable } from "../../../server/accounts/account-table.ts";
import { buildPeople, type People } from "../../../server/accounts/people.ts";
import { AuditLog, auditPage } from "../../../server/store/audit-table.ts";
import { openSqliteStore } from "../../../server/store/sqlite/open-sqlite.ts";
import type { Store } from "../../../server/store/store.ts";
import { hubTables } from "../../../server/tables.ts";
import { type BundledProgram, bundleProgram, runBundled } from "../../support/bundled-program.ts";

let admin: BundledProgram;
let data: string;

beforeAll(async () => {
  admin = await bundleProgram("server/account-admin/main.ts");
});
afterAll(() => admin.remove());
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "accounts-"));
});
afterEach(() => rm(data, { recursive: true }));

/** The data folder and nothing else of the settings. */
const run = (...args: string[]) => runBundled(admin, args, process.cwd(), { HUB_DATA: data }).ended;
/** What the command prints, without the line's end. */
const printed = async (...args: string[]) => {
  const { code, stdout, stderr } = await run(...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout.trimEnd();
};

/** Looks into the store as the hub does, while no command runs. */
async function inStore<Result>(look: (people: People, store: Store) => Promise<Result>): Promise<Result> {
  const store = await openSqliteStore(data, hubTables);
  try {
    const audit = new AuditLog(systemClock, () => "test");
    const hubSecret = "a secret of the hub for tests only";
    return await look(buildPeople({ store, clock: systemClock, unstepped: systemClock, audit, hubSecret }), store);
  } finally {
    await store.close();
  }
}
const signIn = (name: string, password: string) =>
  inStore((people) => people.signIn.signIn({ name, password }, { address: "", browser: "" }, 0));
const audited = () =>
  inStore((_, store) => store.transact((tx) => auditPage(tx, {}, { limit: 100 }))).then((rows) =>
    rows.map(({ actor, act }) => [actor, act.what]),
  );

test("the first admin is added with a one-time password that lets the person in and has to be changed", async () => {
  const password = await printed("add", "lin", "--role", "admin");
  const secret = await signIn("lin", password);
  expect(await inStore(({ sessions }) => sessions.of(secret))).toMatchObject({
    role: "admin",
    mustChangePassword: true,
  });
  expect(await audited()).toContainEqual(["command", "account-added"]);
});

test("a name that is taken is refused, and the account stays as it is", async () => {
  const password = await printed("add", "lin", "--role", "admin");
  const again = await run("add", "lin", "--role", "viewer");
  expect(again).toMatchObject({ code: 1, stdout: "" });
  expect(again.stderr).toContain("account/name-taken");
  await expect(signIn("lin", password)).resolves.toBeDefined();
});

test("a reset lets an admin in again who is locked and has lost password, phone and recovery codes", async () => {
  const forgotten = await printed("add", "lin", "--role", "admin");
  await inStore((_, store) =>
    store.transact(async (tx) => {
      const account = await tx.get(accountTable, "lin");
      if (account) await tx.put(accountTable, { ...account, lockedAt: 1, totp: { sealed: "", since: 1, lastStep: 1 } });
    }),
  );
  const password = await printed("reset", "lin");
  await expect(signIn("lin", password)).resolves.toBeDefined();
  await expect(signIn("lin", forgotten)).rejects.toThrow("operator/wrong-credentials");
  const acts = ["account-second-factor-reset", "account-unlocked", "account-password-reset"];
  expect(await audited()).toEqual(expect.arrayContaining(acts.map((act) => ["command", act])));
});

test("a token lets a program in with its role until its last day", async () => {
  const token = await printed("token", "grafana", "--role", "viewer", "--days", "30");
  expect(await inStore(({ apiTokens }) => apiTokens.of(token))).toEqual({
    name: "grafana",
    role: "viewer",
    by: "token",
  });
  const [row] = await inStore(({ apiTokens }) => apiTokens.list());
  const days = ((row?.endsAt ?? 0) - (row?.createdAt ?? 0)) / 86_400_000;
  expect(days).toBeCloseTo(30, 2);
});

test("the list names everybody and every token with what matters, and no secret", async () => {
  const password = await printed("add", "lin", "--role", "admin");
  const token = await printed("token", "grafana", "--role", "viewer", "--days", "30");
  await inStore(({ apiTokens }) =>
    apiTokens.list().then(([row]) => apiTokens.revoke(row?.id ?? "", { actor: "command", reason: "" })),
  );
  const list = await printed("list");
  expect(list.split("\n")).toEqual([
    "lin  admin  password only",
    expect.stringMatching(/^grafana {2}viewer {2}API token until \d{4}-\d\d-\d\d {2}revoked$/),
  ]);
  for (const secret of [password, token]) expect(list).not.toContain(secret);
});

test("a command that is not understood changes nothing and says how it is called", async () => {
  for (const args of [
    [],
    ["remove", "lin"],
    ["add", "lin"],
    ["add", "Lin", "--role", "admin"],
    ["token", "x", "--days", "0"],
  ]) {
    const { code, stdout, stderr } = await run(...args);
    expect({ args, code, stdout }).toEqual({ args, code: 64, stdout: "" });
    expect(stderr).toMatch(/usage: npm run accounts|--role must be one of|--days must be/);
  }
  expect(await printed("list")).toBe("");
});

test("an unknown name is refused by a reset", async () => {
  expect(await run("reset", "nobody")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("account/unknown") as string,
  });
});

test("while a hub has the store, the command says that the hub runs", async () => {
  await inStore(async () => {
    const { code, stderr } = await run("list");
    expect(code).not.toBe(0);
    expect(stderr).toContain("the hub runs. Stop it, or use its console");
  });
});
