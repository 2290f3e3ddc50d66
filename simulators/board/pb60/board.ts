import { FrameDecoder } from "../../../firmware-bridge/drivers/kit/frame-decoder.ts";
import {
  type Pb60Frame,
  type Pb60Payload,
  type Pb60Record,
  pb60Command,
} from "../../../firmware-bridge/drivers/pb60/codec.ts";
import { stationCodec, stationFrame } from "../../../firmware-bridge/drivers/pb60/station-codec.ts";
import type { Pb60Dialect } from "../../../firmware-bridge/drivers/pb60/wiring.ts";
import type { Item } from "../kit/cabinet-state.ts";
import { stationId } from "../kit/item-numbers.ts";
import { SimulatedBoard, type SimulatedBoardParts } from "../kit/simulated-board.ts";
import type { StationState } from "./station-state.ts";

/** A station says that it is there every 30 s (pb60 §2.4). */
const heartbeatEvery = 30_000;
/** The medians of captured orders (pb60 §2.4). */
const motorTime = { [pb60Command.borrow]: 860, [pb60Command.eject]: 610 } as const;
/** Contact and telemetry are there moments after an item; the captures do not say when. */
const settlingTime = 1_000;

/** The version in a station's own frames. */
const versionByte = { v1: 0x01, v2: 0x02 } as const;

/** Status bits (pb60 §2.3): in place and locked; locked without contact; the same, and charging already. */
const status = { inPlace: 0xc0, loose: 0x40, goingIn: 0x48, unread: 0xe0 } as const;

/** What captured records of good items hold. */
const telemetry = { mv: 4130, ma: 34, temp: 30, soh: 100 } as const;
/** Until the item has been asked. */
const filler = { mv: 2010, ma: 0, temp: 29, soh: 100 } as const;

const noId = "0000000000000000";

const result = { failed: 0, ok: 1 } as const;

/** A station of the 0x60 family at the level of bytes, after captured traffic (pb60 §2). */
export class Station extends SimulatedBoard<StationState> {
  /** What the last answers to returns said, the newest last. */
  readonly returnAnswers: { readonly slot: number; readonly res: number }[] = [];
  /** Each return is preceded by a report of an unlocked slot, as happens (pb60 §2.5). */
  startles = false;
  /** A return is said again after so long without an answer, in ms. No source says that stations do; undefined: they do not. */
  repeatsReturns: number | undefined;
  /** What an answer to a borrowing says of the neighbour's lock. */
  neighbourLock = 0;
  /** So many of the next frames have a wrong token. */
  mistokenNext = 0;
  /** A status that slots have instead of the true one. */
  readonly statuses = new Map<number, number>();
  readonly #dialect: Pb60Dialect;
  readonly #queue: Pb60Frame[] = [];
  readonly #goingIn = new Set<number>();
  readonly #unanswered = new Set<number>();
  #bootedAt: number;
  #isLoggedIn = false;

  /** Some firmware of version 1 obeys frames with a wrong checksum (pb60 §2.2). */
  constructor(dialect: Pb60Dialect, parts: SimulatedBoardParts<StationState>) {
    super(parts, { baud: 115_200, spoil: spoilChecksum });
    this.#dialect = dialect;
    this.#bootedAt = parts.clock.monotonic();
    this.start();
  }

  protected override listen(): (bytes: Uint8Array) => void {
    const decoder = new FrameDecoder(stationCodec({ ...this.#dialect, lenient: this.#dialect.version === "v1" }));
    this.#logIn();
    return (bytes) => {
      for (const frame of decoder.push(bytes)) this.#receive(frame);
    };
  }

  protected override inserted(slot: number): void {
    this.#goingIn.add(slot);
    this.after(`settle ${slot}`, settlingTime, () => this.#goingIn.delete(slot));
    if (this.startles) this.#sayAbnormal(1, slot);
    if (stationId.pattern.test(this.kept.slots[slot - 1]?.item?.itemId ?? "")) this.#sayReturn(slot);
    else this.#sayAbnormal(2, slot);
  }

  protected override left(slot: number): void {
    this.#goingIn.delete(slot);
    this.#unanswered.delete(slot);
  }

  protected override start(): void {
    this.every("heartbeat", heartbeatEvery, () => {
      if (this.#isLoggedIn) this.#say(pb60Command.heartbeat, { kind: "empty" });
      else this.#logIn();
    });
  }

  protected override booted(): void {
    this.#bootedAt = this.clock.monotonic();
    this.#logIn();
  }

  protected override forget(): void {
    this.#isLoggedIn = false;
    this.#unanswered.clear();
  }

  protected override interrupted(): void {
    this.#queue.length = 0;
    this.#goingIn.clear();
  }

  /** The station restarts by itself. */
  reset(): void {
    this.restart();
  }

  /** Says by itself that a slot is abnormal. */
  report(event: number, slot: number): void {
    this.#sayAbnormal(event, slot);
  }

  /** Sends the frame of a return, whatever lies in the slot. */
  sayReturnOf(slot: number, itemId: string): void {
    this.#sayRecord({ slot, id: itemId, soc: 0, more: { ...filler, st: status.goingIn } });
  }

  #receive(frame: Pb60Frame): void {
    const { cmd, payload } = frame;
    if (payload.kind === "result" && cmd === pb60Command.login) {
      this.#isLoggedIn = payload.res === result.ok;
      this.kept.lastServerTime = payload.ts ?? this.kept.lastServerTime;
      this.changed();
    } else if (payload.kind === "return-reply") {
      this.#unanswered.delete(payload.slot);
      this.returnAnswers.push({ slot: payload.slot, res: payload.res });
    } else if (payload.kind === "empty" || payload.kind === "slot") {
      this.#queue.push(frame);
      this.#work();
    }
  }

  /** Commands are worked off in the order in which they came (pb60 §2.4). */
  #work(): void {
    while (!this.motorRuns) {
      const frame = this.#queue.shift();
      if (frame === undefined) return;
      this.#obey(frame);
    }
  }

  #obey({ cmd, payload }: Pb60Frame): void {
    if (payload.kind === "slot" && (cmd === pb60Command.borrow || cmd === pb60Command.eject))
      this.#open(cmd, payload.slot);
    else if (cmd === pb60Command.inventory) this.#sayInventory();
    else if (cmd === pb60Command.restart) {
      this.#say(cmd, { kind: "empty" });
      this.restart();
    }
  }

  #open(cmd: typeof pb60Command.borrow | typeof pb60Command.eject, slot: number): void {
    const item = this.kept.slots[slot - 1]?.item;
    if (item === undefined) {
      this.#sayOpened(cmd, slot, result.failed, noId);
      return;
    }
    this.runMotor(slot, motorTime[cmd], undefined, (ejected) => {
      this.#sayOpened(cmd, slot, ejected ? result.ok : result.failed, idOf(item));
      this.#work();
    });
  }

  /** Own lock, neighbour's lock, and a byte that no source explains: only in version 2, and only of borrowings (pb60 §2.3). */
  #sayOpened(cmd: number, slot: number, res: number, id: string): void {
    const hasTail = this.#dialect.version === "v2" && cmd === pb60Command.borrow;
    const tail = hasTail ? `0${res}${this.neighbourLock.toString(16).padStart(2, "0")}00`.toUpperCase() : "";
    this.#say(cmd, { kind: "ejected", slot, res, id, tail });
  }

  #logIn(): void {
    this.#isLoggedIn = false;
    const uptime = Math.floor(this.clock.monotonic() - this.#bootedAt) % 2 ** 32;
    const { boardId, lastServerTime, slots } = this.kept;
    const records = this.#records();
    this.#say(pb60Command.login, {
      kind: "login",
      uptime,
      box: boardId,
      ts: lastServerTime,
      slots: slots.length,
      records,
    });
  }

  #sayInventory(): void {
    const slots = this.#dialect.version === "v2" ? { slots: this.kept.slots.length } : {};
    this.#say(pb60Command.inventory, { kind: "inventory", ...slots, records: this.#records() });
  }

  #sayReturn(slot: number): void {
    const item = this.kept.slots[slot - 1]?.item;
    if (item === undefined) return;
    // The first telemetry is filler (pb60 §2.5).
    this.#sayRecord(this.#record(slot, item, status.goingIn));
    if (this.repeatsReturns === undefined) return;
    this.#unanswered.add(slot);
    this.after(`return ${slot}`, this.repeatsReturns, () => {
      if (this.#unanswered.has(slot)) this.#sayReturn(slot);
    });
  }

  #sayRecord(record: Pb60Record): void {
    const { slot, id } = record;
    this.#say(
      pb60Command.return,
      this.#dialect.version === "v2" ? { kind: "returned", record } : { kind: "returned-v1", slot, id },
    );
  }

  #sayAbnormal(event: number, slot: number): void {
    const item = this.kept.slots[slot - 1]?.item;
    this.#say(pb60Command.abnormal, { kind: "abnormal", event, slot, id: item ? idOf(item) : noId });
  }

  /** The occupied slots. Where an item was let go and still lies there, version 2 lists it as loose. */
  #records(): Pb60Record[] {
    return this.kept.slots.flatMap(({ item, loose }, index) => {
      const slot = index + 1;
      if (item) {
        const st = this.#goingIn.has(slot)
          ? status.goingIn
          : stationId.pattern.test(item.itemId)
            ? status.inPlace
            : status.unread;
        return [this.#record(slot, item, st)];
      }
      return loose && this.#dialect.version === "v2" ? [this.#record(slot, loose, status.loose)] : [];
    });
  }

  #record(slot: number, item: Item, st: number): Pb60Record {
    const id = idOf(item);
    if (this.#dialect.version === "v1") return { slot, id, soc: Math.ceil(item.level / 20) };
    const isFiller = st === status.goingIn;
    const more = { ...(isFiller ? filler : telemetry), st: this.statuses.get(slot) ?? st };
    return { slot, id, soc: isFiller ? 0 : item.level, more };
  }

  #say(cmd: number, payload: Pb60Payload): void {
    const ver = versionByte[this.#dialect.version];
    const frame = stationFrame(this.#dialect, { cmd, payload, ver });
    const isWrong = this.mistokenNext > 0;
    if (isWrong) this.mistokenNext--;
    this.say(stationCodec(this.#dialect).encode(isWrong ? { ...frame, tok: "DEADBEEF" } : frame));
  }
}

function idOf({ itemId }: Item): string {
  return stationId.pattern.test(itemId) ? itemId : noId;
}

/** The checksum stands in the fifth byte, and is that of no payload too. */
function spoilChecksum(frame: Uint8Array): Uint8Array {
  const spoiled = Uint8Array.from(frame);
  spoiled[4] = (spoiled[4] ?? 0) ^ 0xff;
  return spoiled;
}
