import type { CabinetId } from "../../protocol/ids.ts";
import type { EffectOf } from "../rental/effect.ts";

/** How the runner reaches the cabinets. What comes of it comes back as events; nothing here waits for it. */
export interface SlotCommands {
  /** Sends the sealed open command if the cabinet is connected. */
  open(command: EffectOf<"open-slot">): Promise<void>;
  /** Asks the cabinet for a snapshot if it is connected. */
  look(cabinetId: CabinetId): Promise<void>;
}
