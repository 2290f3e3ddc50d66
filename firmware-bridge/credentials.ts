import { join } from "node:path";
import { AppError } from "../platform/app-error.ts";
import { nodeDisk } from "../platform/disk.ts";
import { decodeDocument } from "../platform/document-format.ts";
import { type DurableDocument, openDurableDocument } from "../platform/durable-document.ts";
import { errorMessage } from "../platform/error-message.ts";
import type { CabinetId } from "../protocol/ids.ts";

/** What a bridge got when it enrolled. */
export interface EnrolledAs {
  cabinetId: CabinetId;
  secret: string;
  /** Since when the bridge has it, by its own clock; absent: it has not yet looked. Epoch ms. */
  secretSince?: number;
  /** The next secret, until the broker took one of the two. */
  next?: string;
  /** Of the hub's interface, `https://host`. */
  hubUrl: string;
  /** The broker as the hub named it, `mqtts://host:port`. */
  broker: string;
}

/** The memory of enrolments, in a file of its own that only its owner may read. */
export interface CredentialsData {
  enrolled?: EnrolledAs;
  /** An enrolment whose answer has not come: with the same nonce the hub answers once more. */
  pending?: { tokenHash: string; nonce: string };
}

export type Credentials = DurableDocument<CredentialsData>;

const credentialsFormat = "credentials/1";

/** The folder must be held by this process. @throws AppError store/damaged */
export function openCredentials(folder: string): Promise<Credentials> {
  return openDurableDocument(join(folder, "credentials.json"), { initial: () => ({}), format: credentialsFormat });
}

/** What the file has, where a running bridge may have it open. @throws AppError store/damaged */
export async function readCredentials(folder: string): Promise<CredentialsData> {
  const path = join(folder, "credentials.json");
  const bytes = await nodeDisk.read(path).catch((error: unknown) => {
    throw damaged(path, errorMessage(error));
  });
  if (bytes === undefined) return {};
  const decoded = decodeDocument(credentialsFormat, bytes);
  if ("damage" in decoded) throw damaged(path, decoded.damage);
  return decoded.data as CredentialsData;
}

function damaged(path: string, why: string): AppError {
  return new AppError(
    "store/damaged",
    `${path} can't be read: ${why}. If nothing brings it back, remove it and enrol this bridge again`,
  );
}

/** As whom a bridge logs in, and where. */
export interface Identity {
  readonly hub: string;
  readonly cabinetId: CabinetId;
  readonly secret: string;
}

/**
 * The identity that the settings name, completed by that of the enrolment. A secret in the settings wins, and then the
 * cabinet's id must be there too: a secret belongs to one cabinet.
 * @throws AppError config/invalid
 */
export function identityOf(
  { hub, cabinetId, secret }: { readonly [Key in keyof Identity]?: Identity[Key] | undefined },
  { enrolled }: CredentialsData,
): Identity {
  const own = secret === undefined ? enrolled : undefined;
  if (own && cabinetId !== undefined && cabinetId !== own.cabinetId) {
    const text = `BRIDGE_CABINET_ID is ${cabinetId}, but this bridge is enrolled as ${own.cabinetId}: remove the setting, or enrol again`;
    throw new AppError("config/invalid", text);
  }
  const identity = {
    hub: hub ?? own?.broker,
    cabinetId: cabinetId ?? own?.cabinetId,
    secret: secret ?? own?.secret,
  };
  const missing = [
    ...(identity.hub === undefined ? ["BRIDGE_HUB"] : []),
    ...(identity.cabinetId === undefined ? ["BRIDGE_CABINET_ID"] : []),
    ...(identity.secret === undefined ? ["BRIDGE_SECRET"] : []),
  ];
  if (missing.length === 0) return identity as Identity;
  const text = `missing: ${missing.join(", ")}. Enrol this bridge with a token of the console (\`npm run bridge:enrol -- --hub … --token …\`), or set them`;
  throw new AppError("config/invalid", text);
}
