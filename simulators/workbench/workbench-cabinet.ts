import type { SimulatedBoard } from "../board/kit/simulated-board.ts";
import type { Action } from "./actions.ts";
import type { TrafficLog } from "./traffic-log.ts";
import type { CabinetView } from "./views.ts";

/** A cabinet on the workbench, simulated or real. */
export interface WorkbenchCabinet {
  readonly name: string;
  readonly view: CabinetView;
  readonly traffic: TrafficLog;
  /** undefined: a real one. */
  readonly board: SimulatedBoard | undefined;
  /** The data folder of its bridge; undefined: none was named. */
  readonly bridgeData: string | undefined;
  /** Called when what the view shows may have changed. */
  onChange: () => void;
  /** @throws AppError */
  perform(action: Action): void | Promise<void>;
  stop(): Promise<void>;
}
