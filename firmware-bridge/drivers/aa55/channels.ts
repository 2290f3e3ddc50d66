import type { ItemId, SlotNumber } from "../../../protocol/ids.ts";
import type { SlotReport } from "../../../protocol/upward.ts";
import { aa55Status, isFailure, statusText } from "./status.ts";
import type { Aa55Wiring } from "./wiring.ts";

/** So many failures in a row make a channel faulty (aa55 §8.1). */
const failuresOfFaulty = 3;

/** What the controller has told of a channel since the line was opened. */
interface Channel {
  state: "occupied" | "empty" | undefined;
  itemId: ItemId | undefined;
  failures: number;
  lastFailure: number;
}

/** The channels of a controller. No answer tells which umbrella lies in one: that is known from returns and openings. */
export class Channels {
  readonly #channels: readonly Channel[];
  readonly #emptyLatch: Aa55Wiring["emptyLatch"];
  /** Umbrellas that left through this driver and have not been reported back. */
  readonly #lent = new Set<ItemId>();

  constructor(count: number, emptyLatch: Aa55Wiring["emptyLatch"]) {
    this.#emptyLatch = emptyLatch;
    this.#channels = Array.from({ length: count }, () => ({
      state: undefined,
      itemId: undefined,
      failures: 0,
      lastFailure: 0,
    }));
  }

  get count(): number {
    return this.#channels.length;
  }

  has(slot: number): boolean {
    return slot >= 1 && slot <= this.count;
  }

  holds(slot: SlotNumber, itemId: ItemId): boolean {
    const { state, itemId: known } = this.#channel(slot);
    return state === "occupied" && known === itemId;
  }

  /** Whether this umbrella must have come in unseen: another one was known to lie here, or this one is lent. */
  isUnseen(slot: SlotNumber, itemId: ItemId): boolean {
    const { itemId: known } = this.#channel(slot);
    return this.#lent.has(itemId) || (known !== undefined && known !== itemId);
  }

  cameIn(slot: SlotNumber, itemId: ItemId): void {
    this.#lent.delete(itemId);
    for (const channel of this.#channels) if (channel.itemId === itemId) channel.itemId = undefined;
    Object.assign(this.#channel(slot), { state: "occupied", itemId, failures: 0 });
  }

  wentOut(slot: SlotNumber, itemId: ItemId): void {
    this.#lent.add(itemId);
    Object.assign(this.#channel(slot), { state: "empty", itemId: undefined, failures: 0 });
  }

  /** An opening failed with this status. Only an umbrella that comes or goes ends a row of failures. */
  failed(slot: SlotNumber, status: number): void {
    const channel = this.#channel(slot);
    if (!isFailure(status)) return;
    channel.failures++;
    channel.lastFailure = status;
  }

  /** Whether an answer to an inspection says another thing than what is known, as a lagging sensor does. */
  contradicts(slot: SlotNumber, status: number): boolean {
    const position = this.#positionOf(status);
    const { state } = this.#channel(slot);
    return position !== undefined && state !== undefined && position !== state;
  }

  /** @param status the answer to an inspection */
  report(slot: SlotNumber, status: number): SlotReport {
    const channel = this.#channel(slot);
    const state = status === aa55Status.ok ? channel.state : this.#positionOf(status);
    if (state === "empty" || channel.state === "empty") channel.itemId = undefined;
    if (state !== undefined) channel.state = state;
    const fault = this.#fault(channel, status, state);
    return {
      slot,
      state: state ?? "unreadable",
      ...(state === "occupied" && channel.itemId !== undefined && { itemId: channel.itemId }),
      ...(fault !== undefined && { fault }),
    };
  }

  #fault({ failures, lastFailure }: Channel, status: number, state: Channel["state"]): string | undefined {
    if (failures >= failuresOfFaulty) return `${failures} failures in a row, last: ${statusText(lastFailure)}`;
    if (state !== undefined) return undefined;
    return status === aa55Status.ok ? "position of the latch not told" : statusText(status);
  }

  #positionOf(status: number): Channel["state"] {
    if (status !== aa55Status.inBorrow && status !== aa55Status.inReturn) return undefined;
    const isEmpty = (status === aa55Status.inReturn) === (this.#emptyLatch === "return");
    return isEmpty ? "empty" : "occupied";
  }

  #channel(slot: SlotNumber): Channel {
    const channel = this.#channels[slot - 1];
    if (channel === undefined) throw new RangeError(`there is no channel ${slot}`);
    return channel;
  }
}
