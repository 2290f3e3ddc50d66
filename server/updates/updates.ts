import type { KeyObject } from "node:crypto";
import type { AuditLog } from "../store/audit-table.ts";
import { Releases } from "./releases.ts";
import { Rollouts, type Stage } from "./rollouts.ts";
import { previewStage, type StagePreview } from "./stage-preview.ts";
import { UpdateWatch, type UpdateWatchParts } from "./update-watch.ts";

export interface UpdatesParts extends Omit<UpdateWatchParts, "releases"> {
  readonly audit: Pick<AuditLog, "recordIn">;
  readonly keys: readonly KeyObject[];
}

/** Updates of bridges over the air. */
export interface Updates {
  readonly releases: Releases;
  readonly rollouts: Rollouts;
  /** How many cabinets a rollout would reach. @throws AppError release/unknown */
  readonly preview: (version: string, stage: Stage) => Promise<StagePreview>;
  readonly watch: UpdateWatch;
}

/** Nothing runs before the watch is started. */
export function buildUpdates(parts: UpdatesParts): Updates {
  const releases = new Releases(parts);
  const watch = new UpdateWatch({ ...parts, releases });
  return {
    releases,
    rollouts: new Rollouts({ ...parts, releases, onChange: () => void watch.look() }),
    preview: (version, stage) => previewStage(parts.store, version, stage),
    watch,
  };
}
