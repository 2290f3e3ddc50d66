import { call } from "../../../shared/client.ts";
import { keyOf } from "../../queries.ts";

/** How often lists of cabinets are asked for again while they are shown, ms: the hub keeps its list for two seconds. */
const listEvery = 10_000;
/** How often one cabinet is; ms. What happens there is seen within three seconds. */
const cabinetEvery = 3000;

/** All cabinets in short. @param language of the reader: the hub says why to visit in it */
export const fleetQuery = (language: string) => ({
  queryKey: keyOf("cabinets", "list", "fleet", language),
  queryFn: () => call("get", "/api/operator/fleet", {}),
  refetchInterval: listEvery,
});

/** Those that need a visit, the most urgent first. */
export const visitsQuery = (language: string) => ({
  queryKey: keyOf("cabinets", "list", "visits", language),
  queryFn: () => call("get", "/api/operator/visits", {}),
  refetchInterval: listEvery,
});

export const sitesQuery = {
  queryKey: keyOf("cabinets", "list", "sites"),
  queryFn: () => call("get", "/api/operator/sites", {}),
};

export const mapQuery = {
  queryKey: keyOf("cabinets", "list", "map"),
  queryFn: () => call("get", "/api/operator/map", {}),
};

export const itemKindsQuery = {
  queryKey: keyOf("settings", "list", "item-kinds"),
  queryFn: () => call("get", "/api/operator/item-kinds", {}),
};

export const cabinetQuery = (cabinetId: string, language: string) => ({
  queryKey: keyOf("cabinets", cabinetId, language),
  queryFn: () => call("get", "/api/operator/cabinets/{cabinetId}", { path: { cabinetId } }),
  refetchInterval: cabinetEvery,
});
