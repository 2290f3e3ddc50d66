import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";

/**
 * The port at which a station dials in. It has one connection: a newer one takes the place of the one before, since a
 * station that dials again has lost the first, whatever TCP still believes of it.
 */
export class StationListener {
  readonly #host: string;
  readonly #port: number;
  #server: Server | undefined;
  /** The newest connection. */
  #newest: Socket | undefined;
  /** It has dialled in and nobody has taken it yet. */
  #isWaiting = false;
  #take: ((socket: Socket) => void) | undefined;

  constructor({ host, port }: { readonly host: string; readonly port: number }) {
    this.#host = host;
    this.#port = port;
  }

  /** The newest connection that was not taken yet, as soon as there is one. Rejects where the port can't be had. */
  async open(): Promise<Socket> {
    await this.#listen();
    if (this.#isWaiting && this.#newest && !this.#newest.destroyed) return this.#give(this.#newest);
    return new Promise((resolve) => {
      this.#take = (socket) => resolve(this.#give(socket));
    });
  }

  /** Stops listening and ends the connection. */
  close(): void {
    this.#server?.close();
    this.#newest?.destroy();
    this.#take = undefined;
  }

  async #listen(): Promise<void> {
    if (this.#server) return;
    const server = createServer({ noDelay: true, keepAlive: true }, (socket) => this.#arrived(socket));
    server.listen(this.#port, this.#host);
    await once(server, "listening");
    // A connection that can't be accepted is the station's to try again.
    server.on("error", () => {});
    this.#server = server;
  }

  #arrived(socket: Socket): void {
    // Who takes it hears of the end from it; until then nobody does.
    socket.on("error", () => {});
    this.#newest?.destroy();
    this.#newest = socket;
    this.#isWaiting = true;
    this.#take?.(socket);
  }

  #give(socket: Socket): Socket {
    this.#isWaiting = false;
    this.#take = undefined;
    return socket;
  }
}
