import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import type {
  CancelUpdateCommand,
  Command,
  OpenCommand,
  RestartCommand,
  ServiceOpenCommand,
  UpdateCommand,
} from "../protocol/downward.ts";
import type { CommandId } from "../protocol/ids.ts";
import type { OpeningResult, RefusalReason, RestartResult } from "../protocol/upward.ts";
import type { Boards, BoardUnit } from "./boards.ts";
import type { HubClock, Moment } from "./hub-clock.ts";
import type { Journal } from "./journal.ts";
import type { OpeningRecord, RestartRecord } from "./journal-data.ts";

/** No command of the hub lives longer; one that claims to is not obeyed. */
const longestLife = 60_000;
/** A command that comes from further ahead shows that one of the clocks was moved; ms. */
const tolerance = 2000;

/** The actions of commands that this bridge knows, as its birth names them. */
export const knownActions: readonly Command["action"][] = ["open", "open-for-service", "look", "sync", "restart"];
/** Those of a bridge that can be updated over the air. */
export const updatableActions: readonly Command["action"][] = [...knownActions, "update", "cancel-update"];

/** Both open a slot by the same rules; only the hub treats the outcomes differently. */
type OpeningCommand = OpenCommand | ServiceOpenCommand;

export interface CommandsParts {
  readonly clock: Clock;
  readonly hubClock: HubClock;
  readonly journal: Journal;
  readonly boards: Boards;
  readonly log: Log;
  /** Asks the hub for its time, not too often, and waits a little for the answer. */
  readonly askTime: () => Promise<void>;
  /** The hub wants a look at the slots. */
  readonly onLook: () => void;
  /** The board had an order to open a slot, and its outcome is on disk. */
  readonly onOpening: () => void;
  /** The hub wants the bridge to end and start again; that it will is on disk. */
  readonly onRestart: () => void;
  /** The hub offers a release, or asks how its update stands. */
  readonly onUpdate: (command: UpdateCommand) => void;
  /** The hub calls an update off. */
  readonly onCancelUpdate: (command: CancelUpdateCommand) => void;
}

/**
 * Obeys the hub's commands, whose seals were checked before, each at most once and never late. An order to open is on
 * disk before the board gets it, and its result is on disk before the hub gets it; a repeated order gets the recorded
 * result.
 */
export class Commands {
  readonly #parts: CommandsParts;
  /** Each board runs one motor at a time; an order can expire while it waits for its turn. */
  readonly #turns = new Map<BoardUnit, Promise<void>>();
  readonly #waiting = new Set<CommandId>();
  #stopping = false;
  #openings = 0;
  #lastOpening = Number.NEGATIVE_INFINITY;

  constructor(parts: CommandsParts) {
    this.#parts = parts;
  }

  /** Answers what a former run left open: nobody can tell whether those locks moved. */
  async resume(): Promise<void> {
    const { commands } = this.#parts.journal.data;
    const open = commands.filter((record) => record.state === "started");
    for (const record of open) this.#conclude(record, { outcome: "unknown", reason: "restarted" });
    if (open.length > 0) await this.#parts.journal.keep();
  }

  async receive(command: Command): Promise<void> {
    const receivedAt = this.#parts.clock.monotonic();
    switch (command.action) {
      case "look":
        if (this.#isImplausible(command)) await this.#parts.askTime();
        if (!this.#isLate(command, receivedAt)) this.#parts.onLook();
        return;
      case "sync":
        await this.#parts.askTime();
        return;
      case "open":
      case "open-for-service":
        this.#openings += 1;
        try {
          await this.#receiveOpen(command, receivedAt);
        } finally {
          this.#openings -= 1;
          this.#lastOpening = this.#parts.clock.monotonic();
        }
        return;
      case "restart":
        await this.#receiveRestart(command, receivedAt);
        return;
      case "update":
        if (this.#isImplausible(command)) await this.#parts.askTime();
        if (!this.#isLate(command, receivedAt)) this.#parts.onUpdate(command);
        return;
      case "cancel-update":
        if (this.#isImplausible(command)) await this.#parts.askTime();
        if (!this.#isLate(command, receivedAt)) this.#parts.onCancelUpdate(command);
        return;
    }
  }

  /** Whether no slot is being opened, and none was within the last `duration` ms. */
  isQuietFor(duration: number): boolean {
    return this.#openings === 0 && this.#parts.clock.monotonic() - this.#lastOpening >= duration;
  }

  /** Takes no more orders and waits for those that boards have; the others, which wait for their turn, are refused. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#parts.boards.sendAway();
    await Promise.all(this.#turns.values());
  }

  async #receiveRestart(command: RestartCommand, receivedAt: number): Promise<void> {
    const { journal, hubClock, askTime, onRestart, log } = this.#parts;
    const { id, expiresAt } = command;
    if (journal.command(id) === undefined && hubClock.isSet && this.#isImplausible(command)) await askTime();
    const record = journal.command(id);
    if (record !== undefined) {
      if (record.state === "restart") this.#reportRestart(record);
      await journal.keep();
      return;
    }
    const result = this.#judgeRestart(command, receivedAt);
    const at = hubClock.now();
    const answered = { id, expiresAt, state: "restart", result, at } as const;
    journal.remember(answered, at.at);
    this.#reportRestart(answered);
    await journal.keep();
    log.info({ commandId: id, result }, "the hub wants the bridge to restart");
    if (result.outcome === "restarting") onRestart();
  }

  #judgeRestart(command: RestartCommand, receivedAt: number): RestartResult {
    const { hubClock, journal } = this.#parts;
    if (!hubClock.isSet) return { outcome: "refused", reason: "clock-unknown" };
    // A run that another disk knows of may have restarted for it already.
    const isOld = this.#isLate(command, receivedAt) || !journal.covers(command.issuedAt);
    return isOld ? { outcome: "refused", reason: "expired" } : { outcome: "restarting" };
  }

  #reportRestart({ id, result, at }: RestartRecord): void {
    this.#parts.journal.append({ kind: "restart", commandId: id, result }, at);
  }

  async #receiveOpen(command: OpeningCommand, receivedAt: number): Promise<void> {
    const { journal, hubClock, boards, askTime } = this.#parts;
    const isNew = () => journal.command(command.id) === undefined && !this.#waiting.has(command.id);
    // The hub's clock may have been moved since it was asked, and the command is right by the new time.
    if (isNew() && hubClock.isSet && this.#isImplausible(command)) await askTime();
    const record = journal.command(command.id);
    if (record?.state === "done") {
      this.#report(record);
      await journal.keep();
    } else if (record === undefined && !this.#waiting.has(command.id)) {
      const unit = boards.of(command.slot);
      if (!hubClock.isSet) await this.#refuse(command, "clock-unknown");
      else if (this.#isLate(command, receivedAt)) await this.#answerLate(command);
      else if (unit === undefined) await this.#refuse(command, "no-such-slot");
      else if (!journal.covers(command.issuedAt)) await this.#doubt(command);
      else if (unit.board.isSilent) await this.#refuse(command, "board-silent");
      else await this.#takeTurn(unit, command, receivedAt);
    }
  }

  async #takeTurn(unit: BoardUnit, command: OpeningCommand, receivedAt: number): Promise<void> {
    this.#waiting.add(command.id);
    const before = this.#turns.get(unit) ?? Promise.resolve();
    const carriedOut = before.then(() => this.#carryOut(unit, command, receivedAt));
    this.#turns.set(
      unit,
      carriedOut.catch(() => {}),
    );
    await carriedOut;
  }

  async #carryOut({ board, slots }: BoardUnit, command: OpeningCommand, receivedAt: number): Promise<void> {
    const { journal, hubClock, log, onOpening } = this.#parts;
    const { id, slot, expiresAt } = command;
    this.#waiting.delete(id);
    if (this.#isLate(command, receivedAt)) return this.#refuse(command, "expired");
    journal.remember({ id, slot, expiresAt, state: "started" }, hubClock.now().at);
    try {
      await journal.save();
    } catch (err) {
      log.error({ err, ...namesOf(command) }, "an opening that can't be recorded is refused");
      return this.#refuse(command, "board-silent");
    }
    const driver = await board.driverWithin(this.#timeLeft(command, receivedAt));
    if (driver === undefined || this.#isLate(command, receivedAt)) return this.#refuse(command, "expired");
    slots.beginOpening(slot);
    const result = await driver.open(slot, id, () => !this.#isLate(command, receivedAt));
    log.info({ ...namesOf(command), slot, result }, "the board had an order to open");
    this.#conclude(command, result);
    await journal.keep();
    onOpening();
  }

  /** It is not carried out; and it was not before, unless that would be forgotten. */
  async #answerLate(command: OpeningCommand): Promise<void> {
    if (this.#parts.journal.coversForCertain(command.issuedAt)) return this.#refuse(command, "expired");
    await this.#doubt(command);
  }

  /** Another disk than this one may have known of it. */
  async #doubt(command: OpeningCommand): Promise<void> {
    this.#conclude(command, { outcome: "unknown", reason: "restarted" });
    await this.#parts.journal.keep();
  }

  async #refuse(command: OpeningCommand, reason: RefusalReason): Promise<void> {
    this.#parts.log.warn({ ...namesOf(command), reason }, "an order to open is refused");
    this.#record(command, { outcome: "refused", reason }, this.#parts.hubClock.now());
    await this.#parts.journal.keep();
  }

  /** What became of an order that the board had, or may have had. */
  #conclude(command: OpeningCommand | OpeningRecord, result: OpeningResult): void {
    const { boards, hubClock } = this.#parts;
    const at = hubClock.now();
    boards.of(command.slot)?.slots.endOpening(command.slot, result, at);
    this.#record(command, result, at);
  }

  #record({ id, slot, expiresAt }: OpeningCommand | OpeningRecord, result: OpeningResult, at: Moment): void {
    const record = { id, slot, expiresAt, state: "done", result, at } as const;
    this.#parts.journal.remember(record, at.at);
    this.#report(record);
  }

  #report({ id, slot, result, at }: OpeningRecord & { state: "done" }): void {
    this.#parts.journal.append({ kind: "result", commandId: id, slot, result }, at);
  }

  /** By the bridge's clock the command can't be right: one of the two clocks was moved, or it was held up. */
  #isImplausible({ issuedAt, expiresAt }: Command): boolean {
    const { at, uncertainty } = this.#parts.hubClock.now();
    const unsure = uncertainty ?? 0;
    return expiresAt < at + unsure || issuedAt > at + unsure + tolerance || at - unsure - issuedAt > longestLife;
  }

  #isLate(command: Command, receivedAt: number): boolean {
    const tooLong = command.expiresAt - command.issuedAt > longestLife;
    return this.#stopping || tooLong || this.#timeLeft(command, receivedAt) < 0;
  }

  /** Milliseconds, by the less favourable of both clocks; below 0 it is late. */
  #timeLeft({ expiresAt, ttl }: Command, receivedAt: number): number {
    const { at, uncertainty } = this.#parts.hubClock.now();
    const ofTtl = receivedAt + ttl - this.#parts.clock.monotonic();
    return Math.min(expiresAt - at - (uncertainty ?? 0), ofTtl);
  }
}

/** By what the log names a command to open. */
function namesOf(command: OpeningCommand): object {
  const order = command.action === "open" ? { orderNo: command.orderNo } : { for: "service" };
  return { commandId: command.id, ...order };
}
