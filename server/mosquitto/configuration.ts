import { join } from "node:path";
import { maxMessageBytes } from "../../protocol/messages.ts";
import { usualLimits } from "../broker/limits.ts";

/** The files beside the configuration that it names. */
export const fileNames = {
  configuration: "mosquitto.conf",
  certificate: "certificate.pem",
  key: "key.pem",
  cabinets: { passwords: "cabinet-passwords", access: "cabinet-access" },
  hubs: { passwords: "hub-passwords", access: "hub-access" },
};

export interface MosquittoListener {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
}

export interface ConfigurationParts {
  /** Where Mosquitto finds the files; absolute. */
  readonly folder: string;
  readonly cabinets: readonly MosquittoListener[];
  readonly hubs: MosquittoListener;
  readonly pidFile: string | undefined;
}

/** For one client: what comes to a hub that connects again, from ten thousand cabinets or more, must not be dropped. */
const queuedMessages = 100_000;
/** With Mosquitto's usual 20, a distant hub would get 20 messages a round trip. */
const messagesUnderWay = 1000;
/** Room for the topic, or for a CONNECT with a will. */
const packetOverhead = 1024;

/** mosquitto.conf of Mosquitto 2. Cabinets and hubs have listeners, logins and rights of their own. */
export function mosquittoConfiguration({ folder, cabinets, hubs, pidFile }: ConfigurationParts): string {
  const security = (files: { passwords: string; access: string }) => [
    "allow_anonymous false",
    `password_file ${join(folder, files.passwords)}`,
    `acl_file ${join(folder, files.access)}`,
  ];
  const listening = ({ host, port, tls }: MosquittoListener) => [
    "",
    `listener ${port} ${host}`,
    ...(tls ? [`certfile ${join(folder, fileNames.certificate)}`, `keyfile ${join(folder, fileNames.key)}`] : []),
  ];
  const lines = [
    "# Made by `npm run mosquitto`, which overwrites it.",
    "per_listener_settings true",
    "persistence false",
    "queue_qos0_messages false",
    "set_tcp_nodelay true",
    `max_packet_size ${maxMessageBytes + packetOverhead}`,
    `message_size_limit ${maxMessageBytes}`,
    `max_keepalive ${usualLimits.keepalive}`,
    `max_inflight_messages ${messagesUnderWay}`,
    `max_queued_messages ${queuedMessages}`,
    ...(pidFile === undefined ? [] : [`pid_file ${pidFile}`]),
    ...cabinets.flatMap((listener) => [
      ...listening(listener),
      ...security(fileNames.cabinets),
      // Else a cabinet could throw another one out by its client id.
      "use_username_as_clientid true",
    ]),
    ...listening(hubs),
    ...security(fileNames.hubs),
  ];
  return `${lines.join("\n")}\n`;
}
