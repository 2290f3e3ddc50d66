import { protocols } from "../../firmware-bridge/board-settings.ts";
import type { BoardReports, Driver, NumberSource } from "../../firmware-bridge/drivers/driver.ts";
import { driverOf } from "../../firmware-bridge/open-driver.ts";
import { openLine } from "../../firmware-bridge/transport.ts";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import { errorMessage } from "../../platform/error-message.ts";
import type { Action } from "./actions.ts";
import type { RealPlan } from "./cabinet-plan.ts";
import { TappedLine } from "./tapped-line.ts";
import { TrafficLog } from "./traffic-log.ts";
import type { CabinetView, RealView, SlotView } from "./views.ts";
import type { WorkbenchCabinet } from "./workbench-cabinet.ts";

/** ms until a line that ended, or could not be opened, is tried again */
const openAgainAfter = 2000;
/** So many of the latest reports and openings are shown. */
const shownEvents = 30;
/** A command that nobody sent in time must not open anything: as long as the hub's commands live; ms. */
const commandLife = 30_000;

/** A real board through the driver that the bridge ships, without a bridge: read its slots, open one, watch its bytes. */
export class RealCabinet implements WorkbenchCabinet {
  readonly name: string;
  readonly traffic: TrafficLog;
  readonly board = undefined;
  readonly bridgeData = undefined;
  onChange: () => void = () => {};
  readonly #plan: RealPlan;
  readonly #clock: Clock;
  readonly #newKey: () => string;
  readonly #numbers: NumberSource;
  readonly #events: RealView["events"][number][] = [];
  #slots: readonly SlotView[];
  #driver: Driver | undefined;
  #why: string | null = null;
  #readAt: number | null = null;
  #cancel: (() => void) | undefined;
  #isStopped = false;

  /** @param parts.newKey draws the key of an opening: letters and digits, never one twice */
  constructor(plan: RealPlan, parts: { clock: Clock; newKey: () => string }) {
    this.name = plan.name;
    this.#plan = plan;
    this.#clock = parts.clock;
    this.#newKey = parts.newKey;
    this.#numbers = growingNumbers(() => Math.floor(parts.clock.now() / 1000));
    this.traffic = new TrafficLog(parts.clock, plan.board.driver);
    this.#slots = Array.from({ length: plan.board.slots }, (_, index) => unreadSlot(index + 1));
    void this.#open();
  }

  get view(): CabinetView {
    const { board, columns = Math.min(4, board.slots) } = this.#plan;
    return {
      name: this.name,
      protocol: board.driver,
      columns,
      boardId: "",
      line: board.line,
      mode: "normal",
      resets: 0,
      split: false,
      echo: false,
      delay: 0,
      corruptNext: 0,
      carried: [],
      link: null,
      real: {
        isOpen: this.#driver !== undefined,
        why: this.#why,
        heardAt: this.#driver?.heardAt() ?? null,
        readAt: this.#readAt,
        events: this.#events,
      },
      slots: this.#slots,
    };
  }

  /** @throws AppError serial/unavailable; request/invalid for what only a simulated board does */
  async perform(action: Action): Promise<void> {
    try {
      if (action.do === "look") await this.#read();
      else if (action.do === "open") await this.#openSlot(action.slot);
      else throw new AppError("request/invalid", "a real board has no simulated hands: look and open only");
    } finally {
      this.onChange();
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel?.();
    this.#driver?.close();
    this.traffic.stop();
  }

  async #open(): Promise<void> {
    const { board } = this.#plan;
    try {
      const line = await openLine(board.line, protocols[board.driver].baud);
      if (this.#isStopped) {
        line.destroy();
        return;
      }
      const tapped = new TappedLine(line, (direction, bytes) => this.traffic.add(direction, bytes));
      tapped.on("error", (error) => {
        this.#why = errorMessage(error);
      });
      tapped.on("close", () => this.#closed());
      const parts = { line: tapped, clock: this.#clock, reports: this.#reports, numbers: this.#numbers };
      this.#driver = driverOf(board)(parts);
      this.#why = null;
    } catch (error) {
      this.#why = errorMessage(error);
      this.#closed();
    }
    this.onChange();
  }

  #closed(): void {
    this.#driver?.close();
    this.#driver = undefined;
    this.onChange();
    if (!this.#isStopped) this.#cancel = this.#clock.after(openAgainAfter, () => void this.#open());
  }

  async #read(): Promise<void> {
    const reports = await this.#running.snapshot();
    this.#readAt = this.#clock.now();
    this.#slots = this.#slots.map((before) => {
      const report = reports.find(({ slot }) => slot === before.slot);
      if (!report) return unreadSlot(before.slot);
      const { itemId = null, level = null, state, fault } = report;
      const content = state === "occupied" ? "item" : state === "empty" ? "empty" : "unknown";
      return { ...before, content, itemId, level, jammed: fault !== undefined };
    });
  }

  async #openSlot(slot: number): Promise<void> {
    const { slots } = this.#plan.board;
    if (slot > slots) throw new AppError("request/not-found", `there is no slot ${slot}; the last one is ${slots}`);
    const expiresAt = this.#clock.monotonic() + commandLife;
    const mayStillOpen = () => this.#clock.monotonic() < expiresAt;
    const result = await this.#running.open(slot, this.#newKey(), mayStillOpen);
    const why = "reason" in result ? ` (${result.reason})` : "";
    this.#note(`open: ${result.outcome}${why}`, slot);
    await this.#read();
  }

  /** @throws AppError serial/unavailable */
  get #running(): Driver {
    if (this.#driver) return this.#driver;
    throw new AppError("serial/unavailable", this.#why ?? `the line ${this.#plan.board.line} is not open`);
  }

  get #reports(): BoardReports {
    return {
      returned: async (slot, { itemId }, source) => this.#note(`returned (${source})${idText(itemId)}`, slot),
      removed: async (slot, itemId) => this.#note(`removed${idText(itemId)}`, slot),
      abnormal: async (what, slot) => this.#note(what, slot),
    };
  }

  #note(what: string, slot?: number): void {
    this.#events.push({ at: this.#clock.now(), what, ...(slot !== undefined && { slot }) });
    if (this.#events.length > shownEvents) this.#events.shift();
    this.onChange();
  }
}

function idText(itemId: string | undefined): string {
  return itemId === undefined ? "" : ` ${itemId}`;
}

function unreadSlot(slot: number): SlotView {
  return {
    slot,
    content: "unknown",
    itemId: null,
    level: null,
    returnConfirmed: true,
    looseItemId: null,
    jammed: false,
    motorMovements: 0,
    sticker: null,
  };
}

/** Numbers for a board that wants them to grow across restarts: they begin at the clock's seconds, as the bridge's do. */
function growingNumbers(seconds: () => number): NumberSource {
  let last = seconds() - 1;
  const step = 1000;
  return {
    next: async () => ++last,
    above: (number) => {
      last = Math.max(last, number);
    },
    raise: () => {
      last = Math.max(last, seconds()) + step;
    },
    heard: () => {},
  };
}
