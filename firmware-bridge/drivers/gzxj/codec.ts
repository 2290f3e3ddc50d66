import { MalformedFrame } from "../kit/codec.ts";
import { FrameDecoder } from "../kit/frame-decoder.ts";
import { encodeFrame, gzxjFraming } from "./framing.ts";

/** `result` of BW and FB (gzxj §3.2); any other number is a failure too. */
export const openingCode = { ok: 1, unavailable: 0, timeout: 100, lockFault: 110 } as const;

/** `result` of RS (gzxj §3.2). */
export const returnCode = { ok: 1, failed: 0 } as const;

/** Which items the board hands out and takes (CM); `…Blocks`: such an error takes the slot out of use. */
export interface BoardRules {
  /** percent of charge from which BW hands an item out */
  readonly minLevel: number;
  readonly rentAuth: boolean;
  readonly returnAuth: boolean;
  readonly lockErrorBlocks: boolean;
  readonly wireErrorBlocks: boolean;
  readonly idErrorBlocks: boolean;
}

/** What the host says. `msgId` must grow from frame to frame, or the board drops the frame without a word (gzxj §3.3). */
export type HostFrame =
  | { readonly command: "CQ"; readonly msgId: number /** 0: all */; readonly slot: number }
  | { readonly command: "BW"; readonly msgId: number; readonly orderId: string }
  | { readonly command: "FB"; readonly msgId: number; readonly orderId: string; readonly slot: number }
  | { readonly command: "BR"; readonly msgId: number; readonly orderId: string; readonly slot?: number }
  | { readonly command: "RS"; readonly msgId: number; readonly slot: number; readonly accepted: boolean }
  | { readonly command: "FA"; readonly msgId: number /** 0: all */; readonly slot: number }
  | { readonly command: "CM"; readonly msgId: number /** absent: a query */; readonly rules?: BoardRules };

/** One slot of an inventory. */
export interface SlotRecord {
  readonly slot: number;
  readonly returnConfirmed: boolean;
  /** absent: none, or not readable */
  readonly itemId?: string;
  /** percent */
  readonly level?: number;
  readonly charging: boolean;
  readonly inContact: boolean;
  readonly locked: boolean;
}

export interface InventoryFrame {
  readonly command: "AC";
  readonly msgId: number;
  readonly boardId: string;
  readonly firmware: string;
  readonly slotCount: number;
  /** Sent by the board, never read here: what isn't held can't be logged. */
  readonly iot?: { readonly domain: string; readonly user: string; readonly password: string };
  readonly slots: readonly SlotRecord[];
}

interface SlotOutcome {
  readonly msgId: number;
  readonly result: number;
  readonly slot: number;
  readonly itemId?: string;
  readonly level?: number;
  readonly lockStatus: number;
  /** absent: one product says something else in this field (gzxj §3.2) */
  readonly wireStatus?: number;
}

export interface OpeningFrame extends SlotOutcome {
  readonly command: "BW" | "FB";
  readonly orderId: string;
}

/** A return. `msgId` is the last one the host sent. */
export interface ReturnFrame extends SlotOutcome {
  readonly command: "RS";
}

export type BoardFrame =
  | InventoryFrame
  | OpeningFrame
  | ReturnFrame
  | { readonly command: "FA"; readonly msgId: number; readonly accepted: boolean }
  | { readonly command: "CM"; readonly msgId: number; readonly rules: BoardRules };

export function encodeHostFrame(frame: HostFrame): Buffer {
  switch (frame.command) {
    case "CQ":
    case "FA":
      return encodeFrame(frame.command, [frame.msgId, frame.slot]);
    case "BW":
      return encodeFrame("BW", [frame.msgId, frame.orderId]);
    case "FB":
      return encodeFrame("FB", [frame.msgId, frame.orderId, frame.slot]);
    case "BR":
      return encodeFrame("BR", [frame.msgId, frame.orderId, ...(frame.slot === undefined ? [] : [frame.slot])]);
    case "RS":
      return encodeFrame("RS", [frame.msgId, frame.slot, digit(frame.accepted)]);
    case "CM":
      return encodeFrame("CM", [frame.msgId, ...(frame.rules ? ruleFields(frame.rules) : [0])]);
  }
}

export function encodeBoardFrame(frame: BoardFrame): Buffer {
  switch (frame.command) {
    case "AC": {
      const { domain, user, password } = frame.iot ?? { domain: "NULL", user: "NULL", password: "NULL" };
      const head = [frame.msgId, frame.boardId, frame.firmware, frame.slotCount, domain, user, password];
      return encodeFrame("AC", [...head, ...frame.slots.map(slotText)]);
    }
    case "BW":
    case "FB":
      return encodeFrame(frame.command, [frame.msgId, frame.orderId, ...outcomeFields(frame)]);
    case "RS":
      return encodeFrame("RS", [frame.msgId, ...outcomeFields(frame)]);
    case "FA":
      return encodeFrame("FA", [frame.msgId, digit(frame.accepted)]);
    case "CM":
      return encodeFrame("CM", [frame.msgId, ...ruleFields(frame.rules)]);
  }
}

/** Finds and reads what a board sends. */
export const boardFraming = gzxjFraming(readBoardFrame);

/** Reads what a board sends. */
export function boardFrameDecoder(): FrameDecoder<BoardFrame> {
  return new FrameDecoder(boardFraming);
}

/** Reads what a host sends. */
export function hostFrameDecoder(): FrameDecoder<HostFrame> {
  return new FrameDecoder(gzxjFraming(readHostFrame));
}

/** @throws MalformedFrame */
export function readBoardFrame(command: string, texts: readonly string[]): BoardFrame {
  const fields = new Fields(texts);
  switch (command) {
    case "AC":
      return readInventory(fields);
    case "BW":
    case "FB":
      return { command, msgId: fields.number(), orderId: fields.text(), ...readOutcome(fields) };
    case "RS":
      return { command, msgId: fields.number(), ...readOutcome(fields) };
    case "FA":
      return { command, msgId: fields.number(), accepted: fields.flag() };
    case "CM":
      return { command, msgId: fields.number(), rules: readRules(fields) };
    default:
      throw new MalformedFrame("not a command of a board");
  }
}

/** @throws MalformedFrame */
export function readHostFrame(command: string, texts: readonly string[]): HostFrame {
  const fields = new Fields(texts);
  switch (command) {
    case "CQ":
    case "FA":
      return { command, msgId: fields.number(), slot: fields.number() };
    case "BW":
      return { command, msgId: fields.number(), orderId: fields.text() };
    case "FB":
      return { command, msgId: fields.number(), orderId: fields.text(), slot: fields.number() };
    case "BR": {
      const frame = { command, msgId: fields.number(), orderId: fields.text() } as const;
      return fields.left > 0 ? { ...frame, slot: fields.number() } : frame;
    }
    case "RS":
      return { command, msgId: fields.number(), slot: fields.number(), accepted: fields.flag() };
    case "CM": {
      const msgId = fields.number();
      return fields.left > 1 ? { command, msgId, rules: readRules(fields) } : { command, msgId };
    }
    default:
      throw new MalformedFrame("not a command of a host");
  }
}

/** The fields of a frame from left to right; more of them than expected are left alone, as newer firmware adds some. */
class Fields {
  readonly #texts: readonly string[];
  #next = 0;

  constructor(texts: readonly string[]) {
    this.#texts = texts;
  }

  get left(): number {
    return this.#texts.length - this.#next;
  }

  any(): string {
    const text = this.#texts[this.#next++];
    if (text === undefined) throw new MalformedFrame("a field is missing");
    return text;
  }

  text(): string {
    const text = this.any();
    if (!/^[!-~]{1,40}$/.test(text)) throw new MalformedFrame("a field is not a word");
    return text;
  }

  number(): number {
    const text = this.any();
    if (!/^\d{1,10}$/.test(text)) throw new MalformedFrame("a field is not a number");
    return Number(text);
  }

  /** 1 to 48 (gzxj §3.2) */
  slot(): number {
    const slot = this.number();
    if (slot < 1 || slot > 48) throw new MalformedFrame("there is no such slot");
    return slot;
  }

  flag(): boolean {
    return this.number() === 1;
  }

  /** An id that is not printable is one that the board could not read. */
  itemId(): { itemId?: string } {
    const text = this.any();
    return text !== "NULL" && /^[!-~]{1,32}$/.test(text) ? { itemId: text } : {};
  }

  level(): { level?: number } {
    const text = this.any();
    return /^\d{1,3}$/.test(text) && Number(text) <= 100 ? { level: Number(text) } : {};
  }

  rest(): readonly string[] {
    return this.#texts.slice(this.#next);
  }
}

function readInventory(fields: Fields): InventoryFrame {
  const head = { msgId: fields.number(), boardId: fields.any(), firmware: fields.any(), slotCount: fields.number() };
  for (let secret = 0; secret < 3; secret++) fields.any();
  return { command: "AC", ...head, slots: fields.rest().map((text) => readSlot(new Fields(text.split(":")))) };
}

/** `slot:returnConfirmed:id:level:CXL` — C 1 charging, X 0 in contact, L 1 lock in place (gzxj §3.2). */
function readSlot(fields: Fields): SlotRecord {
  const slot = fields.slot();
  const returnConfirmed = fields.flag();
  const item = { ...fields.itemId(), ...fields.level() };
  const flags = fields.text();
  if (!/^\d{3}$/.test(flags)) throw new MalformedFrame("the state of a slot is not three digits");
  const [charging, noContact, locked] = flags;
  return {
    slot,
    returnConfirmed,
    ...item,
    charging: charging === "1",
    inContact: noContact === "0",
    locked: locked === "1",
  };
}

function slotText(record: SlotRecord): string {
  const flags = [record.charging, !record.inContact, record.locked].map(digit).join("");
  return [record.slot, digit(record.returnConfirmed), record.itemId ?? "NULL", record.level ?? 0, flags].join(":");
}

function readOutcome(fields: Fields): Omit<SlotOutcome, "msgId"> {
  const [result, slot] = [fields.number(), fields.number()];
  const outcome = { result, slot, ...fields.itemId(), ...fields.level(), lockStatus: fields.number() };
  const last = fields.any();
  return /^\d$/.test(last) ? { ...outcome, wireStatus: Number(last) } : outcome;
}

function outcomeFields(outcome: SlotOutcome): (string | number)[] {
  const { result, slot, itemId = "NULL", level = 0, lockStatus, wireStatus = 0 } = outcome;
  return [result, slot, itemId, level, lockStatus, wireStatus];
}

function readRules(fields: Fields): BoardRules {
  return {
    minLevel: fields.number(),
    rentAuth: fields.flag(),
    returnAuth: fields.flag(),
    lockErrorBlocks: fields.flag(),
    wireErrorBlocks: fields.flag(),
    idErrorBlocks: fields.flag(),
  };
}

function ruleFields(rules: BoardRules): (string | number)[] {
  const { minLevel, rentAuth, returnAuth, lockErrorBlocks, wireErrorBlocks, idErrorBlocks } = rules;
  return [minLevel, ...[rentAuth, returnAuth, lockErrorBlocks, wireErrorBlocks, idErrorBlocks].map(digit)];
}

function digit(flag: boolean): number {
  return flag ? 1 : 0;
}
