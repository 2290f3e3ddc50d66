import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A line to a server on this machine that a test can break. */
export interface BreakableLine {
  readonly url: string;
  /** Cuts the connection that next says COMMIT: before the server hears it, or before its answer is heard. */
  cutAtCommit(when: "before" | "after"): void;
  /** From now on nothing passes, and no connection ends. */
  goSilent(): void;
  /** New connections pass again; those from before stay silent. */
  speakAgain(): void;
  close(): Promise<void>;
}

export async function breakableLine(url: string): Promise<BreakableLine> {
  const target = new URL(url);
  const { port, hostname } = target;
  const sockets = new Set<Socket>();
  let cut: "before" | "after" | undefined;
  let silent = { now: false };
  const join = (near: Socket) => {
    const mine = silent;
    const far = connect(Number(port), hostname);
    /** How many answers to COMMIT the near side will not hear the last of. */
    let unheard = 0;
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        // The server goes on with what it heard.
        if (!mine.now && unheard === 0) other.destroy();
      });
    }
    near.on("data", (bytes) => {
      if (mine.now) return;
      if (cut !== undefined && bytes.includes("COMMIT")) {
        const when = cut;
        cut = undefined;
        if (when === "before") near.destroy();
        else {
          unheard = commits(bytes);
          far.write(bytes);
        }
        return;
      }
      far.write(bytes);
    });
    far.on("data", (bytes) => {
      if (unheard > 0) {
        unheard -= commits(bytes);
        if (unheard <= 0) near.destroy();
      } else if (!mine.now) near.write(bytes);
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
      silent.now = true;
    },
    speakAgain() {
      silent = { now: false };
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** How often the statement stands in a request, or is confirmed in an answer. */
function commits(bytes: Buffer): number {
  return bytes.toString("latin1").split("COMMIT\0").length - 1;
}
