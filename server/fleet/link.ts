import type { CabinetId } from "../../protocol/ids.ts";
import type { Message } from "../../protocol/messages.ts";
import type { DownChannel } from "../../protocol/topics.ts";

/** How the fleet speaks to cabinets: the hub's MQTT client, or a model of it. */
export interface Link {
  /** Sends now or not at all. @returns whether the broker took it */
  publish<C extends DownChannel>(cabinetId: CabinetId, channel: C, message: Message<C>): Promise<boolean>;
}
