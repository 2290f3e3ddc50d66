import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { ScriptedBoard } from "./drivers/gzxj/scripted-board.ts";

/** A gzxj board behind a serial server on loopback. */
export class TcpBoard {
  readonly board = new ScriptedBoard();
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((socket) => {
    this.#sockets.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => this.#sockets.delete(socket));
    socket.pipe(this.board.hostEnd, { end: false });
    this.board.hostEnd.pipe(socket);
  });

  async listen(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `tcp://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.board.hostEnd.destroy();
    const closed = once(this.#server, "close");
    this.#server.close();
    // What came and was not read any more would keep a socket from seeing its end.
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}
