import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { Town } from "../support/town.ts";

const unhurried = { timeout: 120_000 };

function run(program: string, args: string[]) {
  return spawnSync(process.execPath, [resolve("dist", program), ...args], { encoding: "utf8", timeout: 90_000 });
}

describe("the smoke run", unhurried, () => {
  it("starts a system of its own where none runs, and finds everything right", () => {
    const { status, stdout } = run("simulators/smoke/main.js", ["--data", "no-such-folder", "--keep", "500", "--json"]);
    expect(status).toBe(0);
    const report = JSON.parse(stdout) as {
      states: { phase: string }[];
      rent: number;
      collected: number;
      wrong: string[];
    };
    expect(report).toMatchObject({ rent: 150, collected: 150, wrong: [] });
    expect(report.states.at(-1)?.phase).toBe("settled");
  });
});

describe("a demo that was stopped", unhurried, () => {
  it("goes on with what it had when it is started again", async () => {
    const town = await Town.open({});
    try {
      const rider = await town.rider(1);
      await town.until("the slot is ready", async () => (await rider.scan(town.codeOf(1))).availability === "ready");
      const { orderNo, walletUrl } = await rider.ask(town.codeOf(1));
      await rider.confirm(walletUrl);
      await town.orderWhen(orderNo, "the item is lent", ({ order }) => order.state === "active");
      await town.board("/slots/1/take", {});
      await town.restart();
      await town.board("/slots/2/empty", {});
      await town.board("/slots/2/insert", { itemId: "DEMO0001" });
      const { order } = await town.orderWhen(
        orderNo,
        "the order is settled",
        (record) => record.order.state === "settled",
      );
      expect(order.loans[0]?.returned?.slot).toBe(2);
      expect(await town.charges(orderNo)).toEqual([150]);
    } finally {
      await town.close();
    }
  });
});

describe("a wrong command line", () => {
  it.each([
    ["simulators/demo/main.js", ["--hub", "eighty"], /--hub must be a port/],
    ["simulators/demo/main.js", ["--colour", "green"], /colour/],
    ["simulators/smoke/main.js", ["--keep", "long"], /--keep is a number/],
    ["simulators/smoke/main.js", ["--colour"], /colour/],
  ])("of %s %j is answered with what is wrong, a code and 64", (program, args, why) => {
    const { status, stderr } = run(program, args);
    expect(status).toBe(64);
    expect(stderr).toMatch(why);
    expect(stderr).toContain("(request/invalid)");
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("can be asked for", () => {
    for (const program of ["simulators/demo/main.js", "simulators/smoke/main.js"]) {
      const { status, stdout } = run(program, ["--help"]);
      expect([status, stdout]).toEqual([0, expect.stringContaining("--data DIR")]);
    }
  });
});
