import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A line to a server on this machine that a test can break. */
export interface BreakableLine {
  readonly url: string;
  /** Cuts the connection that next says COMMIT: before the server hears it, or before its answer is heard. */
  cutAtCommit(when: "before" | "after"): void;
  /** From now on nothing passes, and no connection ends. */
  goSilent(): void;
  close(): Promise<void>;
}

export async function breakableLine(url: string): Promise<BreakableLine> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let cut: "before" | "after" | undefined;
  let silent = false;
  const join = (near: Socket) => {
    const far = connect(Number(target.port), target.hostname);
    let deaf = false;
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        if (!silent) other.destroy();
      });
    }
    near.on("data", (bytes) => {
      if (silent) return;
      if (cut !== undefined && bytes.includes("COMMIT")) {
        const when = cut;
        cut = undefined;
        deaf = true;
        if (when === "before") near.destroy();
        else far.write(bytes);
        return;
      }
      far.write(bytes);
    });
    far.on("data", (bytes) => {
      if (deaf) near.destroy();
      else if (!silent) near.write(bytes);
    });
  };
  const server = createServer(join).listen(0, "127.0.0.1");
  await once(server, "listening");
  target.port = String((server.address() as AddressInfo).port);
  return {
    url: target.href,
    cutAtCommit(when) {
      cut = when;
    },
    goSilent() {
      silent = true;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
