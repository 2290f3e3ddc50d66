import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { processEnvironment } from "../../platform/program.ts";
import { type BundledProgram, bundleProgram, runBundled } from "../support/bundled-program.ts";

let program: BundledProgram;

beforeAll(async () => {
  program = await bundleProgram("test/platform/programs/patient-program.ts");
});
afterAll(() => program.remove());

test.each([
  ["refuses its settings", 78, "the settings are not valid:\n  HUB_SECRET: missing (config/invalid)\n"],
  ["refuses its command line", 64, "usage: program --port PORT (request/invalid)\n"],
  ["finds its folder held", 1, "Another process holds the data folder. (store/held)\n"],
])("a program that %s ends with %i and says why, without a stack trace", async (what, code, stderr) => {
  expect(await runBundled(program, [what]).ended).toEqual({ code, signal: null, stdout: "", stderr });
});

test("a fault shows where it is", async () => {
  const { code, stderr } = await runBundled(program, ["has a fault"]).ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(/^TypeError: undefined is not a cabinet\n {4}at /);
});

test.each(["SIGTERM", "SIGINT"] as const)("%s stops a program in order", async (signal) => {
  const running = runBundled(program, []);
  await running.printed("started");
  running.process.kill(signal);
  expect(await running.ended).toEqual({ code: 0, signal: null, stdout: "started\nstopping\nstopped\n", stderr: "" });
});

test("a signal during the start stops what was started", async () => {
  const running = runBundled(program, ["is signalled while it starts"]);
  await running.printed("starting");
  running.process.kill("SIGTERM");
  expect(await running.ended).toMatchObject({ code: 0, stdout: "starting\nstarted\nstopping\nstopped\n" });
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("a second signal, %s, ends a program that does not stop with %i", async (second, code) => {
  const running = runBundled(program, ["never stops"]);
  await running.printed("started");
  running.process.kill("SIGTERM");
  await running.printed("stopping");
  running.process.kill(second);
  expect(await running.ended).toMatchObject({ code, stdout: "started\nstopping\n" });
});

test("SIGHUP makes a program read again what may change, as often as it comes, and never ends it", async () => {
  const running = runBundled(program, ["reloads"]);
  await running.printed("started");
  running.process.kill("SIGHUP");
  await running.printed("reloaded");
  running.process.kill("SIGHUP");
  while (running.said().split("reloaded").length < 3) await once(running.process.stdout ?? process.stdin, "data");
  running.process.kill("SIGTERM");
  expect(await running.ended).toMatchObject({ code: 0, stdout: "started\nreloaded\nreloaded\nstopping\nstopped\n" });
});

test("a program that has nothing to read again stops in order when its terminal hangs up", async () => {
  const running = runBundled(program, []);
  await running.printed("started");
  running.process.kill("SIGHUP");
  expect(await running.ended).toMatchObject({ code: 0, stdout: "started\nstopping\nstopped\n" });
});

test("a program whose output nobody reads any more stops in order", async () => {
  const running = runBundled(program, ["goes on talking"]);
  await running.printed("started");
  running.process.stdout?.destroy();
  expect(await running.ended).toMatchObject({ code: 0, stderr: "stopped in order\n" });
});

test("a program that can't stop in order says why", async () => {
  const running = runBundled(program, ["fails to stop"]);
  await running.printed("started");
  running.process.kill("SIGTERM");
  expect(await running.ended).toMatchObject({
    code: 1,
    stderr: "The change could not be written to disk. (store/write-failed)\n",
  });
});

test("the environment of the process is what its settings are read from", () => {
  expect(processEnvironment.variables["PATH"]).toBe(process.env["PATH"]);
  expect(processEnvironment.readFile("package.json")).toContain('"jiehuan"');
  expect(() => processEnvironment.readFile("/there/is/no/such/file")).toThrow("ENOENT");
});
