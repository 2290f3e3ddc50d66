import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** A load balancer without stickiness: each new connection goes to the next hub that takes it. */
export class Balancer {
  readonly #hubs: readonly number[];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #turn = 0;

  /** @param hubs ports on 127.0.0.1 */
  constructor(hubs: readonly number[]) {
    this.#hubs = hubs;
    this.#server = createServer({ noDelay: true }, (client) => void this.#serve(client));
  }

  async listen(port: number): Promise<void> {
    this.#server.listen(port, "127.0.0.1");
    await once(this.#server, "listening");
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async #serve(client: Socket): Promise<void> {
    this.#keep(client);
    const hub = await this.#nextHub();
    if (!hub || client.destroyed) {
      client.destroy();
      hub?.destroy();
      return;
    }
    this.#keep(hub);
    client.on("close", () => hub.destroy());
    hub.on("close", () => client.destroy());
    client.pipe(hub).pipe(client);
  }

  async #nextHub(): Promise<Socket | undefined> {
    for (const _ of this.#hubs) {
      const port = this.#hubs[this.#turn++ % this.#hubs.length] ?? 0;
      const hub = await dial(port);
      if (hub) return hub;
    }
    return undefined;
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#sockets.delete(socket));
  }
}

/** undefined: nobody listens there. */
function dial(port: number): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    const refused = () => resolve(undefined);
    socket.once("error", refused);
    socket.once("connect", () => {
      socket.off("error", refused);
      resolve(socket);
    });
  });
}
