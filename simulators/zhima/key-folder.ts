import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../../platform/app-error.ts";

export interface SimulatorKeys {
  /** Signs answers and notifications, as Alipay does. */
  readonly gatewayPrivateKey: KeyObject;
  /** Checks what the merchant signed. */
  readonly merchantPublicKey: KeyObject;
}

/**
 * Opens the folder with the simulator's keys, and makes those that are missing: `gateway-private.pem` and
 * `gateway-public.pem` (the "Alipay public key" of the merchant's settings), `merchant-private.pem` and
 * `merchant-public.pem` (for a merchant who has no pair of his own yet).
 * @param merchantPublicKeyFile the merchant's own public key, instead of the folder's
 * @throws AppError config/invalid where that file holds no public key
 */
export function openKeyFolder(folder: string, merchantPublicKeyFile?: string): SimulatorKeys {
  mkdirSync(folder, { recursive: true });
  const gateway = openPair(folder, "gateway");
  const merchant = merchantPublicKeyFile ?? openPair(folder, "merchant").publicFile;
  return {
    gatewayPrivateKey: createPrivateKey(readFileSync(gateway.privateFile)),
    merchantPublicKey: readPublicKey(merchant),
  };
}

function readPublicKey(file: string): KeyObject {
  try {
    return createPublicKey(readFileSync(file));
  } catch {
    throw new AppError("config/invalid", `${file} is not a public key in PEM form`);
  }
}

function openPair(folder: string, name: string): { privateFile: string; publicFile: string } {
  const privateFile = join(folder, `${name}-private.pem`);
  const publicFile = join(folder, `${name}-public.pem`);
  if (!existsSync(privateFile)) {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    writeFileSync(privateFile, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  }
  const publicKey = createPublicKey(readFileSync(privateFile));
  writeFileSync(publicFile, publicKey.export({ type: "spki", format: "pem" }));
  return { privateFile, publicFile };
}
