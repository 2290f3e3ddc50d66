import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type BundledProgram, bundleProgram } from "../support/bundled-program.ts";
import type { Order, Side } from "./armed-program.ts";

/* A small program of ours with a file and a gateway, and the preload that makes it die where it is told to. */

const programText = `
  import { open, rename } from "node:fs/promises";
  import { request } from "node:http";
  const [folder, gateway] = process.argv.slice(1);
  const ask = () => new Promise((answered, failed) =>
    request(gateway + "/gateway.do?method=x.y.query", { method: "POST" }, (answer) => answer.resume().on("end", answered))
      .on("error", failed).end());
  async function work() {
    const file = await open(folder + "/new.json", "w");
    await file.writeFile("{}");
    await file.sync();
    await file.close();
    await rename(folder + "/new.json", folder + "/kept.json");
    await ask();
    process.stdout.write("done\\n");
  }
  process.stdin.on("data", () => void work());
  process.stdout.write("ready\\n");`;

let preload: BundledProgram;
let folder: string;
let gateway: Server;
let asked: number;
let program: ChildProcess | undefined;

beforeAll(async () => {
  preload = await bundleProgram("test/crash/die-at.ts");
});
afterAll(() => preload.remove());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "jiehuan-die-"));
  asked = 0;
  gateway = createServer((_request, response) => {
    asked += 1;
    response.end("{}");
  });
  gateway.listen(0, "127.0.0.1");
  await once(gateway, "listening");
});
afterEach(async () => {
  program?.kill("SIGKILL");
  gateway.closeAllConnections();
  await new Promise((closed) => gateway.close(closed));
  await rm(folder, { recursive: true });
});

/** Starts the program, gives it the order and lets it work. @returns what it said, once it has worked or died */
async function runWith(order: Order): Promise<{ said: string; died: unknown }> {
  const { port } = gateway.address() as AddressInfo;
  const path = join(folder, "program");
  const args = ["--import", pathToFileURL(preload.path).href, "--input-type=module", "-e", programText];
  const child = spawn(process.execPath, [...args, folder, `http://127.0.0.1:${port}`], {
    env: { ...process.env, DIE_AT: path, DIE_AT_PORTS: JSON.stringify({ [port]: "gateway" }) },
    stdio: ["pipe", "pipe", "inherit"],
  });
  program = child;
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const gone = once(child, "close");
  await once(child.stdout, "data");
  await writeFile(`${path}.order`, JSON.stringify(order));
  child.kill("SIGUSR2");
  while (!existsSync(`${path}.heard`)) await new Promise((resolve) => setImmediate(resolve));
  child.stdin.write("work\n");
  await (order.what === "nth" ? gone : once(child.stdout, "data"));
  const died: unknown = existsSync(`${path}.died`) ? JSON.parse(readFileSync(`${path}.died`, "utf8")) : undefined;
  return { said, died };
}

const nth = (place: string, side: Side): Order => ({ what: "nth", nth: 1, side, place });

describe("a preloaded program", () => {
  it("tells what it writes, sends and hears, in order", async () => {
    const to = join(folder, "places");
    await runWith({ what: "record", to });
    expect(readFileSync(to, "utf8").trimEnd().split("\n")).toEqual([
      "write of new.json",
      "sync of new.json",
      "renaming of kept.json",
      "gateway request query",
      "gateway's answer to query",
    ]);
  });

  it("does nothing else than ever where it has no order", async () => {
    const { said, died } = await runWith({ what: "nothing" });
    expect([said, died, asked]).toEqual(["ready\ndone\n", undefined, 1]);
  });

  it("dies before what it is told to: it is not done", async () => {
    const { died } = await runWith(nth("renaming of kept.json", "before"));
    expect(died).toEqual({ place: "renaming of kept.json", side: "before" });
    expect([existsSync(join(folder, "new.json")), existsSync(join(folder, "kept.json"))]).toEqual([true, false]);
  });

  it("dies after what it is told to: it is done, and nothing more", async () => {
    const { died } = await runWith(nth("renaming of kept.json", "after"));
    expect(died).toEqual({ place: "renaming of kept.json", side: "after" });
    expect([existsSync(join(folder, "kept.json")), asked]).toEqual([true, 0]);
  });

  it.each(["before", "after"] as const)("dies %s an answer that it was given", async (side) => {
    const { said, died } = await runWith(nth("gateway's answer to query", side));
    expect(died).toEqual({ place: "gateway's answer to query", side });
    expect(asked).toBe(1);
    if (side === "before") expect(said).toBe("ready\n");
  });

  it("dies before a request is sent: nobody hears of it", async () => {
    await runWith(nth("gateway request query", "before"));
    expect(asked).toBe(0);
  });

  it("dies with the n-th thing, whatever it is", async () => {
    const { died } = await runWith({ what: "nth", nth: 2, side: "after" });
    expect(died).toEqual({ place: "sync of new.json", side: "after" });
  });
});
