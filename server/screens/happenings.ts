import type { Clock } from "../../platform/clock.ts";
import type { CabinetId, EpochMs, SlotNumber } from "../../protocol/ids.ts";
import type { SlotReport } from "../../protocol/upward.ts";
import type { Fen } from "../rental/money.ts";
import type { Loan, Order } from "../rental/order.ts";
import type { UnmatchedEvent } from "../store/unmatched-event-table.ts";

/** What happens at a slot, for the people in front of it. */
export type HappeningKind =
  /** The hub has told the cabinet to open it. */
  | "opening"
  /** It is open: the item can be taken. */
  | "take"
  /** It did not open, for certain. */
  | "not-opened"
  /** An item that was lent is back. */
  | "returned"
  /** An item went in; of which loan is not known. */
  | "received"
  /** Something was pushed in, and the board can't take or read it. */
  | "push"
  | "out-of-order";

export interface Happening {
  /** Counts up: another number is another happening. */
  readonly no: number;
  readonly kind: HappeningKind;
  readonly slot: SlotNumber;
  /** What the order of a returned item cost, once that is known. */
  readonly amount?: Fen;
  /** For how long it is shown from now on; ms. */
  readonly showFor: number;
}

/** How long each is shown; ms. An opening and a push end earlier where the slot shows how it went on. */
const shownFor: Readonly<Record<HappeningKind, number>> = {
  opening: 60_000,
  take: 20_000,
  "not-opened": 20_000,
  returned: 15_000,
  received: 15_000,
  push: 60_000,
  "out-of-order": 20_000,
};
/** What was longer ago is told to nobody: a cabinet may have been away from the hub when it happened. */
const news = 60_000;
/** For so long a happening is remembered, so that it is shown once; ms. */
const rememberedFor = 10 * 60_000;

interface Kept {
  readonly no: number;
  readonly kind: HappeningKind;
  readonly amount?: Fen;
  /** What it came from; it leaves the hub never. */
  readonly source: string;
  readonly since: number;
  readonly ended: boolean;
}

/** The last thing that happened at each slot of one cabinet, as far as it is news. */
export class Happenings {
  readonly #cabinetId: CabinetId;
  readonly #clock: Pick<Clock, "now" | "monotonic">;
  readonly #last = new Map<SlotNumber, Kept>();
  /** The last snapshot that showed anything. */
  #shown: ReadonlyMap<SlotNumber, SlotReport> = new Map();
  #count = 0;

  constructor(cabinetId: CabinetId, clock: Pick<Clock, "now" | "monotonic">) {
    this.#cabinetId = cabinetId;
    this.#clock = clock;
  }

  /** Those to show, the newest last. */
  current(): Happening[] {
    const now = this.#clock.monotonic();
    for (const [slot, { since }] of this.#last) if (now - since > rememberedFor) this.#last.delete(slot);
    return [...this.#last]
      .flatMap(([slot, { no, kind, amount, since, ended }]) => {
        const showFor = Math.ceil(since + shownFor[kind] - now);
        if (ended || showFor <= 0) return [];
        return [{ no, kind, slot, ...(amount !== undefined && { amount }), showFor }];
      })
      .toSorted((one, other) => one.no - other.no);
  }

  /** An order has changed. */
  noteOrder(order: Order): void {
    for (const loan of order.loans) {
      if (order.place.cabinetId === this.#cabinetId) this.#noteOpening(order, loan);
      if (loan.returned?.place.cabinetId === this.#cabinetId) this.#noteReturn(order, loan);
    }
  }

  /** The cabinet has reported something that belongs to no order. */
  noteEvent({ cabinetId, event, receivedAt, match, dismissal }: UnmatchedEvent): void {
    if (cabinetId !== this.#cabinetId || !event || match || dismissal || !this.#isNews(receivedAt)) return;
    const { body, journalId, seq, at } = event;
    if (!this.#isNews(at.latest)) return;
    const source = `${journalId}/${seq}`;
    if (body.kind === "returned") this.#put(body.slot, { kind: "received", source });
    if (body.kind === "abnormal" && body.slot !== undefined) this.#put(body.slot, { kind: "push", source });
  }

  /** The cabinet shows what lies in its slots. @param moved those of which only the next snapshot says how they are */
  noteReports(reports: readonly SlotReport[], moved: readonly SlotNumber[]): void {
    // A board that is silent shows nothing of any slot.
    if (reports.every(({ state }) => state === "unreadable")) return;
    const settled = reports.filter(({ slot }) => !moved.includes(slot));
    for (const { slot, state, fault } of settled) {
      const before = this.#shown.get(slot);
      const last = this.#last.get(slot);
      if (!before) continue;
      const isSettled = state !== "unreadable" && state !== before.state;
      if (last?.kind === "push" && isSettled) this.#last.set(slot, { ...last, ended: true });
      if (fault !== undefined && before.fault === undefined)
        this.#put(slot, { kind: "out-of-order", source: "" }, true);
      else if (before.state === "empty" && state === "unreadable" && !this.#isReturn(last))
        this.#put(slot, { kind: "push", source: "" }, true);
    }
    this.#shown = new Map([...this.#shown, ...settled.map((report) => [report.slot, report] as const)]);
  }

  #noteOpening({ orderNo }: Order, { loanNo, slot, state, openedAt, notOpened }: Loan): void {
    const source = `${orderNo}/${loanNo}`;
    switch (state) {
      case "opening":
      case "unknown":
        this.#put(slot, { kind: "opening", source });
        break;
      case "lent":
        if (openedAt !== undefined && this.#isNews(openedAt)) this.#put(slot, { kind: "take", source });
        break;
      case "not-opened": {
        const last = this.#last.get(slot);
        const wasTried = notOpened !== "decided-by-a-person" && notOpened !== "offer-declined";
        if (wasTried && last?.source === source) this.#put(slot, { kind: "not-opened", source });
        break;
      }
      case "waiting":
      case "returned":
      case "lost":
        break;
    }
  }

  #noteReturn({ orderNo, charge, review }: Order, { loanNo, returned }: Loan): void {
    if (!returned || !this.#isNews(returned.at)) return;
    const amount = charge?.kind === "rent" && !review ? charge.amount : undefined;
    const source = `${orderNo}/${loanNo}/back`;
    this.#put(returned.slot, { kind: "returned", source, ...(amount !== undefined && { amount }) });
  }

  /** The same thing is noted once; an amount that becomes known is told anew. */
  #put(slot: SlotNumber, what: Pick<Kept, "kind" | "amount" | "source">, again = false): void {
    const last = this.#last.get(slot);
    const isSame = last?.kind === what.kind && last.source === what.source && last.amount === what.amount;
    if (isSame && !again) return;
    this.#last.set(slot, { ...what, no: ++this.#count, since: this.#clock.monotonic(), ended: false });
  }

  #isReturn(last: Kept | undefined): boolean {
    const isReturn = last?.kind === "returned" || last?.kind === "received";
    return isReturn && this.#clock.monotonic() - last.since < news;
  }

  #isNews(at: EpochMs): boolean {
    return Math.abs(this.#clock.now() - at) < news;
  }
}
