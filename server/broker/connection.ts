import type { Duplex } from "node:stream";
import type { ConnectPacket } from "aedes";
import type { Clock } from "../../platform/clock.ts";
import { TokenBucket } from "../../platform/token-bucket.ts";
import type { CabinetId } from "../../protocol/ids.ts";
import { decode, maxMessageBytes } from "../../protocol/messages.ts";
import { parseUpTopic } from "../../protocol/topics.ts";
import type { Presence } from "../../protocol/upward.ts";
import type { Denial, Peer } from "./access.ts";
import type { Denials, Denied } from "./denials.ts";
import type { BrokerLimits } from "./limits.ts";
import { PacketGauge } from "./packet-gauge.ts";

/** Room for the topic, or for the rest of a CONNECT with a will. */
const packetOverhead = 1024;

type Lost = Extract<Presence, { state: "lost" }>;

export interface ConnectionParts {
  readonly stream: Duplex;
  /** Inside: this process itself opened it, which makes it the hub's. */
  readonly origin: "inside" | { readonly address: string | undefined };
  readonly denials: Pick<Denials, "note">;
  /** The peer is known from now on. */
  readonly loggedIn?: () => void;
  /** A cabinet that had logged in did what it may not. */
  readonly misbehaved?: (cabinetId: CabinetId) => void;
}

/** One connection, from its first byte to its end. */
export class Connection {
  readonly stream: Duplex;
  readonly inside: boolean;
  readonly #parts: ConnectionParts;
  connect: ConnectPacket | undefined;
  #peer: Peer | undefined;
  #denied: Denial | undefined;
  /** What the cabinet said of its connection when it said last that it is there. */
  #told: Pick<Lost, "bootId" | "connection"> | undefined;

  constructor(parts: ConnectionParts) {
    this.stream = parts.stream;
    this.inside = parts.origin === "inside";
    this.#parts = parts;
  }

  /** Who this is, once it is proved. */
  get peer(): Peer | undefined {
    return this.#peer;
  }

  /** The first reason for which this connection has to go. */
  get denied(): Denial | undefined {
    return this.#denied;
  }

  /** Whom a log line about the connection concerns. */
  get whom(): Denied {
    const { origin } = this.#parts;
    return { cabinetId: this.connect?.clientId, address: origin === "inside" ? undefined : origin.address };
  }

  logIn(peer: Peer): void {
    this.#peer = peer;
    this.#parts.loggedIn?.();
  }

  /** Records the first reason for which this connection has to go. */
  deny(reason: Denial, cause?: unknown): void {
    if (this.#denied) return;
    this.#denied = reason;
    this.#parts.denials.note(reason, this.whom, cause);
    if (this.#peer?.kind === "cabinet" && reason !== "revoked") this.#parts.misbehaved?.(this.#peer.cabinetId);
  }

  /** Takes note of what a cabinet says of its presence, so that the broker can tell its end whatever its will says. */
  overhear(topic: string, payload: Uint8Array): void {
    const channel = parseUpTopic(topic)?.channel;
    if (channel === "presence") {
      const decoded = decode(channel, payload);
      if (decoded.ok) this.#told = decoded.message.state === "birth" ? decoded.message : undefined;
    } else if (channel === "snapshot" && !this.#told) {
      const decoded = decode(channel, payload);
      if (decoded.ok) this.#told = decoded.message;
    }
  }

  /** What the hub must hear now that the connection has ended; undefined where the cabinet said nothing of itself. */
  get farewell(): { readonly cabinetId: CabinetId; readonly lost: Lost } | undefined {
    if (this.#peer?.kind !== "cabinet" || !this.#told) return undefined;
    const { bootId, connection } = this.#told;
    return { cabinetId: this.#peer.cabinetId, lost: { v: 1, state: "lost", bootId, connection } };
  }

  /** Denies and ends the connection. Resolves when it is closed. */
  async cut(reason: Denial): Promise<void> {
    this.deny(reason);
    await this.end();
  }

  async end(): Promise<void> {
    if (this.stream.closed) return;
    const closed = new Promise<void>((resolve) => this.stream.once("close", () => resolve()));
    this.stream.destroy();
    await closed;
  }

  /**
   * Measures what comes in. Call it after the connection was given to Aedes, which reads it on `readable`: then `data` is
   * emitted inside that read, so that the bytes are judged before they are parsed and nothing is copied.
   */
  measure(limits: BrokerLimits, clock: Clock): void {
    const gauge = new PacketGauge(maxMessageBytes + packetOverhead);
    const bucket = new TokenBucket(limits.packetsPerSecond, limits.packetBurst, clock);
    const byteBucket = new TokenBucket(limits.bytesPerSecond, limits.byteBurst, clock);
    this.stream.on("data", (bytes: Buffer) => {
      const packets = gauge.measure(bytes);
      if (packets === undefined) void this.cut("packet-too-long");
      else if (!bucket.take(packets)) void this.cut("too-many-packets");
      else if (!byteBucket.take(bytes.length)) void this.cut("too-many-bytes");
    });
  }
}
