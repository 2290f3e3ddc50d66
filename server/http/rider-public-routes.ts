import { AppError } from "../../platform/app-error.ts";
import type { CabinetDirectory } from "../fleet/cabinet-directory.ts";
import type { Location } from "../rental/site.ts";
import { newestVersions, profileIn } from "../store/operator-profile-table.ts";
import type { Store } from "../store/store.ts";
import { lentKind } from "./order-context.ts";
import { CabinetList, type CabinetPlace, CabinetQuery, CodeParams, CodePrice, OperatorView } from "./rider-api.ts";
import type { StartOrder } from "./start-order.ts";
import type { App } from "./typed-app.ts";

export interface RiderPublicParts {
  readonly store: Store;
  readonly directory: Pick<CabinetDirectory, "find">;
  readonly startOrder: Pick<StartOrder, "priceOf">;
}

const mostCabinets = 20;

/** What a rider may know before the login: who runs the cabinets, where they are, and what a slot costs. */
export function riderPublicRoutes(app: App, { store, directory, startOrder }: RiderPublicParts): void {
  app.get(
    "/api/rider/operator",
    {
      config: { isPublic: true },
      schema: { summary: "Who runs the cabinets; needs no login", response: { 200: OperatorView } },
    },
    () => store.transact(async (tx) => ({ ...(await profileIn(tx)), texts: await newestVersions(tx) })),
  );

  app.get(
    "/api/rider/cabinets",
    {
      config: { isPublic: true },
      schema: {
        summary: "Where to borrow or to return: the nearest first, without coordinates by name; needs no login",
        querystring: CabinetQuery,
        response: { 200: CabinetList },
      },
    },
    async ({ query }) => {
      const { name, kind, want, limit = mostCabinets } = query;
      const from = locationOf(query);
      const found = await directory.find({ ...(from && { from }), name, kind, want, limit: Number(limit) });
      return {
        cabinets: found.map(
          ({ kind: itemKind, ...entry }): CabinetPlace => ({ ...entry, itemKind: lentKind(itemKind) }),
        ),
      };
    },
  );

  app.get(
    "/api/rider/codes/:code/price",
    {
      config: { isPublic: true, problems: ["code/unknown", "code/revoked", "code/expired"] },
      schema: {
        summary: "What a scanned slot lends and for how much; needs no login",
        params: CodeParams,
        response: { 200: CodePrice },
      },
    },
    ({ params }) => startOrder.priceOf(params.code),
  );
}

/** @throws AppError request/invalid for half of a pair, or coordinates that are not on the Earth */
function locationOf({ latitude, longitude }: CabinetQuery): Location | undefined {
  if (latitude === undefined && longitude === undefined) return undefined;
  const location = { latitude: Number(latitude), longitude: Number(longitude) };
  if (!(Math.abs(location.latitude) <= 90 && Math.abs(location.longitude) <= 180))
    throw new AppError("request/invalid", "latitude and longitude go together: degrees, WGS-84");
  return location;
}
