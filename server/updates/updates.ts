import type { KeyObject } from "node:crypto";
import type { AuditLog } from "../store/audit-table.ts";
import { Releases } from "./releases.ts";
import { Rollouts } from "./rollouts.ts";
import { UpdateWatch, type UpdateWatchParts } from "./update-watch.ts";

export interface UpdatesParts extends UpdateWatchParts {
  readonly audit: Pick<AuditLog, "recordIn">;
  readonly keys: readonly KeyObject[];
}

/** Updates of bridges over the air. */
export interface Updates {
  readonly releases: Releases;
  readonly rollouts: Rollouts;
  readonly watch: UpdateWatch;
}

/** Nothing runs before the watch is started. */
export function buildUpdates(parts: UpdatesParts): Updates {
  const watch = new UpdateWatch(parts);
  return {
    releases: new Releases(parts),
    rollouts: new Rollouts({ ...parts, onChange: () => void watch.look() }),
    watch,
  };
}
