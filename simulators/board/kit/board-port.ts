import { createServer, type Server, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { AppError } from "../../../platform/app-error.ts";

/** The board's plug as a TCP port on loopback: a new connection takes the place of the one before. */
export class BoardPort {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
  }

  /** @throws AppError serial/unavailable */
  static async open(board: { plug(line: Duplex): void }, port: number): Promise<BoardPort> {
    const server = createServer({ noDelay: true });
    const opened = new BoardPort(server);
    server.on("connection", (socket) => {
      opened.#sockets.add(socket);
      socket.on("close", () => opened.#sockets.delete(socket));
      board.plug(socket);
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", (error) => reject(unavailable(port, error)));
      server.listen(port, "127.0.0.1", resolve);
    });
    return opened;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  /** Resolves when somebody has plugged in. */
  async plugged(): Promise<void> {
    if (this.#sockets.size > 0) return;
    await new Promise((resolve) => this.#server.once("connection", resolve));
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}

function unavailable(port: number, cause: Error): AppError {
  return new AppError("serial/unavailable", `port ${port}: ${cause.message}`, { cause });
}
