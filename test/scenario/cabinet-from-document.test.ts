import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DeployedSystem } from "../support/deployed-system.ts";
import { rentDue } from "../support/rent-due.ts";
import { CabinetContract, DocumentCabinet } from "./document-cabinet.ts";

/* A cabinet that was written from docs/asyncapi.json alone, at a hub in a process of its own. */

const cabinetId = "paper-7";
const bank = {
  version: "bank",
  freeMinutes: 0,
  unit: "half-hour",
  pricePerUnit: 150,
  dailyCap: 3000,
  totalCap: 9900,
  longestLoanHours: 24,
};

let system: DeployedSystem;
let contract: CabinetContract;
let cabinet: DocumentCabinet;
let secret: string;
let codes: readonly { readonly slot: number; readonly url: string }[];
const complaints: string[] = [];
const complain = (what: string) => void complaints.push(what);
const items = ["PAPER1", "PAPER2", "PAPER3", undefined];

interface Shown {
  readonly cabinetId: string;
  readonly presence: { readonly online: boolean };
  readonly drift: readonly unknown[];
  readonly snapshot?: { readonly slots: readonly { readonly slot: number; readonly state: string }[] };
}

beforeAll(async () => {
  contract = await CabinetContract.read();
  system = await DeployedSystem.open({ prices: [{ itemKind: "power-bank", tariff: bank }] });
  const about = { name: "书店", address: "人民路2号", slots: items.length, itemKind: "power-bank", reason: "new" };
  ({ secret } = await system.operator<{ secret: string }>(`/cabinets/${cabinetId}`, about, "PUT"));
  codes = await system.operator(`/cabinets/${cabinetId}/codes`, { reason: "new" });
  cabinet = new DocumentCabinet({ contract, port: system.mqttPort, cabinetId, secret, items, complain });
});
afterAll(async () => {
  await cabinet.leave();
  await system.close();
});

async function shown(): Promise<Shown> {
  const found = (await system.operator<Shown[]>("/cabinets")).find((other) => other.cabinetId === cabinetId);
  if (!found) throw new Error("the hub does not know the cabinet");
  return found;
}

/** A rider asks for the item of a slot and confirms. */
async function order(riderNumber: number, slot: number): Promise<string> {
  const rider = await system.rider(riderNumber);
  const url = codes.find((code) => code.slot === slot)?.url ?? "";
  await system.until("the slot is ready", async () => (await rider.scan(url)).availability === "ready");
  const { orderNo, walletUrl } = await rider.ask(url, 1);
  await rider.confirm(walletUrl);
  return orderNo;
}

test("its code takes nothing from the project but the document", async () => {
  const code = await readFile("test/scenario/document-cabinet.ts", "utf8");
  const imports = [...code.matchAll(/from "([^"]+)"/g)].map(([, from]) => from);
  expect(imports.filter((from) => from?.startsWith("."))).toEqual([]);
});

test("the password and the seals of the document's examples are those that its text describes", () => {
  const example = contract.exampleCabinet;
  expect(contract.password(example.secret)).toBe(example.password);
  for (const channel of ["welcome", "command", "ack", "config"] as const) {
    for (const { summary, payload } of contract.examples(channel)) {
      expect(contract.mistake(channel, payload), summary).toBeUndefined();
      expect(contract.seal(example.secret, example.cabinetId, payload), summary).toBe(payload["seal"]);
    }
  }
});

test("it connects, is welcomed and told its intervals, and its slots are for rent", async () => {
  await cabinet.connect();
  await system.until("its slots are shown", async () => (await shown()).snapshot !== undefined);
  const { presence, drift, snapshot } = await shown();
  expect(presence.online).toBe(true);
  expect(drift).toEqual([]);
  expect(snapshot?.slots.map(({ state }) => state)).toEqual(["occupied", "occupied", "occupied", "empty"]);
  expect(cabinet.of("welcome")).toMatchObject([{ v: 1, committed: 0 }]);
  expect(cabinet.of("config")).toHaveLength(1);
});

test("it opens on a command, takes the item back, and the rent is collected", async () => {
  const orderNo = await order(1, 1);
  const lent = await system.orderIn(orderNo, "active");
  expect(lent.order.loans).toMatchObject([{ state: "lent", itemId: "PAPER1" }]);
  await system.surelyOut(lent);
  cabinet.takeIn(4, "PAPER1");
  const settled = await system.orderIn(orderNo, "settled");
  expect(await system.charges(orderNo)).toEqual(rentDue(settled, bank.pricePerUnit));
  await system.until("both events are acknowledged", async () => cabinet.committed === 2);
  expect((await shown()).drift).toEqual([]);
});

test("a command that it has seen is answered with what became of it after its expiry, dated when the slot opened", async () => {
  cabinet.answersLate = true;
  const before = Date.now();
  const orderNo = await order(2, 2);
  const { order: lent } = await system.orderIn(orderNo, "active");
  const [loan] = lent.loans;
  if (!loan?.command || loan.openedAt === undefined) throw new Error("nothing is lent");
  expect(Date.now()).toBeGreaterThan(loan.command.expiresAt);
  expect(loan.openedAt).toBeLessThan(loan.command.expiresAt);
  expect(loan.openedAt).toBeGreaterThan(before);
  const opens = cabinet.of("command").filter(({ id }) => id === loan.command?.id);
  expect(opens.length).toBeGreaterThan(1);
  expect(new Set(opens.map(({ expiresAt }) => expiresAt)).size).toBe(1);
  cabinet.takeIn(2, "PAPER2");
  await system.orderIn(orderNo, "settled");
});

test("an event that breaks the schema is refused by name, kept for an operator, and the next one is taken", async () => {
  const { committed } = cabinet;
  cabinet.takeIn(3, "PAPER3", { level: 101 });
  await system.until("it is refused", async () => cabinet.of("ack").some(({ refused }) => refused !== undefined));
  const refused = { seq: committed + 1, reason: "invalid" };
  expect(cabinet.of("ack").at(-1)).toMatchObject({ committed: committed + 1, refused });
  cabinet.takeIn(3, "PAPER3");
  await system.until("the next one is taken", async () => cabinet.committed === committed + 2);
  expect(await system.metrics()).toMatch(/^jiehuan_cabinet_refusals_total\{reason="event-invalid"\} 1$/m);
});

test("a start that uses an old connection number is told the newest one and connects above it", async () => {
  const newest = cabinet.connection;
  await cabinet.leave();
  cabinet = new DocumentCabinet({ contract, port: system.mqttPort, cabinetId, secret, items, complain });
  await cabinet.connect(newest - 1000);
  const welcomes = () => cabinet.of("welcome").map(({ v }) => v);
  await system.until("it is welcomed", async () => welcomes().length === 2);
  expect(welcomes()).toEqual([2, 1]);
  expect(cabinet.connection).toBe(newest + 1);
});

test("nothing that the hub sent broke the document", () => {
  expect(complaints).toEqual([]);
});
