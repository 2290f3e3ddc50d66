import { Type } from "typebox";
import { CabinetState, newCabinet } from "../kit/cabinet-state.ts";

/** A station's slots, and what outlives its power. */
export const StationState = Type.Object(
  {
    ...CabinetState.properties,
    /** Unix time in s of the host's last answer to a login; 0 before the first (pb60 §2.3) */
    lastServerTime: Type.Integer({ minimum: 0 }),
  },
  { additionalProperties: false },
);

export type StationState = Type.Static<typeof StationState>;

/** A station as it is put up. Its items have ids that fit into its frames: four letters and eight digits. */
export function newStation(slotCount: number, boardId = "DCHA5400"): StationState {
  return { ...newCabinet(boardId, slotCount), lastServerTime: 0 };
}
