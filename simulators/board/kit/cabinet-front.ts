import { AppError } from "../../../platform/app-error.ts";
import { type CabinetState, type Item, type SlotState, stockItem } from "./cabinet-state.ts";

/** Charge of an item that is pushed in and never was in this cabinet before, in percent. */
const foreignLevel = 50;

/** What hands and motors do to the slots. Slots are numbered from 1; an error names what stands in the way. */
export class CabinetFront {
  readonly #state: CabinetState;

  constructor(state: CabinetState) {
    this.#state = state;
  }

  /** @throws AppError request/not-found */
  slot(number: number): SlotState {
    const slot = this.#state.slots[number - 1];
    if (slot === undefined)
      throw new AppError(
        "request/not-found",
        `there is no slot ${number}; the last one is ${this.#state.slots.length}`,
      );
    return slot;
  }

  /** The motor runs. @returns the item that came out; undefined: the slot is jammed, the item stays in place */
  eject(number: number): Item | undefined {
    const slot = this.slot(number);
    slot.motorMovements++;
    if (slot.jammed || slot.item === undefined) return undefined;
    const { item } = slot;
    delete slot.item;
    slot.loose = item;
    slot.returnConfirmed = true;
    return item;
  }

  /** A rider takes what was ejected. @throws AppError slot/empty */
  take(number: number): Item {
    const slot = this.slot(number);
    if (slot.loose === undefined) throw new AppError("slot/empty", `nothing lies loose in slot ${number}`);
    const item = slot.loose;
    delete slot.loose;
    this.#state.carried.push(item);
    return item;
  }

  /**
   * A rider pushes an item in: without an id what lies loose in the slot, else what has been carried longest, else a new item.
   * @throws AppError slot/taken
   */
  insert(number: number, itemId: string | undefined): Item {
    const slot = this.slot(number);
    const { carried } = this.#state;
    const id = itemId ?? slot.loose?.itemId ?? carried[0]?.itemId ?? this.#stock(undefined).itemId;
    const place = this.#placeOf(id);
    if (slot.item !== undefined) throw occupied(number, slot.item);
    if (slot.loose !== undefined && slot.loose.itemId !== id) throw occupied(number, slot.loose);
    if (place !== undefined && place !== number) throw elsewhere(id, place);
    const at = carried.findIndex((item) => item.itemId === id);
    slot.item = slot.loose ?? carried[at] ?? { itemId: id, level: foreignLevel };
    slot.returnConfirmed = false;
    delete slot.loose;
    if (at >= 0) carried.splice(at, 1);
    return slot.item;
  }

  /** A technician puts an item in, which is no return. @throws AppError slot/taken */
  fill(number: number, itemId: string | undefined, level: number | undefined): void {
    const slot = this.slot(number);
    const inTheWay = slot.item ?? slot.loose;
    if (inTheWay !== undefined) throw occupied(number, inTheWay);
    const item = this.#stock(itemId);
    const place = this.#placeOf(item.itemId);
    if (place !== undefined) throw elsewhere(item.itemId, place);
    const at = this.#state.carried.findIndex((carried) => carried.itemId === item.itemId);
    if (at >= 0) this.#state.carried.splice(at, 1);
    slot.item = { ...item, ...(level === undefined ? {} : { level }) };
    slot.returnConfirmed = true;
  }

  /** A technician takes out with a key what is in a slot. @throws AppError slot/empty */
  empty(number: number): void {
    const slot = this.slot(number);
    if (slot.item === undefined && slot.loose === undefined)
      throw new AppError("slot/empty", `slot ${number} is empty`);
    delete slot.item;
    delete slot.loose;
    slot.returnConfirmed = true;
  }

  /** The id of an item that is neither in a slot nor carried. */
  get newItemId(): string {
    return this.#stock(undefined).itemId;
  }

  #stock(itemId: string | undefined): Item {
    const { boardId, carried } = this.#state;
    if (itemId !== undefined) return { itemId, level: 100 };
    for (let number = 1; ; number++) {
      const item = stockItem(boardId, number);
      if (this.#placeOf(item.itemId) === undefined && carried.every(({ itemId }) => itemId !== item.itemId))
        return item;
    }
  }

  #placeOf(itemId: string): number | undefined {
    const index = this.#state.slots.findIndex((slot) => (slot.item ?? slot.loose)?.itemId === itemId);
    return index < 0 ? undefined : index + 1;
  }
}

function elsewhere(itemId: string, slot: number): AppError {
  return new AppError("slot/taken", `${itemId} is in slot ${slot}`, { obstacle: "item-elsewhere" });
}

function occupied(slot: number, item: Item): AppError {
  return new AppError("slot/taken", `${item.itemId} is in slot ${slot}`);
}
