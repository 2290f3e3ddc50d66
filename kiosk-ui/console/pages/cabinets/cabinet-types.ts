import type { Answer } from "../../hub-types.ts";

/** A cabinet in the list of all. */
export type FleetRow = Answer<"/api/operator/fleet">[number];
export type Condition = FleetRow["condition"];
/** Why somebody has to go to a cabinet. */
export type VisitReason = FleetRow["visit"][number];
/** All that is shown of one cabinet. */
export type Cabinet = Answer<"/api/operator/cabinets/{cabinetId}">;
/** An act on a cabinet or a slot, and what stands in its way. */
export type CabinetAct = Cabinet["acts"][number];
export type CabinetEvent = Cabinet["events"][number];
/** A command that an operator sent. */
export type Command = Cabinet["commands"][number];
export type Site = Answer<"/api/operator/sites">[number];
export type ItemKind = Answer<"/api/operator/item-kinds">[number];
/** Where a cabinet is on the map. */
type CabinetPoint = Answer<"/api/operator/map">["cabinets"][number];
/** A cabinet of the list with its place on the map. */
export type PlacedCabinet = FleetRow & CabinetPoint;
