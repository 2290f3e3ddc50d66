import type { Log } from "../../platform/log.ts";
import { cabinetStateTable } from "../store/cabinet-state-table.ts";
import type { Store } from "../store/store.ts";
import type { MqttSlotCommands } from "./slot-commands.ts";

/** Has every cabinet that is there take the hub's time again. One that can't be asked takes it when it connects. */
export async function askCabinets(
  store: Store,
  slotCommands: Pick<MqttSlotCommands, "sync">,
  log: Pick<Log, "warn">,
): Promise<void> {
  const states = await store.transact((tx) => tx.all(cabinetStateTable));
  for (const { cabinetId, presence } of states) {
    if (!presence.online) continue;
    await slotCommands
      .sync(cabinetId)
      .catch((err: unknown) => log.warn({ err, cabinetId }, "a cabinet could not be asked to take the time again"));
  }
}
