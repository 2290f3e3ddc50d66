import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Comparison } from "../../simulators/workbench/views.ts";
import { DeployedSystem } from "../support/deployed-system.ts";

let system: DeployedSystem;

beforeAll(async () => {
  system = await DeployedSystem.open();
});
afterAll(() => system?.close());

/** The program of the workbench with a script, and what it prints. */
function runScript(path: string) {
  const child = spawn(process.execPath, ["dist/simulators/board/main.js", "run", path, "--at", system.workbench]);
  let said = "";
  for (const output of [child.stdout, child.stderr]) output.on("data", (text: Buffer) => (said += text.toString()));
  const ended = once(child, "exit").then(([code]) => ({ code: code as number, said }));
  return { said: () => said, ended };
}

it("the example script sees a loan and its return through a whole system, and ends with 0", async () => {
  const run = runScript("docs/scripts/borrow-and-return.json");
  await system.until("the script asks for a loan", async () => run.said().includes("Scan the code of slot 3"));
  const rider = await system.rider(1);
  const { orderNo, walletUrl } = await system.ask(rider, 3);
  await rider.confirm(walletUrl);
  const { code, said } = await run.ended;
  expect({ code, said }).toMatchObject({
    code: 0,
    said: expect.stringContaining("borrow and return: passed") as string,
  });
  const { order } = await system.orderIn(orderNo, "settled");
  expect(order.loans[0]?.returned?.slot).toBe(11);
});

it("board, bridge and hub stand beside each other, and an item that was swapped by hand differs until the next look", async () => {
  await system.board("/slots/1/swap", { itemId: "SWAPPED" });
  const differing = async () => {
    const { slots } = await system.board<Comparison>("/comparison");
    return slots.filter(({ differs }) => differs).map(({ slot, board, hub }) => [slot, board.itemId, hub?.itemId]);
  };
  expect(await differing()).toEqual([[1, "SWAPPED", "DEMO0001"]]);
  await system.board("/look", {});
  await system.until("the hub has looked", async () => (await differing()).length === 0);
});

it("a script whose expectation is not met ends with 1 and says what was found", async () => {
  const path = join(system.data, "wrong.json");
  const step = { do: "expect", cabinet: "demo-1", slot: 2, hub: { state: "empty" }, within: 0 };
  await writeFile(path, JSON.stringify({ name: "wrong", steps: [step] }));
  const { code, said } = await runScript(path).ended;
  expect(code).toBe(1);
  expect(said).toContain("the hub has state occupied");
  expect(said).toContain("wrong: FAILED");
});

it("the hub opens a slot where a script says so", async () => {
  const path = join(system.data, "open.json");
  const steps = [
    { do: "open", cabinet: "demo-1", slot: 5 },
    { do: "expect", cabinet: "demo-1", slot: 5, board: { content: "loose" }, within: 60_000 },
  ];
  await writeFile(path, JSON.stringify({ name: "open", steps }));
  expect(await runScript(path).ended).toMatchObject({ code: 0 });
});
