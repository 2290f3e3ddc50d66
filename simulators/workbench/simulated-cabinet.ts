import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import { BoardPort } from "../board/kit/board-port.ts";
import { SerialDevice } from "../board/kit/serial-device.ts";
import type { SimulatedBoard } from "../board/kit/simulated-board.ts";
import type { Action } from "./actions.ts";
import { boardModels } from "./board-models.ts";
import type { CabinetPlan } from "./cabinet-plan.ts";
import { NetworkLink } from "./network-link.ts";
import { readStickers } from "./stickers.ts";
import { TrafficLog } from "./traffic-log.ts";
import type { CabinetView } from "./views.ts";
import type { WorkbenchCabinet } from "./workbench-cabinet.ts";

/** A simulated cabinet: its board, the board's line, and where there is one the link of its bridge to the hub. */
export class SimulatedCabinet implements WorkbenchCabinet {
  readonly plan: CabinetPlan;
  readonly board: SimulatedBoard;
  readonly traffic: TrafficLog;
  /** Called when what the view shows may have changed. */
  onChange: () => void = () => {};
  readonly #stickers: ReadonlyMap<number, string>;
  readonly #closing: (() => unknown)[] = [];
  #link: NetworkLink | undefined;
  #line = "";

  private constructor(plan: CabinetPlan, clock: Clock) {
    this.plan = plan;
    this.#stickers = plan.stickers === undefined ? new Map() : readStickers(plan.stickers);
    const { board: boardId, slots, state, options = {} } = plan;
    this.board = boardModels[plan.protocol]({ clock, boardId, slots, state, options, changed: () => this.onChange() });
    this.traffic = new TrafficLog(clock, plan.protocol);
    this.board.onTraffic = (direction, bytes) => {
      this.traffic.add(direction, bytes);
      this.onChange();
    };
    this.#closing.push(
      () => this.board.stop(),
      () => this.traffic.stop(),
    );
  }

  get name(): string {
    return this.plan.name;
  }

  get bridgeData(): string | undefined {
    return this.plan.bridgeData;
  }

  /** @throws AppError request/invalid, store/damaged, serial/unavailable */
  static async open(plan: CabinetPlan, clock: Clock): Promise<SimulatedCabinet> {
    const cabinet = new SimulatedCabinet(plan, clock);
    try {
      await cabinet.#plugIn(clock);
    } catch (error) {
      await cabinet.stop();
      throw error;
    }
    return cabinet;
  }

  get view(): CabinetView {
    const { board, plan } = this;
    const { boardId, resets, carried, slots } = board.state;
    const { split, delay, corruptNext } = board.transmitter;
    return {
      name: plan.name,
      protocol: plan.protocol,
      columns: plan.columns ?? Math.min(4, slots.length),
      boardId,
      line: this.#line,
      mode: board.mode,
      resets,
      split,
      echo: board.echoes,
      delay,
      corruptNext,
      carried: carried.map(({ itemId }) => itemId),
      link: this.#link?.view ?? null,
      real: null,
      slots: slots.map(({ item, loose, returnConfirmed, jammed, motorMovements }, index) => ({
        slot: index + 1,
        content: item ? "item" : loose ? "loose" : "empty",
        itemId: item?.itemId ?? null,
        level: item?.level ?? null,
        returnConfirmed: returnConfirmed || !board.confirmsReturns,
        looseItemId: loose?.itemId ?? null,
        jammed,
        motorMovements,
        sticker: this.#stickers.get(index + 1) ?? null,
      })),
    };
  }

  /** Does what hands, or faults, do. @throws AppError as SimulatedBoard does; request/invalid where there is no link to cut */
  perform(action: Action): void {
    this.#do(action);
    this.onChange();
  }

  async stop(): Promise<void> {
    for (const close of this.#closing.toReversed()) await close();
  }

  #do(action: Action): void {
    const { board } = this;
    switch (action.do) {
      case "take":
        board.take(action.slot);
        break;
      case "insert":
        board.insert(action.slot, action.itemId);
        break;
      case "fill":
        board.fill(action.slot, action.itemId, action.level);
        break;
      case "empty":
        board.empty(action.slot);
        break;
      case "swap":
        board.swap(action.slot, action.itemId);
        break;
      case "jam":
      case "free":
        board.setJammed(action.slot, action.do === "jam");
        break;
      case "board":
        this.#behave(action);
        break;
      case "noise":
        board.transmitter.noise(Buffer.from(action.hex.replaceAll(" ", ""), "hex"));
        break;
      case "network":
        if (!this.#link)
          throw new AppError("request/invalid", `the network of ${this.plan.name} is not the workbench's`);
        this.#link.cut(action.cut);
        break;
      case "open":
      case "look":
        throw new AppError("request/invalid", "a simulated board opens what a bridge or the hub asks it to open");
    }
  }

  #behave({ mode, corruptNext, split, echo, delay }: Extract<Action, { do: "board" }>): void {
    const { board } = this;
    if (mode !== undefined) board.mode = mode;
    if (corruptNext !== undefined) board.transmitter.corruptNext = corruptNext;
    if (split !== undefined) board.transmitter.split = split;
    if (echo !== undefined) board.echoes = echo;
    if (delay !== undefined) board.transmitter.delay = delay;
  }

  async #plugIn(clock: Clock): Promise<void> {
    const { line, link } = this.plan;
    const pty = line.startsWith("pty:") ? line.slice("pty:".length) : undefined;
    const port = await BoardPort.open(this.board, pty === undefined ? Number(line.slice("tcp:".length)) : 0);
    this.#closing.push(() => port.close());
    if (pty !== undefined) {
      const device = await SerialDevice.open({ path: pty, port, clock });
      this.#closing.push(() => device.close());
    }
    this.#line = pty ?? `tcp://127.0.0.1:${port.port}`;
    if (!link) return;
    const opened = await NetworkLink.open(link.port, link.hub);
    opened.onChange = () => this.onChange();
    this.#link = opened;
    this.#closing.push(() => opened.close());
  }
}
