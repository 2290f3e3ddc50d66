import { type Duplex, duplexPair } from "node:stream";
import { Aedes, type Client } from "aedes";
import type { Clock } from "../../platform/clock.ts";
import { errorMessage } from "../../platform/error-message.ts";
import type { Log } from "../../platform/log.ts";
import { within } from "../../platform/within.ts";
import type { CabinetId } from "../../protocol/ids.ts";
import { encode } from "../../protocol/messages.ts";
import { upTopic } from "../../protocol/topics.ts";
import type { Denial } from "./access.ts";
import { Admission } from "./admission.ts";
import { type CertificatePair, CertificateWatch, expiryOf } from "./certificate.ts";
import { Connection } from "./connection.ts";
import { Denials } from "./denials.ts";
import { InFlightMessages } from "./in-flight-messages.ts";
import type { BrokerLimits } from "./limits.ts";
import {
  type Listener,
  type ListenerParts,
  listenForPlain,
  listenForTls,
  type PlainAddress,
  type TlsAddress,
} from "./listener.ts";
import type { IsDisabled, PasswordOf, PendingLogins } from "./login.ts";
import { LoginBudget } from "./login-budget.ts";
import { neverWaitForCabinet } from "./outgoing.ts";
import { matchRetainedOnlyByWildcards } from "./retained-messages.ts";
import { brokerRules } from "./rules.ts";

export interface BrokerParts {
  readonly plain?: PlainAddress | undefined;
  readonly tls?: TlsAddress | undefined;
  /** Reads certificate and key again, which may have been renewed; left out: they stay as they are. */
  readonly readCertificate?: (() => CertificatePair) | undefined;
  /** Hears when the certificate that is served expires; epoch seconds. */
  readonly certificateExpires?: (at: number) => void;
  readonly passwordOf: PasswordOf;
  /** Left out: no cabinet is. */
  readonly isDisabled?: IsDisabled;
  /** Left out: no cabinet has a next secret. */
  readonly pending?: PendingLogins;
  readonly limits: BrokerLimits;
  readonly clock: Clock;
  readonly log: Log;
  /** Counts a denial. */
  readonly denied: (reason: Denial, cabinetId?: string) => void;
}

export interface Broker {
  readonly plainPort: number | undefined;
  readonly tlsPort: number | undefined;
  /** A stream for the hub's own MQTT client: who holds it is the hub, so there is no password to lose or to guess. */
  connectInProcess(): Duplex;
  /** Ends every connection of a cabinet whose secret was revoked, also one that is just logging in. */
  disconnect(cabinetId: CabinetId): Promise<void>;
  /** Looks now whether the certificate was renewed, which it does by itself every few seconds too. */
  reload(): void;
  /** Hands on what the hub has sent, ends all connections and takes no new ones. */
  stop(): Promise<void>;
}

/** For cabinets that read slowly; ms. */
const lastWords = 1000;

/**
 * The MQTT broker inside the hub (MQTT 3.1.1).
 * @throws AppError config/invalid; what `listen` of node:net throws
 */
export async function startBroker(parts: BrokerParts): Promise<Broker> {
  const { plain, tls, passwordOf, isDisabled, pending, limits, clock, log, denied } = parts;
  const denials = new Denials({ clock, log, denied });
  const logins = new LoginBudget(limits, clock);
  const connections = new WeakMap<Duplex, Connection>();
  const open = new Set<Connection>();
  const inFlight = new InFlightMessages();
  let stopping = false;

  function connectionOf(client: Client): Connection {
    const connection = connections.get(client.conn);
    if (!connection) throw new Error("a connection that was not admitted");
    return connection;
  }

  const aedes = await Aedes.createBroker({
    connectTimeout: limits.connectWithin,
    // No client waits for another one: see neverWaitForCabinet. The hub itself reads all the time; until it has, whoever
    // sent what it is to read sends no more.
    concurrency: 0,
    drainTimeout: 0,
    ...brokerRules({ connectionOf, passwordOf, isDisabled, pending, inFlight, logins, limits, clock }),
  });
  matchRetainedOnlyByWildcards(aedes);
  const failed = (client: Client, error: Error) => {
    const connection = connectionOf(client);
    if (!connection.denied) denials.failed(errorMessage(error), connection.whom);
  };
  aedes.on("publish", (_packet, client) => {
    if (client && connectionOf(client).inside) inFlight.ends();
  });
  aedes.on("clientDisconnect", (client) => {
    const farewell = connectionOf(client).farewell;
    if (!farewell) return;
    const topic = upTopic(farewell.cabinetId, "presence");
    const payload = Buffer.from(encode("presence", farewell.lost));
    aedes.publish({ cmd: "publish", topic, payload, qos: 0, dup: false, retain: true }, () => {});
  });
  aedes.on("clientError", failed);
  aedes.on("connectionError", failed);

  function admit(connection: Connection): void {
    connections.set(connection.stream, connection);
    open.add(connection);
    connection.stream.once("close", () => open.delete(connection));
    const client = aedes.handle(connection.stream);
    if (!connection.inside) neverWaitForCabinet(client, connection, limits, clock);
  }

  const misbehaved = (cabinetId: CabinetId) => logins.punish(cabinetId);
  const listenerParts: ListenerParts = {
    limits,
    admission: new Admission({
      limits,
      crowdedOut: (address) => denials.note("crowded-out", { address }),
      refused: (address) => denials.note("too-many-connections", { address }),
    }),
    connected(socket, loggedIn) {
      const origin = { address: socket.remoteAddress };
      const connection = new Connection({ stream: socket, origin, denials, loggedIn, misbehaved });
      admit(connection);
      connection.measure(limits, clock);
    },
  };
  const listeners = new Map<"plain" | "tls", Listener>();

  let certificateWatch: CertificateWatch | undefined;

  async function openTls(at: TlsAddress): Promise<void> {
    const listener = await listenForTls(at, listenerParts);
    listeners.set("tls", listener);
    parts.certificateExpires?.(expiryOf(at));
    const read = parts.readCertificate;
    if (!read) return;
    const use = (pair: CertificatePair) => {
      listener.use(pair);
      parts.certificateExpires?.(expiryOf(pair));
    };
    certificateWatch = new CertificateWatch({ pair: at, read, use, clock, log });
  }

  async function stop(): Promise<void> {
    stopping = true;
    certificateWatch?.stop();
    await within(clock, lastWords, inFlight.done());
    const closed = [...listeners.values()].map((listener) => listener.close());
    await new Promise<void>((resolve) => aedes.close(resolve));
    await Promise.all([...open].map((connection) => connection.end()));
    await Promise.all(closed);
    denials.flush();
  }

  try {
    if (plain) listeners.set("plain", await listenForPlain(plain, listenerParts));
    if (tls) await openTls(tls);
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    plainPort: listeners.get("plain")?.port,
    tlsPort: listeners.get("tls")?.port,
    connectInProcess() {
      const [mine, theirs] = duplexPair();
      // Neither end of a pair hears that the other one was destroyed.
      mine.once("close", () => theirs.destroy());
      theirs.once("close", () => mine.destroy());
      if (stopping) mine.destroy();
      else admit(new Connection({ stream: mine, origin: "inside", denials }));
      return theirs;
    },
    async disconnect(cabinetId) {
      const ended = [...open].filter((connection) => connection.connect?.clientId === cabinetId);
      await Promise.all(ended.map((connection) => connection.cut("revoked")));
    },
    reload: () => certificateWatch?.reload(),
    stop,
  };
}
