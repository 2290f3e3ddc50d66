import type { OpenCommand } from "../../protocol/downward.ts";
import type { CabinetEvent, OpeningResult, SlotReport } from "../../protocol/upward.ts";
import { holdsSlot, type Loan, type Order } from "../../server/rental/order.ts";
import { orderTable } from "../../server/store/order-table.ts";
import { type Box, contentOf } from "./box.ts";
import type { FaultKind } from "./faults.ts";
import type { HostileCabinet } from "./hostile-cabinet.ts";
import type { ModelBox } from "./model-box.ts";
import type { Random } from "./random.ts";
import type { SimulatedDisk } from "./simulated-disk.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface LiesParts {
  readonly time: VirtualTime;
  readonly cabinet: HostileCabinet;
  readonly box: ModelBox;
  /** All cabinets: ids of items can be read off the items. */
  readonly boxes: readonly Box[];
  /** It knows more than anybody could: all orders. */
  readonly disk: SimulatedDisk;
}

type Victim = { readonly order: Order; readonly loan: Loan };

const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;
const lastMoment = 8_640_000_000_000_000;

/** What a cabinet says of itself and of others that is not so. Each does its part when its fault comes. */
export class HostileLies {
  readonly #parts: LiesParts;

  constructor(parts: LiesParts) {
    this.#parts = parts;
  }

  /** Those that come by themselves. */
  readonly byKind: Readonly<Partial<Record<FaultKind, (random: Random) => void>>> = {
    "a hostile cabinet tells a foreign return": (random) => this.#falseReturn(random, false),
    "a hostile cabinet tells a false return of its own": (random) => this.#falseReturn(random, true),
    "a hostile cabinet shows foreign items": (random) => this.#show(random, this.#foreignItems(random), "periodic"),
    "a hostile cabinet answers what it was never asked": (random) => this.#foreignAnswer(random),
    "a hostile cabinet comes with absurd numbers": (random) => this.#absurdNumbers(random),
    "a hostile cabinet sets its journal back": (random) => this.#setBack(random),
    "a hostile cabinet leaves a gap in its journal": (random) => this.#gap(random),
    "a hostile cabinet breaks the schema": (random) => this.#nonsense(random),
    "a hostile cabinet floods": (random) => this.#flood(random),
  };

  /** What it answers to an order to open one of its slots; sometimes it opens the slot. */
  answer({ id, slot, issuedAt }: OpenCommand, random: Random): void {
    const { box, cabinet } = this.#parts;
    const way = random.between(1, 8);
    if (way === 1) return;
    const opens = random.chance(0.4);
    if (opens) box.runMotor(slot, id);
    const itemId = random.pick([box.itemIn(slot), this.#victim(random)?.loan.itemId, "NO-SUCH-ITEM", undefined]);
    const opened: OpeningResult = { outcome: "opened", ...(itemId !== undefined && { itemId }) };
    const result: OpeningResult =
      way === 2 ? { outcome: "refused", reason: random.chance(0.5) ? "lock-fault" : "expired" } : opened;
    const told = way === 3 ? random.between(1, 96) : slot;
    const { time } = this.#parts;
    time.after(random.between(second, 8 * second), () => {
      cabinet.event({ kind: "result", commandId: id, slot: told, result }, this.#time(random, issuedAt));
      if (way === 4) cabinet.event({ kind: "result", commandId: id, slot, result }, this.#time(random, issuedAt));
      if (way > 5) this.#show(random, [], "opening");
    });
  }

  #falseReturn(random: Random, isOwn: boolean): void {
    const { cabinet, box } = this.#parts;
    const { order, loan } = this.#victim(random, undefined, isOwn) ?? {};
    const itemId = loan?.itemId;
    if (!order || itemId === undefined) return;
    const slot = random.chance(0.3) ? random.between(1, 96) : random.between(1, box.slotCount);
    const body = { kind: "returned", slot, itemId, source: random.pick(["report", "snapshot"] as const) ?? "report" };
    if (random.chance(0.3)) this.#show(random, [itemId], "periodic");
    // What brings the most: its own riders would pay for a day more.
    const ahead = { latest: this.#parts.time.now() + day, uncertainty: 0 };
    const at = isOwn && random.chance(0.5) ? ahead : this.#time(random, order.createdAt);
    cabinet.event(body as Extract<CabinetEvent["body"], { kind: "returned" }>, at);
    if (random.chance(0.6)) this.#show(random, [itemId], "return");
  }

  #foreignAnswer(random: Random): void {
    const { cabinet } = this.#parts;
    const { loan } =
      this.#victim(random, (order, { state }) => state === "lent" || holdsSlot(order, { state } as Loan)) ?? {};
    const result = random.pick<OpeningResult>([
      { outcome: "opened" },
      { outcome: "refused", reason: "slot-empty" },
      { outcome: "unknown", reason: "unclear" },
    ]);
    if (!loan || !result) return;
    const commandId = loan.command?.id ?? `K${random.between(1, 99_999)}X${random.between(1, 99)}`;
    cabinet.event({ kind: "result", commandId, slot: loan.slot, result }, this.#time(random, 0));
    cabinet.event({ kind: "removed", slot: random.between(1, 96), source: "report" }, this.#time(random, 0));
  }

  /** @param itemIds lie in it besides what does, or in its place */
  #show(random: Random, itemIds: readonly string[], cause: "periodic" | "opening" | "return"): void {
    const { box, cabinet, time } = this.#parts;
    const shown = contentOf(box);
    for (const itemId of itemIds) shown[random.between(0, shown.length - 1)] = itemId;
    const slots = shown.map(
      (itemId, index): SlotReport => ({
        slot: index + 1,
        state: itemId === undefined ? "empty" : "occupied",
        ...(itemId !== undefined && { itemId }),
      }),
    );
    if (random.chance(0.05)) slots.push({ slot: 96, state: "empty" });
    const at = random.chance(0.7) ? time.now() : this.#time(random, time.now() - day).latest;
    cabinet.snapshot(slots, at, cause);
  }

  #foreignItems(random: Random): string[] {
    const { boxes, box } = this.#parts;
    const lying = boxes.filter((other) => other !== box).flatMap((other) => contentOf(other));
    const out = Array.from({ length: 6 }, () => this.#victim(random)?.loan.itemId);
    const all = [...out, ...Array.from({ length: 6 }, () => random.pick(lying))];
    return all.flatMap((itemId) => (itemId === undefined || random.chance(0.4) ? [] : [itemId]));
  }

  #absurdNumbers(random: Random): void {
    const { cabinet, time } = this.#parts;
    const most = Number.MAX_SAFE_INTEGER;
    if (random.chance(0.5)) cabinet.birth({ connection: random.pick([most, 1, 4_000_000_000]) });
    if (random.chance(0.3))
      cabinet.birth({ slots: 96, journal: { id: "hostile-journal", first: most, last: most - 1 } });
    this.#show(random, [], "periodic");
    cabinet.health({
      at: random.pick([0, lastMoment, time.now()]),
      uptime: most,
      boardHeardAt: lastMoment,
      journalDepth: most,
      clockOffset: random.pick([most, -most]),
      sealsBroken: most,
      memory: most,
    });
  }

  #setBack(random: Random): void {
    const { cabinet, time } = this.#parts;
    cabinet.birth();
    cabinet.event(
      { kind: "abnormal", what: "said again" },
      { latest: time.now(), uncertainty: 0 },
      -random.between(2, 50),
    );
  }

  #gap(random: Random): void {
    const { cabinet, time } = this.#parts;
    const at = { latest: time.now(), uncertainty: 0 };
    cabinet.event({ kind: "abnormal", what: "after a gap" }, at, random.between(1, 1_000_000));
  }

  #nonsense(random: Random): void {
    const { cabinet, time } = this.#parts;
    const channel = random.pick(["presence", "snapshot", "event", "health"] as const) ?? "event";
    const nonsense: unknown = random.pick([
      "{",
      "",
      null,
      { v: 2 },
      { v: 1, journalId: "hostile-journal", seq: "one" },
      {
        v: 1,
        journalId: `hostile-${cabinet.cabinetId}`,
        seq: 1,
        at: { latest: time.now(), uncertainty: -1 },
        body: {},
      },
      "x".repeat(20_000),
    ]);
    cabinet.say(channel, nonsense);
  }

  /** Bounded, so that a history has an end. */
  #flood(random: Random): void {
    const { cabinet, time } = this.#parts;
    for (let count = 0; count < 120; count++) {
      time.after(random.between(0, 10 * second), () => {
        const at = { latest: time.now(), uncertainty: 0 };
        if (count % 4 === 0) cabinet.birth();
        else cabinet.event({ kind: "abnormal", what: `flood ${count}` }, at);
      });
    }
  }

  #time(random: Random, begun: number): CabinetEvent["at"] {
    const now = this.#parts.time.now();
    const latest = random.pick([now, now, now - 30 * minute, now - 30 * day, now + day, begun, 0, lastMoment]) ?? now;
    const uncertainty = random.pick([0, 50, 2 * second, 9 * minute, 10 * day, null]);
    const earliest = random.chance(0.2) ? { earliest: random.pick([0, begun, now - day]) ?? 0 } : {};
    return { latest: Math.max(0, latest), uncertainty: uncertainty ?? null, ...earliest };
  }

  /** A loan of another cabinet, or one of its own. */
  #victim(
    random: Random,
    fits: (order: Order, loan: Loan) => boolean = (_, { state }) => state === "lent",
    isOwn = false,
  ): Victim | undefined {
    const { disk, cabinet } = this.#parts;
    const others = disk.rows(orderTable).filter(({ order }) => (order.place.cabinetId === cabinet.cabinetId) === isOwn);
    return random.pick(
      others.flatMap(({ order }) => order.loans.filter((loan) => fits(order, loan)).map((loan) => ({ order, loan }))),
    );
  }
}
