/** Says which imports break the rules of scripts/rooms.ts, in the project it is started in; ends with 1 if one does. */

import { AppError } from "../platform/app-error.ts";
import { answerHelp } from "../platform/command-line.ts";
import { exitWith } from "../platform/program.ts";
import { readSources } from "./imports.ts";
import { brokenRules } from "./room-rules.ts";
import { rooms } from "./rooms.ts";

const usage = `usage: node dist/scripts/check-rooms.js
Checks in the current folder that rooms import what scripts/rooms.ts allows, and that no imports form a circle.`;
const args = process.argv.slice(2);
answerHelp(usage, args);
if (args.length > 0) exitWith(new AppError("request/invalid", usage));

const broken = brokenRules(rooms, await readSources(process.cwd()));
for (const rule of broken) process.stderr.write(`${rule}\n`);
if (broken.length > 0) process.stderr.write("The rooms and what they may import: scripts/rooms.ts\n");
process.exitCode = broken.length > 0 ? 1 : 0;
