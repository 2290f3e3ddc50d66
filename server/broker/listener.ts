import { BlockList, isIP, createServer as listenPlain, type Server, type Socket } from "node:net";
import { createServer as listenTls } from "node:tls";
import { AppError } from "../../platform/app-error.ts";
import type { Admission } from "./admission.ts";
import { type CertificatePair, checkCertificate } from "./certificate.ts";
import type { BrokerLimits } from "./limits.ts";

export interface PlainAddress {
  readonly host: string;
  readonly port: number;
  /** Whether passwords and openings may cross a network unencrypted. */
  readonly beyondLoopback: boolean;
}

export interface TlsAddress extends CertificatePair {
  readonly host: string;
  readonly port: number;
}

export interface Listener {
  readonly port: number;
  /** Takes no more connections and ends those that are there. */
  close(): Promise<void>;
}

export interface TlsListener extends Listener {
  /** Serves another certificate on new connections. */
  use(pair: CertificatePair): void;
}

export interface ListenerParts {
  readonly limits: BrokerLimits;
  /** Shared by all listeners. */
  readonly admission: Admission;
  /** @param loggedIn to be called once somebody has logged in over the connection */
  readonly connected: (socket: Socket, loggedIn: () => void) => void;
}

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8);
loopback.addAddress("::1", "ipv6");

/** @throws AppError config/invalid where the address is not of this machine and that is not wanted */
export function refuseOpenPlain({ host, beyondLoopback }: PlainAddress): void {
  if (beyondLoopback || isLoopback(host)) return;
  throw new AppError(
    "config/invalid",
    `plain MQTT on ${host} would show passwords to the network: use TLS, a loopback address, or allow it`,
  );
}

/** @throws AppError config/invalid where the address is not of this machine and that is not wanted */
export async function listenForPlain(at: PlainAddress, parts: ListenerParts): Promise<Listener> {
  refuseOpenPlain(at);
  // Nagle's algorithm and delayed acknowledgements together cost tens of ms per command.
  const server = listenPlain({ noDelay: true });
  const { admission } = parts;
  return await listening(server, at, admission, (socket) => parts.connected(socket, () => admission.loggedIn(socket)));
}

/** @throws AppError config/invalid where the certificate and its key can't be used */
export async function listenForTls(at: TlsAddress, parts: ListenerParts): Promise<TlsListener> {
  checkCertificate(at);
  const server = listenTls({
    key: at.key,
    cert: at.cert,
    noDelay: true,
    handshakeTimeout: parts.limits.connectWithin,
  });
  const { admission } = parts;
  /** TLS has a socket of its own, and only the addresses of both ends tell over which one it goes. */
  const rawSockets = new Map<string, Socket>();
  server.on("secureConnection", (socket) => {
    const raw = rawSockets.get(endsOf(socket));
    parts.connected(socket, () => {
      if (raw) admission.loggedIn(raw);
    });
  });
  // Node says that a handshake failed or took too long, and leaves the connection open.
  server.on("tlsClientError", (_error, socket) => socket.destroy());
  const listener = await listening(server, at, admission, (socket) => {
    const ends = endsOf(socket);
    rawSockets.set(ends, socket);
    socket.once("close", () => {
      if (rawSockets.get(ends) === socket) rawSockets.delete(ends);
    });
  });
  return { ...listener, use: ({ key, cert }) => server.setSecureContext({ key, cert }) };
}

function endsOf({ localAddress, localPort, remoteAddress, remotePort }: Socket): string {
  return `${localAddress} ${localPort} ${remoteAddress} ${remotePort}`;
}

function isLoopback(host: string): boolean {
  const family = isIP(host);
  if (family === 0) return host === "localhost";
  return loopback.check(host, family === 6 ? "ipv6" : "ipv4");
}

/** `admitted` hears of each connection that may stay, before a TLS handshake, which costs most. */
async function listening(
  server: Server,
  at: { host: string; port: number },
  admission: Admission,
  admitted: (socket: Socket) => void,
): Promise<Listener> {
  const open = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    if (!admission.admit(socket)) return;
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    admitted(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(at.port, at.host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : at.port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
