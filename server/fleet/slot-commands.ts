import type { Clock } from "../../platform/clock.ts";
import type { CabinetId } from "../../protocol/ids.ts";
import { seal, type UnsealedCommand } from "../../protocol/seal.ts";
import type { EffectOf } from "../rental/effect.ts";
import { orderOfCommand } from "../rental/order.ts";
import type { ServiceCommand } from "../store/service-command-table.ts";
import type { Link } from "./link.ts";
import type { Registry } from "./registry.ts";

/** A look does no harm late, but its answer is wanted now; ms. */
const lookWithin = 10_000;

/** Seals commands with the cabinet's key and sends them. */
export class MqttSlotCommands {
  readonly #link: Link;
  readonly #registry: Registry;
  readonly #clock: Clock;
  readonly #newLookId: () => string;

  /** @param newLookId a fresh command id each time */
  constructor(link: Link, registry: Registry, clock: Clock, newLookId: () => string) {
    this.#link = link;
    this.#registry = registry;
    this.#clock = clock;
    this.#newLookId = newLookId;
  }

  async open({ cabinetId, slot, commandId, issuedAt, expiresAt }: EffectOf<"open-slot">): Promise<void> {
    const orderNo = orderOfCommand(commandId);
    if (!orderNo) throw new Error(`${commandId} is no command of an order`);
    const ttl = expiresAt - issuedAt;
    const { isOnline, sealKey } = await this.#registry.lineTo(cabinetId);
    // A bridge that was not welcomed yet can't judge the expiry and would refuse; it gets the command when it came.
    if (!isOnline) return;
    const command = { v: 1, id: commandId, action: "open", orderNo, slot, issuedAt, expiresAt, ttl } as const;
    await this.#send(cabinetId, sealKey, command);
  }

  /** Sends an operator's command, or sends it again: a bridge carries each id out once. */
  async serve(cabinetId: CabinetId, command: ServiceCommand): Promise<void> {
    const { id, issuedAt, expiresAt } = command;
    const frame = { v: 1, id, issuedAt, expiresAt, ttl: expiresAt - issuedAt } as const;
    const sealKey = await this.#registry.sealKeyOf(cabinetId);
    switch (command.action) {
      case "open-for-service":
        return this.#send(cabinetId, sealKey, { ...frame, action: command.action, slot: command.slot });
      case "restart":
        return this.#send(cabinetId, sealKey, { ...frame, action: command.action });
    }
  }

  async look(cabinetId: CabinetId): Promise<void> {
    const issuedAt = this.#clock.now();
    const expiresAt = issuedAt + lookWithin;
    const command = { v: 1, id: this.#newLookId(), action: "look", issuedAt, expiresAt, ttl: lookWithin } as const;
    await this.#send(cabinetId, await this.#registry.sealKeyOf(cabinetId), command);
  }

  /** Has the cabinet take the hub's time again. */
  async sync(cabinetId: CabinetId): Promise<void> {
    const issuedAt = this.#clock.now();
    const expiresAt = issuedAt + lookWithin;
    const command = { v: 1, id: this.#newLookId(), action: "sync", issuedAt, expiresAt, ttl: lookWithin } as const;
    await this.#send(cabinetId, await this.#registry.sealKeyOf(cabinetId), command);
  }

  /** A command that can't be sent is lost: whoever needs it asks again. */
  async #send(cabinetId: CabinetId, sealKey: Buffer | undefined, command: UnsealedCommand): Promise<void> {
    if (sealKey) await this.#link.publish(cabinetId, "command", seal(sealKey, cabinetId, command));
  }
}
