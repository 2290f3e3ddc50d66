import type { CabinetId, CommandId, EpochMs, SlotNumber } from "../../protocol/ids.ts";
import type { OpeningResult, RestartResult } from "../../protocol/upward.ts";
import type { Actor } from "./order-table.ts";
import type { Table } from "./store.ts";

interface Ordered {
  readonly id: CommandId;
  readonly actor: Actor;
  readonly reason: string;
  readonly issuedAt: EpochMs;
  readonly expiresAt: EpochMs;
}

/** A slot that an operator had opened without an order. */
export interface ServiceOpening extends Ordered {
  readonly action: "open-for-service";
  readonly slot: SlotNumber;
  /** Absent: the cabinet has not answered. */
  readonly answer?: { readonly at: EpochMs; readonly result: OpeningResult };
}

/** A restart of a bridge that an operator asked for. */
export interface ServiceRestart extends Ordered {
  readonly action: "restart";
  readonly answer?: { readonly at: EpochMs; readonly result: RestartResult };
}

/** A command that an operator sent to a cabinet. The bridge obeys each id once. */
export type ServiceCommand = ServiceOpening | ServiceRestart;

/** The last commands that operators sent to one cabinet; the audit log has all of them. */
export interface CabinetServices {
  readonly cabinetId: CabinetId;
  /** The oldest first, at most `rememberedCommands`. */
  readonly commands: readonly ServiceCommand[];
}

/** As many as a cabinet may get within its limits, and some before them for the reader. */
export const rememberedCommands = 24;

export const serviceCommandTable: Table<CabinetServices> = {
  name: "service-commands",
  key: ({ cabinetId }) => cabinetId,
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};

/** The row with one more command, or with another state of one that it has. */
export function withCommand(
  cabinetId: CabinetId,
  row: CabinetServices | undefined,
  command: ServiceCommand,
): CabinetServices {
  const known = row?.commands ?? [];
  const isKnown = known.some(({ id }) => id === command.id);
  const commands = isKnown ? known.map((other) => (other.id === command.id ? command : other)) : [...known, command];
  return { cabinetId, commands: commands.slice(-rememberedCommands) };
}
