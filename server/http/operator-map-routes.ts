import type { FleetOverview } from "../fleet/fleet-overview.ts";
import { onChineseMap } from "../fleet/map-location.ts";
import { FleetMap } from "./operator-api.ts";
import type { App } from "./typed-app.ts";

/** The map that the console shows cabinets on. */
export interface MapSettings {
  /** Address of a tile with {x}, {y} and {z}; absent: the console draws a plan without a map. */
  readonly tiles?: string;
  readonly attribution?: string;
  /** Whether the tiles want GCJ-02 coordinates. */
  readonly gcj02: boolean;
}

export interface OperatorMapParts {
  readonly map: MapSettings;
  readonly overview: FleetOverview;
}

/** Where the cabinets are, for the console's map. */
export function operatorMapRoutes(app: App, { map, overview }: OperatorMapParts): void {
  const { gcj02, ...shown } = map;
  app.get(
    "/api/operator/map",
    {
      config: { permission: "cabinets.read" },
      schema: {
        summary: "Where the cabinets with a location are, in the coordinates of the map, and where its tiles come from",
        response: { 200: FleetMap },
      },
    },
    async () => {
      const rows = await overview.rows();
      const cabinets = rows.flatMap(({ cabinetId, location }) =>
        location ? [{ cabinetId, ...(gcj02 ? onChineseMap(location) : location) }] : [],
      );
      return { ...shown, cabinets };
    },
  );
}
