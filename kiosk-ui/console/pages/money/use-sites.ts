import { useQuery } from "@tanstack/react-query";
import { call } from "../../../shared/client.ts";
import type { Answer } from "../../hub-types.ts";
import { keyOf } from "../../queries.ts";

export type Site = Answer<"/api/operator/sites">[number];

/** The sites, as far as they are known yet. */
export function useSites(): readonly Site[] {
  const { data } = useQuery({
    queryKey: keyOf("cabinets", "list", "sites"),
    queryFn: () => call("get", "/api/operator/sites", {}),
  });
  return data ?? [];
}
