import type { Duplex } from "node:stream";
import type { ConnectPacket } from "aedes";
import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import { maxMessageBytes } from "../../protocol/messages.ts";
import type { Denial, Peer } from "./access.ts";
import type { BrokerLimits } from "./limits.ts";
import { PacketGauge } from "./packet-gauge.ts";
import { TokenBucket } from "./token-bucket.ts";

/** Room for the topic, or for the rest of a CONNECT with a will. */
const packetOverhead = 1024;

/** One connection, from its first byte to its end. */
export class Session {
  readonly connection: Duplex;
  /** Whether this process itself opened it, which makes it the hub's. */
  readonly inside: boolean;
  readonly #address: string | undefined;
  readonly #log: Log;
  connect: ConnectPacket | undefined;
  peer: Peer | undefined;
  denied: Denial | undefined;

  constructor(connection: Duplex, origin: "inside" | { address: string | undefined }, log: Log) {
    this.connection = connection;
    this.inside = origin === "inside";
    this.#address = origin === "inside" ? undefined : origin.address;
    this.#log = log;
  }

  /** What a log line says about the connection. The id may be a stranger's text of any length. */
  get fields(): object {
    return { cabinetId: this.connect?.clientId.slice(0, 64), address: this.#address };
  }

  /** Records the first reason for which this connection has to go. */
  deny(reason: Denial, cause?: unknown): void {
    if (this.denied) return;
    this.denied = reason;
    this.#log.warn({ ...this.fields, reason, ...(cause !== undefined && { err: cause }) }, "connection denied");
  }

  /** Denies and ends the connection. Resolves when it is closed. */
  async cut(reason: Denial): Promise<void> {
    this.deny(reason);
    await this.end();
  }

  async end(): Promise<void> {
    if (this.connection.closed) return;
    const closed = new Promise<void>((resolve) => this.connection.once("close", () => resolve()));
    this.connection.destroy();
    await closed;
  }

  /**
   * Measures what comes in. Call it after the connection was given to Aedes, which reads it on `readable`: then `data` is
   * emitted inside that read, so that the bytes are judged before they are parsed and nothing is copied.
   */
  measure(limits: BrokerLimits, clock: Clock): void {
    const gauge = new PacketGauge(maxMessageBytes + packetOverhead);
    const bucket = new TokenBucket(limits.packetsPerSecond, limits.packetBurst, clock);
    this.connection.on("data", (bytes: Buffer) => {
      const packets = gauge.measure(bytes);
      if (packets === undefined) void this.cut("packet-too-long");
      else if (!bucket.take(packets)) void this.cut("too-many-packets");
    });
  }
}
