import { Type } from "typebox";
import { AppError } from "../platform/app-error.ts";
import { refuseRepeated } from "../platform/repeated-parameters.ts";
import { DrawnSecret, Secret } from "../platform/settings.ts";
import { readPublicKeys } from "../protocol/release.ts";
import { isPrivateKey } from "./credit/zhima/keys.ts";
import { usualLowestLevel } from "./rental/availability.ts";

const port = (usual: number, description: string) =>
  Type.Integer({ minimum: 0, maximum: 65535, default: usual, description });

/** A program that is given a private key where anybody may read one has it in its logs and in its memory for nothing. */
function refusePrivateKey(text: string): string[] {
  return isPrivateKey(text) ? ["is a private key: copy Alipay's public key from the open platform"] : [];
}

/** A server that is asked for the same tile everywhere shows no map. */
function refuseIncompleteTiles(text: string): string[] {
  const missing = ["{x}", "{y}", "{z}"].filter((part) => !text.includes(part));
  return missing.length === 0 ? [] : [`lacks ${missing.join(", ")}`];
}

/** The hub's settings: `publicUrl` is HUB_PUBLIC_URL, and so on. */
export const hubSettings = Type.Object({
  publicUrl: Type.String({
    pattern: "^https?://[^/]+$",
    description: "the hub's address as riders see it, without a path",
  }),
  httpHost: Type.String({ default: "127.0.0.1", description: "address to listen on for HTTP" }),
  httpPort: port(8080, "port for HTTP"),
  httpConnections: Type.Integer({
    minimum: 16,
    maximum: 100_000,
    default: 4000,
    description: "HTTP connections at a time; fewer where the system lets the hub open fewer than twice as many files",
  }),
  httpConnectionsPerAddress: Type.Integer({
    minimum: 4,
    maximum: 100_000,
    default: 256,
    description: "HTTP connections of one address at a time; trusted proxies may have more",
  }),
  trustedProxies: Type.String({
    default: "loopback",
    description:
      "addresses and subnets of reverse proxies whose X-Forwarded-For is believed, with commas between; `none` for none",
  }),
  mqttHost: Type.String({ default: "127.0.0.1", description: "address to listen on for MQTT" }),
  mqttPort: port(1883, "port for MQTT"),
  mqttPlain: Type.Boolean({ default: false, description: "allow MQTT without TLS on another address than loopback" }),
  mqttTlsHost: Type.String({ default: "0.0.0.0", description: "address to listen on for MQTT over TLS" }),
  mqttTlsPort: port(8883, "port for MQTT over TLS; open only with a certificate"),
  mqttTlsCert: Type.Optional(Type.String({ minLength: 100, description: "certificate chain for MQTT over TLS (PEM)" })),
  mqttTlsKey: Type.Optional(Secret({ minLength: 100, description: "private key of that certificate (PEM)" })),
  mqttUrl: Type.Optional(
    Type.String({
      pattern: "^mqtts?://(\\[[0-9a-fA-F:]+\\]|[^/:\\[\\]@]+)(:[0-9]{1,5})?$",
      description: "outside broker: mqtts://host:port, or mqtt:// on this machine; without it the hub has its own",
    }),
  ),
  mqttPublicUrl: Type.Optional(
    Type.String({
      pattern: "^mqtts?://(\\[[0-9a-fA-F:]+\\]|[^/:\\[\\]@]+)(:[0-9]{1,5})?$",
      description:
        "the broker as bridges reach it, told when they enrol; without it HUB_MQTT_URL, or the host of HUB_PUBLIC_URL with the broker's port",
    }),
  ),
  mqttUser: Type.String({
    // A cabinet's id has no capital letter.
    pattern: "^[A-Z][0-9A-Za-z_-]{0,31}$",
    default: "Hub",
    description: "the hubs' login at the outside broker, with a capital letter first",
  }),
  mqttPassword: Type.Optional(DrawnSecret({ minLength: 16, description: "the password of that login" })),
  mqttCa: Type.Optional(
    Type.String({
      minLength: 100,
      description: "certificate authority of the outside broker (PEM), where it is not one that everybody knows",
    }),
  ),
  brokerToken: Type.Optional(
    DrawnSecret({
      minLength: 24,
      description: "with this token an outside broker may ask who may log in and do what; without it, none may",
    }),
  ),
  data: Type.String({
    minLength: 1,
    default: "data/hub",
    description: "folder for everything the hub keeps, where it has no database",
  }),
  databaseUrl: Type.Optional(
    Secret({
      minLength: 12,
      mistakes: refuseRepeated,
      description: "PostgreSQL, postgres://user:password@host/database; without it: the folder",
    }),
  ),
  databaseConnections: Type.Integer({
    minimum: 2,
    maximum: 100,
    default: 10,
    description: "connections to PostgreSQL for transactions; one more listens",
  }),
  secret: DrawnSecret({
    minLength: 32,
    description: "at least 32 random characters; cabinets' secrets and slot codes hang on it",
  }),
  riderLimit: Type.Integer({ minimum: 1, maximum: 20, default: 1, description: "live orders that one rider may have" }),
  lowestLevel: Type.Integer({
    minimum: 1,
    maximum: 100,
    default: usualLowestLevel,
    description: "charge in percent below which a power bank is not lent",
  }),
  confirmWithin: Type.Integer({
    minimum: 30_000,
    maximum: 3_600_000,
    default: 180_000,
    description: "ms for the rider's confirmation",
  }),
  openWithin: Type.Integer({
    minimum: 1000,
    maximum: 60_000,
    default: 15_000,
    description: "ms in which a slot may open; a board that needs a second try answers after 10 s",
  }),
  lostAfterDays: Type.Integer({
    minimum: 1,
    maximum: 3650,
    default: 30,
    description: "days after its time is over until an item counts as lost and costs the total cap",
  }),
  retentionDays: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 36_500,
      description: "days after the end of an order until it no longer names its rider; left out: for ever",
    }),
  ),
  collectionRetries: Type.String({
    pattern: "^[1-9][0-9]{0,3}[mhd](,[1-9][0-9]{0,3}[mhd])*$",
    default: "1m,1d,3d,7d",
    description: "between tries to collect a rent: minutes, hours or days; after the last an operator decides",
  }),
  requestsPerMinute: Type.Integer({
    minimum: 10,
    default: 600,
    description: "HTTP requests per minute from one address; operators' have a limit of their own",
  }),
  operatorRequestsPerMinute: Type.Integer({
    minimum: 60,
    default: 1200,
    description: "requests per minute of one API token, or of one session in the console",
  }),
  updateKeys: Type.Optional(
    Type.String({
      description:
        "public keys (`npm run release -- new-key`), separated by commas, of the releases of the bridge that this hub takes; absent: it takes none",
      mistakes: (text: string) => (readPublicKeys(text) ? [] : ["holds something else than Ed25519 public keys"]),
    }),
  ),
  webhookPrivate: Type.String({
    default: "",
    description:
      "subnets of the operator's own network that webhooks may call, with commas between, 10.0.3.0/24; empty: none",
  }),
  smtpUrl: Type.Optional(
    Secret({
      minLength: 8,
      mistakes: refuseRepeated,
      description: "server for outgoing mail, smtps://user:password@host:465; without it no alarm goes by mail",
    }),
  ),
  mailFrom: Type.Optional(
    Type.String({ pattern: "@", maxLength: 200, description: "who the hub's mail is from, `Name <address>`" }),
  ),
  mapTiles: Type.Optional(
    Type.String({
      pattern: "^https?://[^/?#{}\\s]+/[!-~]+$",
      maxLength: 300,
      mistakes: refuseIncompleteTiles,
      description:
        "address of map tiles for the console, with {x}, {y} and {z}: https://tiles.example/{z}/{x}/{y}.png; without it the console draws a plain plan",
    }),
  ),
  mapAttribution: Type.String({
    maxLength: 100,
    default: "",
    description: "whose map it is, as the tiles' licence wants it shown",
  }),
  mapGcj02: Type.Boolean({
    default: false,
    description: "the tiles are of a map of China in GCJ-02 coordinates: cabinets are placed accordingly",
  }),
  alipayAppId: Type.String({ pattern: "^[0-9A-Za-z]{8,32}$", description: "app id at the open platform" }),
  alipayPrivateKey: Secret({ minLength: 100, description: "the app's private key (PEM, PKCS #1 or #8)" }),
  alipayPublicKey: Type.String({
    minLength: 100,
    description: "Alipay's public key (PEM or bare base64)",
    mistakes: refusePrivateKey,
  }),
  alipayGateway: Type.String({
    pattern: "^https?://",
    default: "https://openapi.alipay.com/gateway.do",
    mistakes: refuseRepeated,
    description: "gateway",
  }),
  alipayLogin: Type.String({
    pattern: "^https?://",
    default: "https://openauth.alipay.com/oauth2/publicAppAuthorize.htm",
    mistakes: refuseRepeated,
    description: "page of the silent login",
  }),
  alipayAppOnly: Type.Boolean({ default: true, description: "ask riders to scan with the Alipay app" }),
  metricsToken: Type.Optional(
    DrawnSecret({
      minLength: 24,
      description: "token for /metrics and nothing else, at least 24 characters; an API token is good there too",
    }),
  ),
  stopWithin: Type.Integer({
    minimum: 1000,
    maximum: 600_000,
    default: 20_000,
    description: "ms for which a stop waits for calls to the credit provider that are under way",
  }),
  logLevel: Type.Union([Type.Literal("debug"), Type.Literal("info"), Type.Literal("warn"), Type.Literal("error")], {
    default: "info",
    description: "debug, info, warn or error",
  }),
});
export type HubSettings = Type.Static<typeof hubSettings>;

/** Where the broker listens over TLS; undefined without a certificate. @throws AppError config/invalid for half of a pair */
export function tlsAddress(settings: Pick<HubSettings, "mqttTlsHost" | "mqttTlsPort" | "mqttTlsCert" | "mqttTlsKey">) {
  const { mqttTlsHost: host, mqttTlsPort: port, mqttTlsCert: cert, mqttTlsKey: key } = settings;
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) {
    throw new AppError("config/invalid", "HUB_MQTT_TLS_CERT and HUB_MQTT_TLS_KEY go together");
  }
  return { host, port, cert, key };
}

/**
 * Where bridges reach the broker.
 * @param ports of the hub's own broker, as it listens; undefined where it does not
 */
export function brokerAddress(
  { mqttPublicUrl, mqttUrl, publicUrl }: Pick<HubSettings, "mqttPublicUrl" | "mqttUrl" | "publicUrl">,
  { port, tlsPort }: { readonly port: number | undefined; readonly tlsPort: number | undefined },
): string {
  const { hostname } = new URL(publicUrl);
  const own = tlsPort === undefined ? `mqtt://${hostname}:${port}` : `mqtts://${hostname}:${tlsPort}`;
  return mqttPublicUrl ?? mqttUrl ?? own;
}

/** Where the outside broker is and who the hub is there; undefined without one. @throws AppError config/invalid */
export function outsideBrokerLogin(settings: OutsideBrokerSettings) {
  const { mqttUrl, mqttUser: username, mqttPassword: password, mqttCa: authority, brokerToken: token } = settings;
  if (mqttUrl === undefined && password === undefined && authority === undefined && token === undefined)
    return undefined;
  if (mqttUrl === undefined || password === undefined) {
    throw new AppError(
      "config/invalid",
      "HUB_MQTT_URL and HUB_MQTT_PASSWORD go together; HUB_MQTT_CA and HUB_BROKER_TOKEN are for an outside broker only",
    );
  }
  return { url: new URL(mqttUrl), authority, login: { username, password }, token };
}

type OutsideBrokerSettings = Pick<HubSettings, "mqttUrl" | "mqttUser" | "mqttPassword" | "mqttCa" | "brokerToken">;

const unitLength = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The pauses of HUB_COLLECTION_RETRIES in ms: `1m,3d` is a minute, then three days (product document 3.3). */
export function collectionPauses({ collectionRetries }: Pick<HubSettings, "collectionRetries">): number[] {
  return collectionRetries.split(",").map((pause) => {
    const unit = pause.at(-1) as keyof typeof unitLength;
    return Number(pause.slice(0, -1)) * unitLength[unit];
  });
}
