import { systemClock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import type { Environment } from "../platform/settings.ts";
import { version } from "../platform/version.ts";
import { readPublicKeys } from "../protocol/release.ts";
import { cabinetKeys } from "../protocol/seal.ts";
import { Backoff } from "./backoff.ts";
import type { BridgeUpdater, UpdaterLinks } from "./bridge.ts";
import type { Identity } from "./credentials.ts";
import { readRecord, updatesFolder } from "./launcher/update-record.ts";
import type { BridgeSettings } from "./settings.ts";
import { archivesOver } from "./updates/download.ts";
import { nodeUpdateDisk } from "./updates/update-disk.ts";
import { Updater } from "./updates/updater.ts";

/** The launcher tells the bridge the version of the installation by it. */
const baseVariable = "JIEHUAN_BASE";

export interface OpenUpdatesParts {
  readonly environment: Environment;
  readonly authorities: () => string | undefined;
  /** With which the bridge logs in now. */
  readonly secret: () => string;
  readonly random: () => number;
  readonly log: Log;
}

/**
 * What builds the updater of this process; undefined: it can't be updated over the air, because no key is set or because
 * nothing would start the new version.
 */
export async function openUpdates(
  settings: Pick<BridgeSettings, "data" | "updateKeys"> & Pick<Identity, "cabinetId">,
  { environment, authorities, secret, random, log }: OpenUpdatesParts,
): Promise<((links: UpdaterLinks) => BridgeUpdater) | undefined> {
  const { cabinetId, data, updateKeys } = settings;
  const keys = updateKeys === undefined ? undefined : readPublicKeys(updateKeys);
  const base = environment.variables[baseVariable];
  if (keys === undefined) return undefined;
  if (base === undefined) {
    log.warn({}, "no updates over the air: BRIDGE_UPDATE_KEYS is set, but the bridge was not started by its launcher");
    return undefined;
  }
  const updates = updatesFolder(data);
  const record = await readRecord(nodeUpdateDisk, updates, base);
  return (links) =>
    new Updater({
      disk: nodeUpdateDisk,
      updates,
      record,
      running: version,
      keys,
      openArchive: archivesOver(
        {
          name: cabinetId,
          get password() {
            return cabinetKeys(secret()).password;
          },
        },
        authorities,
      ),
      clock: systemClock,
      backoff: new Backoff(random),
      log,
      ...links,
    });
}
