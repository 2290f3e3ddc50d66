import { AppError } from "../../platform/app-error.ts";
import type { CabinetId } from "../../protocol/ids.ts";
import { cabinetKeys } from "../../protocol/seal.ts";
import { refuseOpenPlain } from "../broker/listener.ts";
import { cabinetSecret } from "../fleet/cabinet-secret.ts";
import { outsideBroker } from "../fleet/outside-broker.ts";
import { tlsAddress } from "../settings.ts";
import { cabinetAccess, hubAccess } from "./access-lists.ts";
import { fileNames, type MosquittoListener, mosquittoConfiguration } from "./configuration.ts";
import { passwordLine } from "./password-line.ts";
import type { MosquittoSettings } from "./settings.ts";

export interface RegisteredCabinet {
  readonly cabinetId: CabinetId;
  readonly keyGeneration: number;
}

export interface BrokerFilesParts {
  readonly settings: MosquittoSettings;
  readonly cabinets: readonly RegisteredCabinet[];
  /** Where Mosquitto will find them; absolute. */
  readonly folder: string;
  readonly pidFile: string | undefined;
}

/**
 * The files for a Mosquitto that lets in whom the hub's own broker would, by name. Cabinets meet it where they would meet
 * that one (HUB_MQTT_HOST, HUB_MQTT_TLS_HOST …), hubs at HUB_MQTT_URL.
 * @throws AppError config/invalid
 */
export function brokerFiles({ settings, cabinets, folder, pidFile }: BrokerFilesParts): ReadonlyMap<string, string> {
  const { secret, mqttUser, mqttPassword } = settings;
  const tls = tlsAddress(settings);
  const plain = { host: settings.mqttHost, port: settings.mqttPort, beyondLoopback: settings.mqttPlain };
  refuseOpenPlain(plain);
  const cabinetListeners = [{ ...plain, tls: false }, ...(tls ? [{ ...tls, tls: true }] : [])];
  const hubs = hubListener(settings);
  if (cabinetListeners.some(({ port }) => port === hubs.port))
    throw mistake(`it has the cabinets' port ${hubs.port}; hubs need one of their own`);
  if (hubs.tls && !tls) throw mistake("for mqtts:// Mosquitto needs HUB_MQTT_TLS_CERT and HUB_MQTT_TLS_KEY");

  const passwords = cabinets
    .toSorted((a, b) => (a.cabinetId < b.cabinetId ? -1 : 1))
    .map(({ cabinetId, keyGeneration }) => {
      const { password } = cabinetKeys(cabinetSecret(secret, cabinetId, keyGeneration));
      return passwordLine(cabinetId, password, secret);
    });
  return new Map([
    [fileNames.configuration, mosquittoConfiguration({ folder, cabinets: cabinetListeners, hubs, pidFile })],
    ...(tls
      ? ([
          [fileNames.certificate, pem(tls.cert)],
          [fileNames.key, pem(tls.key)],
        ] as const)
      : []),
    [fileNames.cabinets.passwords, passwords.join("")],
    [fileNames.cabinets.access, cabinetAccess()],
    [fileNames.hubs.passwords, passwordLine(mqttUser, mqttPassword, secret)],
    [fileNames.hubs.access, hubAccess(mqttUser)],
  ]);
}

function hubListener({ mqttUrl }: MosquittoSettings): MosquittoListener {
  const url = new URL(mqttUrl);
  // It refuses what the hub will refuse.
  outsideBroker(url, undefined);
  if (url.protocol === "mqtts:") return { host: "0.0.0.0", port: Number(url.port || 8883), tls: true };
  return { host: url.hostname.replace(/^\[|\]$/g, ""), port: Number(url.port || 1883), tls: false };
}

/** Settings that came from files have lost their last line end. */
function pem(text: string): string {
  return `${text.trimEnd()}\n`;
}

function mistake(what: string): AppError {
  return new AppError("config/invalid", `HUB_MQTT_URL: ${what}`);
}
