import type { CabinetMachine } from "./cabinet-machine.ts";
import type { FaultKind, Faults } from "./faults.ts";
import { HostileCabinet, type HostileCabinetParts } from "./hostile-cabinet.ts";
import { HostileLies, type LiesParts } from "./hostile-lies.ts";
import { ModelBox } from "./model-box.ts";
import type { Random } from "./random.ts";

export interface HostileTroublesParts
  extends Omit<HostileCabinetParts, "random">,
    Omit<LiesParts, "cabinet" | "box" | "boxes"> {
  readonly faults: Faults;
  readonly machines: readonly CabinetMachine[];
  /** Lets a fault strike at its own pace for as long as `goesOn`. */
  readonly nowAndThen: (kind: FaultKind, strike: (random: Random) => void, goesOn: () => boolean) => void;
}

const minute = 60_000;

/**
 * In some histories one cabinet gets into wrong hands, for a while or until the faults end.
 * @returns ends it, if it has not ended yet
 */
export function beginHostility(parts: HostileTroublesParts): () => void {
  const { faults, machines, time, disk, nowAndThen } = parts;
  const kind = "a cabinet turns hostile";
  const random = faults.details(kind);
  const machine = random.pick(machines.filter(({ box }) => box instanceof ModelBox));
  if (!machine || !faults.strikes(kind) || !(machine.box instanceof ModelBox)) return () => {};
  const { box } = machine;
  let isOver = false;
  let release = () => {};
  time.after(random.between(5 * minute, 120 * minute), () => {
    if (isOver) return;
    const cabinet = new HostileCabinet(machine, { ...parts, random });
    const lies = new HostileLies({ time, disk, cabinet, box, boxes: machines.map((other) => other.box) });
    cabinet.onCommand = (command) => {
      const answers = "a hostile cabinet answers falsely";
      if (command.action === "open" && faults.strikes(answers)) lies.answer(command, faults.details(answers));
    };
    release = () => cabinet.release();
    cabinet.seize();
    for (const [lie, tell] of Object.entries(lies.byKind)) nowAndThen(lie as FaultKind, tell, () => cabinet.isThere);
    if (random.chance(0.5)) time.after(random.between(20 * minute, 180 * minute), release);
  });
  return () => {
    isOver = true;
    release();
  };
}
