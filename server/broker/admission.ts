import type { Socket } from "node:net";
import { addressPrefix } from "../../platform/address-prefix.ts";
import type { BrokerLimits } from "./limits.ts";

export interface AdmissionParts {
  readonly limits: Pick<BrokerLimits, "connections" | "pendingPerAddress" | "pendingInAll">;
  /** A connection without a login was ended for another one. */
  readonly crowdedOut: (address: string) => void;
  /** A connection was refused: all that are there have logged in. */
  readonly refused: (address: string) => void;
}

/**
 * Decides which connections may stay. Those that have not logged in yet are few, and a new one takes the place of the
 * oldest: who opens connections and says nothing can't keep out the cabinets behind the same address.
 */
export class Admission {
  readonly #parts: AdmissionParts;
  /** Connections without a login by address, the oldest first. */
  readonly #pending = new Map<string, Set<Socket>>();
  #pendingCount = 0;
  /** All connections, and the address that each counts for. */
  readonly #open = new Map<Socket, string>();

  constructor(parts: AdmissionParts) {
    this.#parts = parts;
  }

  /** @returns whether the connection may stay; if not, it is destroyed */
  admit(socket: Socket): boolean {
    const { limits, refused } = this.#parts;
    const address = socket.remoteAddress ?? "";
    const prefix = addressPrefix(address);
    if ((this.#pending.get(prefix)?.size ?? 0) >= limits.pendingPerAddress) this.#crowdOut(prefix);
    else if (this.#pendingCount >= limits.pendingInAll || this.#open.size >= limits.connections)
      this.#crowdOut(this.#busiest());
    if (this.#open.size >= limits.connections) {
      refused(address);
      socket.destroy();
      return false;
    }
    this.#open.set(socket, prefix);
    this.#add(prefix, socket);
    socket.once("close", () => this.#forget(socket));
    return true;
  }

  /** The connection is a cabinet's from now on. */
  loggedIn(socket: Socket): void {
    const prefix = this.#open.get(socket);
    if (prefix !== undefined) this.#remove(prefix, socket);
  }

  /** Ends the oldest connection that has said nothing yet, or else the oldest. */
  #crowdOut(prefix: string): void {
    const sockets = [...(this.#pending.get(prefix) ?? [])];
    const victim = sockets.find(({ bytesRead }) => bytesRead === 0) ?? sockets[0];
    if (!victim) return;
    this.#forget(victim);
    this.#parts.crowdedOut(victim.remoteAddress ?? prefix);
    victim.destroy();
  }

  #busiest(): string {
    let busiest = "";
    let most = 0;
    for (const [prefix, { size }] of this.#pending) if (size > most) [busiest, most] = [prefix, size];
    return busiest;
  }

  #add(prefix: string, socket: Socket): void {
    const sockets = this.#pending.get(prefix) ?? new Set();
    this.#pending.set(prefix, sockets.add(socket));
    this.#pendingCount += 1;
  }

  #forget(socket: Socket): void {
    this.loggedIn(socket);
    this.#open.delete(socket);
  }

  #remove(prefix: string, socket: Socket): void {
    const sockets = this.#pending.get(prefix);
    if (!sockets?.delete(socket)) return;
    this.#pendingCount -= 1;
    if (sockets.size === 0) this.#pending.delete(prefix);
  }
}
