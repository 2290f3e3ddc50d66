import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { encodeDocument } from "../../platform/document-format.ts";
import { portsFrom } from "../../simulators/demo/settings.ts";
import type { OrderReport } from "../../simulators/smoke/one-order.ts";
import { DeployedSystem } from "../support/deployed-system.ts";
import { freePorts } from "../support/free-ports.ts";
import { rentDue } from "../support/rent-due.ts";

function run(program: string, args: string[]) {
  return spawnSync(process.execPath, [resolve("dist", program), ...args], { encoding: "utf8", timeout: 90_000 });
}

describe("the smoke run", () => {
  it("starts a system of its own where none runs, takes several items, and finds everything right", () => {
    const args = ["--data", "no-such-folder", "--items", "3", "--json"];
    const { status, stdout } = run("simulators/smoke/main.js", args);
    expect(status).toBe(0);
    const report = JSON.parse(stdout) as OrderReport;
    expect(report).toMatchObject({ rent: 450, collected: 450, wrong: [] });
    expect(report.books).toMatchObject({ payments: 1, booked: 450, differences: [] });
    expect(report.states.at(-1)?.phase).toBe("settled");
    expect(report.items).toHaveLength(3);
    expect(report.items.every(({ from, to }) => from !== to)).toBe(true);
  });
});

describe("a demo with the data of a former version", () => {
  it("does not start, and says which file is too old and how to begin anew", async () => {
    const data = await mkdtemp(join(tmpdir(), "jiehuan-former-"));
    try {
      await mkdir(join(data, "hub"));
      const former = '{"tables":{"orders":[{"order":{"orderNo":"20261101080000000001","state":"settled"}}]}}';
      await writeFile(join(data, "hub", "live.json"), encodeDocument("jiehuan-live/1", JSON.parse(former)));
      const ports = Object.entries(portsFrom(await freePorts(8)));
      const args = ports.flatMap(([name, port]) => [`--${name}`, String(port)]);
      const { status, stdout, stderr } = run("simulators/demo/main.js", ["--data", data, ...args]);
      expect(status).toBe(1);
      expect(stdout).not.toContain("Ctrl-C");
      expect(stderr).toMatch(/hub does not start/);
      expect(stderr).toMatch(/live\.json.*older version/s);
      expect(stderr).toContain("--data");
      expect(stderr).not.toMatch(/^\s+at |^\{/m);
    } finally {
      await rm(data, { recursive: true });
    }
  });
});

describe("a demo that was stopped", () => {
  it("goes on with what it had when it is started again", async () => {
    const system = await DeployedSystem.open();
    try {
      const { orderNo } = (await system.lend(await system.rider(1), 1)).order;
      await system.restart();
      await system.board("/slots/2/empty", {});
      await system.board("/slots/2/insert", { itemId: "DEMO0001" });
      const record = await system.orderIn(orderNo, "settled");
      expect(record.order.loans[0]?.returned?.slot).toBe(2);
      expect(await system.charges(orderNo)).toEqual(rentDue(record, 150));
    } finally {
      await system.close();
    }
  });
});

describe("a wrong command line", () => {
  it.each([
    ["simulators/demo/main.js", ["--hub", "eighty"], /--hub must be a port/],
    ["simulators/demo/main.js", ["--colour", "green"], /colour/],
    ["simulators/smoke/main.js", ["--keep", "long"], /--keep is a number/],
    ["simulators/smoke/main.js", ["--items", "5"], /--items is a number from 1 to 4/],
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
