import type { EpochMs } from "../../protocol/ids.ts";
import type { CabinetEvent } from "../../protocol/upward.ts";
import { longestUncertainty } from "../rental/reported-time.ts";

type EventTime = CabinetEvent["at"];

/** An event had happened by this time, whatever the cabinet's clock says; null where no clock can tell. */
export function latestTime({ latest, earliest = latest, uncertainty }: EventTime): EpochMs | null {
  return isUnknown(uncertainty) ? null : Math.max(earliest, latest) + uncertainty;
}

/** It did not happen before this: the rider never pays for what the cabinet's clock does not know (promise S6). */
export function earliestTime({ latest, earliest = latest, uncertainty }: EventTime): EpochMs | null {
  return isUnknown(uncertainty) ? null : Math.max(0, Math.min(earliest, latest) - uncertainty);
}

function isUnknown(uncertainty: number | null): uncertainty is null {
  return uncertainty === null || uncertainty > longestUncertainty;
}
