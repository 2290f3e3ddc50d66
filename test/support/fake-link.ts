import type { CabinetId } from "../../protocol/ids.ts";
import type { Message } from "../../protocol/messages.ts";
import type { DownChannel } from "../../protocol/topics.ts";
import type { Link } from "../../server/fleet/link.ts";

/** A link that keeps what the hub sends to its cabinets. */
export class FakeLink implements Link {
  readonly published: { [C in DownChannel]: { cabinetId: CabinetId; channel: C; message: Message<C> } }[DownChannel][] =
    [];
  /** What every publish fails with, where it does. */
  broken: Error | undefined;

  async publish<C extends DownChannel>(cabinetId: CabinetId, channel: C, message: Message<C>): Promise<boolean> {
    if (this.broken) throw this.broken;
    this.published.push({ cabinetId, channel, message } as (typeof this.published)[number]);
    return true;
  }

  /** The messages of one channel, in their order. */
  sent<C extends DownChannel>(channel: C): Message<C>[] {
    return this.published.filter((sent) => sent.channel === channel).map(({ message }) => message as Message<C>);
  }

  /** The open commands, in their order. */
  get openings() {
    return this.sent("command").filter((command) => command.action === "open");
  }
}
