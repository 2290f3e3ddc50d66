import { parseArgs } from "node:util";
import { AppError } from "../../platform/app-error.ts";
import { systemClock } from "../../platform/clock.ts";
import { answerHelp } from "../../platform/command-line.ts";
import { errorMessage } from "../../platform/error-message.ts";
import { exitWith } from "../../platform/program.ts";
import { version } from "../../platform/version.ts";
import { writePublicKey } from "../../protocol/release.ts";
import { bundleBridge } from "./bundle.ts";
import { makeRelease, newKey, readKey, writeRelease } from "./release.ts";

const usage = `usage: npm run release -- --key KEYFILE --out DIR [options]
       npm run release -- new-key KEYFILE
Bundles the bridge of this checkout, and signs it as a release that hubs and bridges take (docs/guides/updates.md).
new-key writes a new private key and prints its public key. Keep the private key away from every hub.
  --key KEYFILE             the private key (Ed25519, PEM)
  --out DIR                 gets bridge-VERSION.tgz, manifest.json and manifest.sig
  --version VERSION         instead of the version of this checkout, ${version}
  --follows VERSION         the oldest version that it may replace; 0.0.0 without it
  --downgrade-from VERSION  it may also replace versions up to this one, though it is older
The same checkout gives the same archive. Exit code 0, 1 (a failure) or 64 (wrong usage).`;

const args = process.argv.slice(2);
answerHelp(usage, args);

try {
  const { key, out, path, ...options } = read(args);
  if (path !== undefined) {
    process.stdout.write(`${await newKey(path)}\n`);
  } else {
    const privateKey = await readKey(key);
    const files = await bundleBridge(process.cwd(), options.version);
    const release = makeRelease(files, { ...options, created: systemClock.now() }, privateKey);
    await writeRelease(out, options.version, release);
    const { length } = release.archive;
    process.stdout.write(
      `${out}: bridge ${options.version}, ${length} bytes, signed by ${writePublicKey(privateKey)}\n`,
    );
  }
} catch (error) {
  exitWith(error);
}

/** @throws AppError request/invalid */
function read(given: readonly string[]) {
  const text = { type: "string" } as const;
  const options = { key: text, out: text, version: text, follows: text, "downgrade-from": text };
  try {
    const { values, positionals } = parseArgs({ args: [...given], options, allowPositionals: true });
    const [command, path, ...rest] = positionals;
    const { key = "", out = "", version: other = version, follows = "0.0.0", "downgrade-from": downgradeFrom } = values;
    const isKey = command === "new-key" && path !== undefined && rest.length === 0;
    if (!isKey && (command !== undefined || key === "" || out === "")) throw new Error("--key and --out are needed");
    return { key, out, version: other, follows, downgradeFrom, path: isKey ? path : undefined };
  } catch (error) {
    throw new AppError("request/invalid", `${errorMessage(error)}\n\n${usage}`);
  }
}
