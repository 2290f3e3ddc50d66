import { randomBytes } from "node:crypto";
import type { Logger } from "pino";
import type { Clock } from "../platform/clock.ts";
import type { CabinetId } from "../protocol/ids.ts";
import { type Denial, isCabinetId, refusesLogin } from "./broker/access.ts";
import { AuthHook } from "./broker/auth-hook.ts";
import { startBroker } from "./broker/broker.ts";
import type { CertificatePair } from "./broker/certificate.ts";
import { Denials } from "./broker/denials.ts";
import { usualLimits } from "./broker/limits.ts";
import type { PendingLogins } from "./broker/login.ts";
import { connectHubMqttClient, type HubMqttClient } from "./fleet/hub-mqtt-client.ts";
import { outsideBroker } from "./fleet/outside-broker.ts";
import type { Registry } from "./fleet/registry.ts";
import { takeOver } from "./fleet/take-over.ts";
import type { AuthHookRouteParts } from "./http/auth-hook-routes.ts";
import type { HubMetrics } from "./metrics/hub-metrics.ts";
import { countMqttClients } from "./metrics/mqtt-connections.ts";
import { type HubSettings, outsideBrokerLogin, tlsAddress } from "./settings.ts";

/** The way to the cabinets: the hub's link, and the broker where it is the hub's own. */
export interface CabinetLine {
  readonly link: HubMqttClient;
  /** Where cabinets connect without TLS; undefined where the broker is outside. */
  readonly port: number | undefined;
  /** Where they connect with TLS; undefined without a certificate. */
  readonly tlsPort: number | undefined;
  /** Ends the connection of a cabinet whose secret was voided, as far as the broker lets the hub do that. */
  disconnect(cabinetId: CabinetId): Promise<void>;
  /** Answers what an outside broker asks about its clients; undefined where none may ask. */
  readonly authHook: AuthHookRouteParts | undefined;
  /** Whether the broker asks the hub about each login, so that a bridge may be given a next secret. */
  readonly takesNextSecrets: boolean;
  /** Looks now whether the broker's certificate was renewed. */
  reload(): void;
  /** After the link is closed: ends what is left. */
  stop(): Promise<void>;
}

export interface CabinetLineParts {
  readonly registry: Registry;
  readonly metrics: HubMetrics;
  /** Reads certificate and key of the hub's own broker again. */
  readonly readCertificate?: (() => CertificatePair) | undefined;
  readonly clock: Clock;
  readonly log: Logger;
}

/** @throws AppError config/invalid; what `listen` of node:net throws */
export async function openCabinetLine(settings: HubSettings, parts: CabinetLineParts): Promise<CabinetLine> {
  const outside = outsideBrokerLogin(settings);
  return outside ? outsideLine(outside, parts) : embeddedLine(settings, parts);
}

/** A broker takes a second client with an id for the first one, and ends that. */
const newClientId = () => `Hub:${randomBytes(8).toString("hex")}`;

async function embeddedLine(settings: HubSettings, parts: CabinetLineParts): Promise<CabinetLine> {
  const { registry, metrics, clock, log } = parts;
  await registry.nobodyIsConnected();
  const broker = await startBroker({
    plain: { host: settings.mqttHost, port: settings.mqttPort, beyondLoopback: settings.mqttPlain },
    tls: tlsAddress(settings),
    readCertificate: parts.readCertificate,
    certificateExpires: (at) => metrics.mqttCertificateExpiry.set(at),
    passwordOf: (cabinetId) => registry.passwordOf(cabinetId),
    isDisabled: (cabinetId) => registry.isDisabled(cabinetId),
    pending: pendingLogins(registry),
    limits: usualLimits,
    clock,
    log: log.child({ room: "broker" }),
    denied: noteDenial(registry, metrics),
  });
  const endCount = countMqttClients(metrics, [broker.plainPort, broker.tlsPort]);
  return {
    link: connectHubMqttClient({
      openStream: () => broker.connectInProcess(),
      clientId: newClientId(),
      clock,
      log: log.child({ room: "fleet" }),
    }),
    port: broker.plainPort,
    tlsPort: broker.tlsPort,
    authHook: undefined,
    takesNextSecrets: true,
    disconnect: (cabinetId) => broker.disconnect(cabinetId),
    reload: () => broker.reload(),
    async stop() {
      await broker.stop();
      endCount();
    },
  };
}

/** Counts a denial, and where it was a cabinet's login, remembers it for whoever looks for the reason. */
function noteDenial(registry: Registry, metrics: HubMetrics): (reason: Denial, cabinetId?: string) => void {
  return (reason, cabinetId) => {
    metrics.mqttDenied.inc({ reason });
    if (isCabinetId(cabinetId) && refusesLogin(reason)) registry.refusedLogins.note(cabinetId, reason);
  };
}

type Outside = NonNullable<ReturnType<typeof outsideBrokerLogin>>;

function outsideLine(outside: Outside, { registry, metrics, clock, log }: CabinetLineParts): CabinetLine {
  const { url, authority, login, token } = outside;
  const openStream = outsideBroker(url, authority);
  const lineLog = log.child({ room: "fleet", broker: url.host });
  const denials = new Denials({
    clock,
    log: log.child({ room: "broker" }),
    denied: noteDenial(registry, metrics),
  });
  const questions = new AuthHook({
    passwordOf: (cabinetId) => registry.passwordOf(cabinetId),
    isDisabled: (cabinetId) => registry.isDisabled(cabinetId),
    pending: pendingLogins(registry),
    hub: login,
    denials,
  });
  return {
    link: connectHubMqttClient({ openStream, clientId: newClientId(), login, clock, log: lineLog }),
    port: undefined,
    tlsPort: undefined,
    authHook: token === undefined ? undefined : authHook(questions, token),
    takesNextSecrets: token !== undefined,
    async disconnect(cabinetId) {
      const password = await registry.passwordOf(cabinetId);
      if (password === undefined || (await takeOver({ openStream, cabinetId, password, clock }))) return;
      lineLog.warn({ cabinetId }, "the broker must be told of the cabinet's new secret, and ends its connection then");
    },
    reload: () => undefined,
    async stop() {
      denials.flush();
    },
  };
}

function pendingLogins(registry: Registry): PendingLogins {
  return {
    passwordOf: (cabinetId) => registry.pendingPasswordOf(cabinetId),
    accept: (cabinetId, password) => registry.acceptPending(cabinetId, password),
  };
}

function authHook(questions: AuthHook, token: string): AuthHookRouteParts {
  return {
    askers: [{ name: "broker", token }],
    mayLogIn: (client, password) => questions.mayLogIn(client, password),
    may: (client, deed) => questions.may(client, deed),
  };
}
