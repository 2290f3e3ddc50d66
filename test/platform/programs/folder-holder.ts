import { holdFolder } from "../../../platform/folder-lock.ts";

/** Holds the folder of its first argument for as long as it lives. */
await holdFolder(process.argv[2] ?? "", process.argv[3] as NodeJS.Platform);
setInterval(() => undefined, 60_000);
process.stdout.write("held\n");
