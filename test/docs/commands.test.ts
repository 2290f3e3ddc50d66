import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HttpFixture, operatorToken } from "../support/http-fixture.ts";

const run = promisify(execFile);
const guides = [
  "guides/run",
  "guides/several-hubs",
  "guides/backup-and-restore",
  "guides/operators",
  "reference/commands",
];
const pages = await Promise.all(guides.map((name) => readFile(`docs/${name}.md`, "utf8")));
const page = pages.join("\n");
const { scripts } = JSON.parse(await readFile("package.json", "utf8")) as { scripts: Record<string, string> };
/** Those that need a checkout with development tools, and of which the page says so. */
const forDevelopers = new Set(["build", "bench", "decode", "serial-console", "release", "workbench"]);

describe("the commands of the guides", () => {
  const named = [...new Set([...page.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name = ""]) => name))];

  it.each(named)("npm run %s is a script", (name) => {
    expect(scripts[name]).toBeDefined();
  });

  it.each(named.filter((name) => !forDevelopers.has(name)))("npm run %s needs nothing but the build", (name) => {
    const programs = [...(scripts[name] ?? "").matchAll(/dist\/([\w/-]+)\.js/g)].map(([, path]) => `${path}.ts`);
    expect(scripts[name]).toMatch(/^node (--[\w=-]+ )*dist\/[\w/-]+\.js( [\w-]+)?$/);
    expect(programs.filter((path) => !existsSync(path))).toEqual([]);
  });

  it("that name a program of the build name one that there is", () => {
    const programs = [...page.matchAll(/(?:\/opt\/jiehuan\/|node )dist\/([\w/-]+)\.js/g)].map(
      ([, path]) => `${path}.ts`,
    );
    expect(programs.length).toBeGreaterThan(3);
    expect(programs.filter((path) => !existsSync(path))).toEqual([]);
  });
});

describe.each(["hub", "bridge"])("the image of the %s", (program) => {
  it("starts a program that is in it, on a Node that is still mended", async () => {
    const text = await readFile(`deploy/Containerfile.${program}`, "utf8");
    const [, started = ""] = /^CMD \["node", (?:"--[\w=-]+", )+"dist\/([^"]+)\.js"\]$/m.exec(text) ?? [];
    expect(existsSync(`${started}.ts`)).toBe(true);
    const copied = [...text.matchAll(/^COPY --from=build \/src\/(\S+) /gm)].map(([, path = ""]) => path);
    expect(copied.some((path) => `dist/${started}.js`.startsWith(`${path}/`))).toBe(true);
    for (const [, version] of text.matchAll(/node:(\d+)-/g)) expect(Number(version)).toBeGreaterThanOrEqual(24);
  });
});

describe("an installation without development tools", () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "jiehuan-installed-"));
    await cp("package.json", join(folder, "package.json"));
    await cp("dist", join(folder, "dist"), { recursive: true });
    const lock = JSON.parse(await readFile("package-lock.json", "utf8")) as {
      packages: Record<string, { dev?: boolean; optional?: boolean }>;
    };
    for (const [path, { dev }] of Object.entries(lock.packages)) {
      const isTop = /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path);
      if (!isTop || dev || !existsSync(path)) continue;
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await symlink(resolve(path), join(folder, path));
    }
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const npm = (...args: string[]) => run("npm", ["run", "--silent", ...args], { cwd: folder });

  it("has no compiler", () => {
    expect(existsSync(join(folder, "node_modules", "typescript"))).toBe(false);
    expect(existsSync(join(folder, "node_modules", ".bin", "tsc"))).toBe(false);
  });

  it.each(["start:hub", "start:bridge", "store", "prices", "mosquitto"])("runs npm run %s", async (name) => {
    expect((await npm(name, "--", "--help")).stdout).toContain("usage: ");
  });

  it("checks a store's folder, and says what is wrong with it", async () => {
    await expect(npm("store", "--", "check", join(folder, "nowhere"))).rejects.toMatchObject({
      stderr: expect.not.stringContaining("not found") as string,
    });
  });
});

describe("the steps to the first cabinet", () => {
  it("run as they are written", async () => {
    const guide = await readFile("docs/guides/first-cabinet.md", "utf8");
    const [, steps = ""] = /\n## 4\..*?\n([\s\S]*?)\n## 6\./.exec(guide) ?? [];
    const commands = [...steps.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
    const atTheHub = commands.filter((text) => text.includes("call "));
    expect(atTheHub).toHaveLength(3);
    const fixture = await HttpFixture.open();
    const folder = await mkdtemp(join(tmpdir(), "jiehuan-steps-"));
    try {
      const hub = await fixture.app.listen({ host: "127.0.0.1", port: 0 });
      const token = join(folder, "token");
      await writeFile(token, operatorToken);
      const known = atTheHub.join("\n").replace("http://127.0.0.1:8080", hub).replace("secrets/operator-token", token);
      const { stdout } = await run("bash", ["-ec", known], { cwd: folder });
      expect(stdout).toContain('"merchantName":"小借科技有限公司"');
      expect(stdout).toMatch(/^\{"secret":"[\w-]{43}"\}/m);
      expect(stdout).toContain("https://hub.example/q/");
      expect(stdout).toContain('"cabinetId":"shop-000001"');
      expect((await readFile(join(folder, "shop-000001.pdf"), "latin1")).startsWith("%PDF-")).toBe(true);
    } finally {
      await fixture.close();
      await rm(folder, { recursive: true });
    }
  });
});
