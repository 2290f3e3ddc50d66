import type { Log } from "../../platform/log.ts";
import type { HubMetrics } from "./hub-metrics.ts";

/** The broker's log, with what it refuses counted: there, and nowhere else, each refusal is told with its reason. */
export function measuredLog(log: Log, { mqttDenied }: Pick<HubMetrics, "mqttDenied">): Log {
  return {
    debug: (fields, message) => log.debug(fields, message),
    info: (fields, message) => log.info(fields, message),
    warn(fields, message) {
      if ("reason" in fields && typeof fields.reason === "string") mqttDenied.inc({ reason: fields.reason });
      log.warn(fields, message);
    },
    error: (fields, message) => log.error(fields, message),
  };
}
