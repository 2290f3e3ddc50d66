import type { Message } from "../../protocol/messages.ts";
import type { HubMqttClient } from "../fleet/hub-mqtt-client.ts";
import type { CabinetReports } from "./cabinet-reports.ts";
import type { HubMetrics } from "./hub-metrics.ts";

/** The hub's link to the cabinets, with its commands counted and the cabinets' health noted. */
export function measuredLink(
  link: HubMqttClient,
  { commandsSent }: Pick<HubMetrics, "commandsSent">,
  reports: CabinetReports,
): HubMqttClient {
  return {
    get connected() {
      return link.connected;
    },
    async publish(cabinetId, channel, message) {
      const taken = await link.publish(cabinetId, channel, message);
      if (taken && channel === "command") commandsSent.inc({ action: (message as Message<"command">).action });
      return taken;
    },
    onMessage(handler) {
      link.onMessage((topic, payload, about) => {
        handler(topic, payload, about);
        reports.note(topic, payload);
      });
    },
    stopHearing: () => link.stopHearing(),
    close: () => link.close(),
  };
}
