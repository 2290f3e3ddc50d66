import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { CabinetId, SlotNumber } from "../../protocol/ids.ts";
import { holdsSlot } from "../rental/order.ts";
import type { AuditedAct, AuditLog, AuditRecord } from "../store/audit-table.ts";
import { cabinetStateTable } from "../store/cabinet-state-table.ts";
import { cabinetTable, changedCabinet } from "../store/cabinet-table.ts";
import { byHeldSlot, byLender, orderTable } from "../store/order-table.ts";
import { type ServiceCommand, serviceCommandTable, withCommand } from "../store/service-command-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import { unmatchedEventTable, unmatchedOf } from "../store/unmatched-event-table.ts";
import {
  type ActedOn,
  freeAt,
  type Obstacle,
  obstacleOfCommand,
  obstacleOfOpening,
  obstacleOfRestart,
} from "./cabinet-acts.ts";
import type { Registry } from "./registry.ts";
import type { MqttSlotCommands } from "./slot-commands.ts";

/** Who acts, from where, and why. */
export type ActBy = Pick<AuditRecord, "reason" | "address"> & { readonly actor: `operator/${string}` };

export interface CabinetServiceParts {
  readonly store: Store;
  readonly registry: Registry;
  readonly slotCommands: MqttSlotCommands;
  readonly audit: Pick<AuditLog, "recordIn">;
  readonly clock: Clock;
  /** Ten characters or more, letters and digits, never the same twice. */
  readonly newId: () => string;
}

/** For how long a bridge may carry an operator's command out; ms. */
const expiresAfter = 20_000;

/**
 * What operators have cabinets do. Each act is in the audit log, with its actor and its reason, before the cabinet is told.
 */
export class CabinetService {
  readonly #parts: CabinetServiceParts;

  constructor(parts: CabinetServiceParts) {
    this.#parts = parts;
  }

  /**
   * Opens a slot without an order, for an operator who works on the cabinet.
   * @throws AppError cabinet/unknown, slot/unknown, and the obstacles of cabinet-acts.ts
   */
  async openSlot(cabinetId: CabinetId, slot: SlotNumber, by: ActBy): Promise<ServiceCommand> {
    const { newId, clock } = this.#parts;
    const times = this.#times();
    const { actor, reason } = by;
    const command = { id: `S${newId()}`, action: "open-for-service", slot, actor, reason, ...times } as const;
    const act = { what: "slot-opened-for-service", slot, commandId: command.id } as const;
    return this.#order(cabinetId, command, act, by, (on) => {
      checkSlot(on.cabinet.slots, slot);
      return obstacleOfOpening(on, slot, clock.now());
    });
  }

  /** Has the bridge end and start again. @throws AppError cabinet/unknown, and the obstacles of cabinet-acts.ts */
  async restart(cabinetId: CabinetId, by: ActBy): Promise<ServiceCommand> {
    const { newId, clock } = this.#parts;
    const { actor, reason } = by;
    const command = { id: `R${newId()}`, action: "restart", actor, reason, ...this.#times() } as const;
    const act = { what: "bridge-restarted", commandId: command.id } as const;
    return this.#order(cabinetId, command, act, by, (on) => obstacleOfRestart(on, clock.now()));
  }

  /** Has the cabinet show its slots. @throws AppError cabinet/unknown, and the obstacles of cabinet-acts.ts */
  async look(cabinetId: CabinetId, by: ActBy): Promise<void> {
    const { store, audit, slotCommands, clock } = this.#parts;
    await store.transact(async (tx) => {
      const on = await actedOnIn(tx, cabinetId);
      refuse(obstacleOfCommand(on, "look", clock.now()));
      await audit.recordIn(tx, { ...by, cabinetId, act: { what: "snapshot-asked" } });
    });
    await slotCommands.look(cabinetId);
  }

  /**
   * Sends a command once more whose answer has not come. The bridge answers with what it knows, and carries nothing out twice.
   * @throws AppError cabinet/unknown, command/unknown, cabinet/not-connected
   */
  async askAgain(cabinetId: CabinetId, commandId: string, by: ActBy): Promise<ServiceCommand> {
    const { store, slotCommands, audit } = this.#parts;
    const command = await store.transact(async (tx) => {
      const on = await actedOnIn(tx, cabinetId);
      const found = on.services?.commands.find(({ id }) => id === commandId);
      if (!found) throw new AppError("command/unknown");
      if (!on.state?.presence.online) refuse("cabinet/not-connected");
      await audit.recordIn(tx, { ...by, cabinetId, act: { what: "command-asked-again", commandId } });
      return found;
    });
    await slotCommands.serve(cabinetId, command);
    return command;
  }

  /** Takes a slot out of service, or brings it back. @returns whether that is new @throws AppError cabinet/unknown, slot/unknown */
  async setLocked(cabinetId: CabinetId, slot: SlotNumber, locked: boolean, by: ActBy): Promise<boolean> {
    const { store, registry, audit, clock } = this.#parts;
    return store.transact(async (tx) => {
      const cabinet = await registry.cabinetIn(tx, cabinetId);
      checkSlot(cabinet.slots, slot);
      const { lockedSlots = [], ...unlocked } = cabinet;
      const others = lockedSlots.filter((lock) => lock.slot !== slot);
      if (others.length < lockedSlots.length === locked) return false;
      const { actor, reason } = by;
      const locks = locked ? [...others, { slot, since: clock.now(), actor, reason }] : others;
      const changed = changedCabinet(unlocked, {});
      await tx.put(cabinetTable, locks.length === 0 ? changed : { ...changed, lockedSlots: locks });
      const act = { what: locked ? "slot-locked" : "slot-unlocked", slot } as const;
      await audit.recordIn(tx, { ...by, cabinetId, act });
      return true;
    });
  }

  async #order(
    cabinetId: CabinetId,
    command: ServiceCommand,
    act: AuditedAct,
    by: ActBy,
    obstacleOf: (on: ActedOn) => Obstacle | undefined,
  ): Promise<ServiceCommand> {
    const { store, audit, slotCommands, clock } = this.#parts;
    await store.transact(async (tx) => {
      const on = await actedOnIn(tx, cabinetId);
      const obstacle = obstacleOf(on);
      const now = clock.now();
      const wait = Math.ceil((freeAt(on.services, command.action, now) - now) / 1000);
      refuse(obstacle, obstacle === "cabinet/service-limit" && wait > 0 ? wait : undefined);
      await tx.put(serviceCommandTable, withCommand(cabinetId, on.services, command));
      await audit.recordIn(tx, { ...by, cabinetId, act });
    });
    await slotCommands.serve(cabinetId, command);
    return command;
  }

  #times() {
    const issuedAt = this.#parts.clock.now();
    return { issuedAt, expiresAt: issuedAt + expiresAfter };
  }
}

/** Reads by what acts on a cabinet are judged. @throws AppError cabinet/unknown */
export async function actedOnIn(tx: Transaction, cabinetId: CabinetId): Promise<ActedOn> {
  const [cabinet, state, services, holders, lent, returns] = await Promise.all([
    tx.get(cabinetTable, cabinetId),
    tx.get(cabinetStateTable, cabinetId),
    tx.get(serviceCommandTable, cabinetId),
    tx.find(orderTable, byHeldSlot(cabinetId)),
    tx.find(orderTable, byLender(cabinetId)),
    tx.find(unmatchedEventTable, unmatchedOf(cabinetId, "returned")),
  ]);
  if (!cabinet) throw new AppError("cabinet/unknown");
  const held = holders.flatMap(({ order }) =>
    order.loans.filter((loan) => holdsSlot(order, loan)).map(({ slot }) => ({ slot, orderNo: order.orderNo })),
  );
  const openOrders = [...new Set([...holders, ...lent].map(({ order }) => order.orderNo))];
  return { cabinet, state, services, held, openOrders, unmatchedReturns: returns.length };
}

function checkSlot(slots: number, slot: SlotNumber): void {
  if (slot > slots) throw new AppError("slot/unknown", `This cabinet has ${slots} slots.`);
}

function refuse(obstacle: Obstacle | undefined, retryAfter?: number): void {
  if (obstacle === undefined) return;
  throw new AppError(obstacle, undefined, retryAfter === undefined ? undefined : { retryAfter });
}
