import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { addressPrefix } from "../../platform/address-prefix.ts";

export interface ConnectionLimits {
  /** Connections of all clients together. */
  readonly all: number;
  /** Connections of one address, or of one /64 of IPv6; trusted proxies carry those of many. */
  readonly ofAddress: number;
  readonly isProxy: (address: string) => boolean;
}

/** Which limit was reached while all connections were busy. */
export type ConnectionRefusal = "all" | "address";

export type OnRefusal = (reason: ConnectionRefusal, address: string) => void;

/** A connection and the request that it is busy with. */
interface Connection {
  readonly socket: Socket;
  readonly address: string;
  request?: IncomingMessage;
}

/**
 * Holds the number of HTTP connections within limits, so that descriptors are left for cabinets. Where a limit is reached the
 * connection makes room that has had no whole request for the longest time; where all are busy the new one is refused.
 */
export class HttpConnections {
  readonly #limits: ConnectionLimits;
  /** In the order in which they last became idle. */
  readonly #connections = new Map<Socket, Connection>();
  readonly #ofAddress = new Map<string, number>();
  readonly #onRefusal: OnRefusal;

  /** @param onRefusal called with each connection that is refused, and its address or the /64 of it */
  constructor(limits: ConnectionLimits, onRefusal: OnRefusal = () => {}) {
    this.#limits = limits;
    this.#onRefusal = onRefusal;
  }

  watch(server: Server): void {
    server.on("connection", (socket: Socket) => this.#admit(socket));
    server.prependListener("request", (request: IncomingMessage, response: ServerResponse) => {
      const connection = this.#connections.get(request.socket);
      if (!connection) return;
      connection.request = request;
      response.once("close", () => {
        if (connection.request !== request) return;
        delete connection.request;
        this.#connections.delete(connection.socket);
        if (!connection.socket.destroyed) this.#connections.set(connection.socket, connection);
      });
    });
  }

  #admit(socket: Socket): void {
    const address = addressPrefix(socket.remoteAddress ?? "");
    const { all, ofAddress, isProxy } = this.#limits;
    const limited = !isProxy(socket.remoteAddress ?? "");
    const fromHere = this.#ofAddress.get(address) ?? 0;
    const addressHasRoom = !limited || fromHere < ofAddress || this.#makeRoom((other) => other.address === address);
    const hasRoom = addressHasRoom && (this.#connections.size < all || this.#makeRoom(() => true));
    if (!hasRoom) {
      socket.destroy();
      this.#onRefusal(addressHasRoom ? "all" : "address", address);
      return;
    }
    this.#connections.set(socket, { socket, address });
    this.#ofAddress.set(address, (this.#ofAddress.get(address) ?? 0) + 1);
    socket.once("close", () => this.#forget(socket));
  }

  /** Ends the connection that has been idle for the longest time. @returns whether there was one */
  #makeRoom(among: (connection: Connection) => boolean): boolean {
    for (const connection of this.#connections.values()) {
      if (connection.request?.complete || !among(connection)) continue;
      this.#forget(connection.socket);
      connection.socket.destroy();
      return true;
    }
    return false;
  }

  #forget(socket: Socket): void {
    const connection = this.#connections.get(socket);
    if (!connection) return;
    this.#connections.delete(socket);
    const left = (this.#ofAddress.get(connection.address) ?? 0) - 1;
    if (left > 0) this.#ofAddress.set(connection.address, left);
    else this.#ofAddress.delete(connection.address);
  }
}

/** Descriptors that the hub needs for anything but HTTP: files, database, and a share for cabinets. */
const reserved = 100;

/** How many HTTP connections a hub takes: as many as wanted, but at most half of what the system lets it open. */
export function connectionsWithin(wanted: number, openFiles: number): number {
  return Math.max(16, Math.min(wanted, Math.floor((openFiles - reserved) / 2)));
}

/** How many descriptors the system lets this process open; Infinity where it does not say. */
export function openFilesLimit(): number {
  const report = process.report?.getReport() as { userLimits?: { open_files?: { soft?: unknown } } } | undefined;
  const soft = Number(report?.userLimits?.open_files?.soft);
  return Number.isFinite(soft) ? soft : Number.POSITIVE_INFINITY;
}
