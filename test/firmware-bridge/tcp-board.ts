import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { ScriptedBoard } from "./drivers/gzxj/scripted-board.ts";

/** A gzxj board behind a serial server on loopback. */
export class TcpBoard {
  readonly board = new ScriptedBoard();
  readonly #server = createServer((socket) => {
    socket.on("error", () => {});
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
    this.#server.close();
    await once(this.#server, "close");
  }
}
