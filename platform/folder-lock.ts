import { closeSync, openSync } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "./app-error.ts";
import { makeDataFolder } from "./data-folder.ts";

/**
 * Holds a folder (made where it is missing) for this process alone, for as long as the process lives: the lock is a
 * listening socket, which the system takes back however the process ends. It reaches as far as the socket's name does:
 * one machine, and of its containers those that share a network namespace.
 * @throws AppError store/held; folder/unusable where it is no folder and can't be made
 */
export async function holdFolder(
  path: string,
  platform: NodeJS.Platform = process.platform,
): Promise<{ release(): Promise<void> }> {
  await makeDataFolder(path);
  // By device and inode, so that two names of one folder are one lock.
  const { dev, ino } = await stat(path, { bigint: true });
  const name = `jiehuan-${dev}-${ino}`;
  const server = await listen(name, platform);
  if (server === undefined) throw new AppError("store/held", `another process holds ${path}`);
  // While it is open its inode is nobody else's, even if the folder is deleted: another one can't get this lock's name.
  const folder = platform === "win32" ? undefined : openSync(path, "r");
  return {
    release: async () => {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      if (folder !== undefined) closeSync(folder);
    },
  };
}

/** Undefined: somebody listens there. */
async function listen(name: string, platform: NodeJS.Platform): Promise<Server | undefined> {
  if (platform === "linux") return listenAt(`\0${name}`);
  if (platform === "win32") return listenAt(`\\\\.\\pipe\\${name}`);
  // A socket file outlives its process, but nobody answers there then.
  const file = join(tmpdir(), `${name}.sock`);
  if (await answers(file)) return undefined;
  await rm(file, { force: true });
  return listenAt(file);
}

function listenAt(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.on("error", (error) => {
      if ("code" in error && error.code === "EADDRINUSE") resolve(undefined);
      else reject(error);
    });
    server.listen({ path: address, exclusive: true }, () => resolve(server));
  });
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address, () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
