import type { FastifyReply } from "fastify";
import { addressPrefix } from "../../platform/address-prefix.ts";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { HubMetrics } from "../metrics/hub-metrics.ts";
import type { Session } from "./rider-session.ts";

/** After which a browser connects again (HTML standard, 9.2 server-sent events); ms. */
const retry = 2000;
/** How often each stream says that there is somebody behind it; ms. */
export const heartbeatEvery = 15_000;
/** What a reader may leave unread before its stream is cut; bytes. */
const mostUnread = 65_536;

/** Why the hub ends a stream; the page does not come again by itself after any of these. */
export type EndReason = "order-ended" | "session-over" | "replaced" | "screen-revoked";

/** A rider's page that follows an order. */
interface OrderReader {
  readonly session: Session;
  readonly orderNo: string;
}

/** A screen that follows its cabinet. */
interface ScreenReader {
  readonly screenId: string;
}

/** A console. */
interface ConsoleReader {
  /** The operator's name. */
  readonly operator: string;
}

/** Who reads a stream, and of what. */
export type StreamReader = (OrderReader | ScreenReader | ConsoleReader) & { readonly address: string };

export interface StreamLimits {
  readonly ofOrder: number;
  readonly ofRider: number;
  /** Tabs of one operator's browsers. */
  readonly ofOperator: number;
  /** Riders behind one carrier's address share it. */
  readonly ofAddress: number;
}

const usualLimits: StreamLimits = { ofOrder: 2, ofRider: 4, ofOperator: 12, ofAddress: 256 };

export interface EventStreamParts {
  readonly metrics: Pick<HubMetrics, "eventStreams">;
  readonly clock: Clock;
  readonly limits?: StreamLimits;
}

/** One open stream of server-sent events. */
export class EventStream {
  readonly reader: StreamReader;
  readonly #reply: FastifyReply;

  constructor(reader: StreamReader, reply: FastifyReply) {
    this.reader = reader;
    this.#reply = reply;
  }

  /** Sends text that is in the form of the stream already. A reader that does not keep up is cut off. */
  write(text: string): void {
    const { raw, sse } = this.#reply;
    if (!sse.isConnected || raw.writableEnded) return;
    sse.sendHeaders();
    raw.write(text);
    if (raw.writableLength > mostUnread) raw.destroy();
  }

  /** Says why, and ends it. */
  end(reason: EndReason): void {
    this.write(eventText("end", { reason }));
    this.#reply.raw.end();
  }

  /** Ends it in order; the browser comes again. One that has not begun is a request as any other. */
  interrupt(): void {
    if (this.#reply.raw.headersSent) this.#reply.raw.end(`retry: ${retry}\n\n`);
  }

  destroy(): void {
    this.#reply.raw.destroy();
  }
}

/** The streams of server-sent events that are open: few of each rider and order, each with a heartbeat. */
export class EventStreams {
  readonly #parts: EventStreamParts;
  readonly #limits: StreamLimits;
  /** Oldest first. */
  readonly #open = new Set<EventStream>();
  #isOpen: (session: Session) => boolean = () => true;
  #cancelHeartbeat: (() => void) | undefined;

  constructor(parts: EventStreamParts) {
    this.#parts = parts;
    this.#limits = parts.limits ?? usualLimits;
  }

  /** Ends streams from now on when their session is not open any more. */
  follow(isOpen: (session: Session) => boolean): void {
    this.#isOpen = isOpen;
  }

  /**
   * Takes up a stream. The newest of an order, a rider, an operator or a screen takes the place of the oldest.
   * @throws AppError request/too-many where the address has its share
   */
  open(reader: StreamReader, reply: FastifyReply): EventStream {
    const { ofAddress } = this.#limits;
    const address = addressPrefix(reader.address);
    if ("screenId" in reader)
      this.#replaceOldest(1, (other) => "screenId" in other && other.screenId === reader.screenId);
    else if ("operator" in reader)
      this.#replaceOldest(
        this.#limits.ofOperator,
        (other) => "operator" in other && other.operator === reader.operator,
      );
    else this.#replaceOldestOfRider(reader);
    if (this.#those((other) => addressPrefix(other.address) === address).length >= ofAddress)
      throw new AppError("request/too-many");
    const stream = new EventStream(reader, reply);
    this.#open.add(stream);
    this.#count();
    this.#cancelHeartbeat ??= this.#parts.clock.after(heartbeatEvery, () => this.#beat());
    reply.sse.onClose(() => {
      this.#open.delete(stream);
      this.#count();
    });
    return stream;
  }

  /** Ends the streams whose session is not open any more. */
  endClosedSessions(): void {
    for (const stream of this.#open) {
      const { reader } = stream;
      if ("session" in reader && !this.#isOpen(reader.session)) stream.end("session-over");
    }
  }

  /** Tells each browser to come again, and ends its stream. */
  end(): void {
    for (const stream of this.#open) stream.interrupt();
  }

  /** Cuts what is open. */
  destroy(): void {
    this.#cancelHeartbeat?.();
    this.#cancelHeartbeat = undefined;
    for (const stream of this.#open) stream.destroy();
  }

  #beat(): void {
    this.#cancelHeartbeat = undefined;
    this.endClosedSessions();
    const text = eventText("heartbeat", { now: this.#parts.clock.now() });
    for (const stream of this.#open) stream.write(text);
    if (this.#open.size > 0) this.#cancelHeartbeat = this.#parts.clock.after(heartbeatEvery, () => this.#beat());
  }

  #replaceOldestOfRider({ session: { riderId }, orderNo }: OrderReader): void {
    const { ofOrder, ofRider } = this.#limits;
    const isOfRider = (other: StreamReader): other is StreamReader & OrderReader =>
      "session" in other && other.session.riderId === riderId;
    this.#replaceOldest(ofOrder, (other) => isOfRider(other) && other.orderNo === orderNo);
    this.#replaceOldest(ofRider, isOfRider);
  }

  #replaceOldest(most: number, among: (reader: StreamReader) => boolean): void {
    const those = this.#those(among);
    for (const stream of those.slice(0, Math.max(0, those.length - most + 1))) {
      this.#open.delete(stream);
      stream.end("replaced");
    }
  }

  #those(among: (reader: StreamReader) => boolean): EventStream[] {
    return [...this.#open].filter(({ reader }) => among(reader));
  }

  #count(): void {
    this.#parts.metrics.eventStreams.set(this.#open.size);
  }
}

/** An event in the form of the stream. */
export function eventText(event: string, data: object): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
