import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { build, type Rollup } from "vite";

/** A file of a release. */
export interface ReleaseFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/** The machines that bridges run on; each has a binary for serial lines. */
const machines = ["linux-x64", "linux-arm64", "linux-arm"];

/**
 * Bundles the bridge with the packages it needs into one program, beside the binaries for serial lines. The same sources and
 * packages give the same bytes.
 * @param root the checkout
 * @param version what the program says of itself
 */
export async function bundleBridge(root: string, version: string): Promise<readonly ReleaseFile[]> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    root,
    plugins: [
      {
        name: "version",
        load: (id) => (id === join(root, "platform/version.ts") ? `export const version = "${version}";` : undefined),
      },
    ],
    ssr: { noExternal: true },
    build: {
      ssr: "firmware-bridge/main.ts",
      write: false,
      target: "node20",
      minify: false,
      license: { fileName: "licenses.md" },
      rollupOptions: {
        // As CommonJS: the package for serial lines looks for its binary in the folder above that of the program.
        output: { format: "cjs", entryFileNames: "program/bridge.cjs", codeSplitting: false },
      },
    },
  });
  const outputs = (Array.isArray(built) ? built : [built]) as readonly Rollup.RollupOutput[];
  const files = outputs.flatMap(({ output }) =>
    output.map((part) => ({
      path: part.fileName,
      bytes: Buffer.from(part.type === "chunk" ? part.code : part.source),
    })),
  );
  return [...files, ...(await serialBinaries(root))].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

async function serialBinaries(root: string): Promise<readonly ReleaseFile[]> {
  const require = createRequire(join(root, "package.json"));
  const serialport = createRequire(require.resolve("serialport"));
  const folder = join(dirname(serialport.resolve("@serialport/bindings-cpp/package.json")), "prebuilds");
  const names = await Promise.all(
    machines.map(async (machine) => (await readdir(join(folder, machine))).map((name) => join(machine, name))),
  );
  return Promise.all(
    names.flat().map(async (name) => ({ path: `prebuilds/${name}`, bytes: await readFile(join(folder, name)) })),
  );
}
