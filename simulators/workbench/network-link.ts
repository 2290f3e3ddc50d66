import { connect, createServer, type Server, type Socket } from "node:net";
import { AppError } from "../../platform/app-error.ts";
import type { LinkView } from "./views.ts";

/**
 * A TCP proxy between a bridge and its hub: cut, it ends the connections and refuses new ones, as a modem without a network.
 * It cuts nothing but this connection. The line to the board goes another way.
 */
export class NetworkLink {
  readonly #server: Server;
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  #isCut = false;
  /** Watches connections that come and go. */
  onChange: () => void = () => {};

  private constructor(server: Server) {
    this.#server = server;
  }

  /** @param hub host:port @throws AppError request/invalid where the port can't be listened on */
  static async open(port: number, hub: string): Promise<NetworkLink> {
    const server = createServer({ noDelay: true });
    const link = new NetworkLink(server);
    const { hostname, port: hubPort } = new URL(`tcp://${hub}`);
    server.on("connection", (socket) =>
      link.#join(socket, connect({ host: hostname, port: Number(hubPort), noDelay: true })),
    );
    await new Promise<void>((resolve, reject) => {
      server.once("error", (cause) =>
        reject(new AppError("request/invalid", `the link's port ${port}: ${cause.message}`, { cause })),
      );
      server.listen(port, "127.0.0.1", resolve);
    });
    return link;
  }

  get view(): LinkView {
    const address = this.#server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    return { port, isCut: this.#isCut, connections: this.#pairs.size };
  }

  cut(isCut: boolean): void {
    this.#isCut = isCut;
    if (isCut) this.#endAll();
    this.onChange();
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#endAll();
    await closed;
  }

  #join(bridge: Socket, hub: Socket): void {
    if (this.#isCut) {
      bridge.destroy();
      hub.destroy();
      return;
    }
    const pair = [bridge, hub] as const;
    this.#pairs.add(pair);
    this.onChange();
    for (const socket of pair) {
      // What ends one side ends the other: "close" follows.
      socket.on("error", () => {});
      socket.on("close", () => {
        for (const each of pair) each.destroy();
        if (this.#pairs.delete(pair)) this.onChange();
      });
    }
    bridge.pipe(hub);
    hub.pipe(bridge);
  }

  #endAll(): void {
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy();
  }
}
