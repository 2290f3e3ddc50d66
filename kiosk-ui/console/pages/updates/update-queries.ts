import { useQuery } from "@tanstack/react-query";
import { call } from "../../../shared/client.ts";
import { keyOf } from "../../queries.ts";
import { may, useSession } from "../../session.ts";
import { useSpeech } from "../../speech.tsx";
import type { Stage } from "./update-types.ts";
import { useUpdatesWords } from "./words.ts";

/** How often cabinets are asked for again while they are shown, ms: the hub looks at them as often. */
const everySoOften = 10_000;

/** Releases that the hub holds. */
export const releasesQuery = {
  queryKey: keyOf("updates", "list", "releases"),
  queryFn: () => call("get", "/api/operator/releases", {}),
};

/** All rollouts, the open one among them. */
export const rolloutsQuery = {
  queryKey: keyOf("updates", "list", "rollouts"),
  queryFn: () => call("get", "/api/operator/rollouts", {}),
  refetchInterval: everySoOften,
};

/** A rollout with its cabinets. */
export const rolloutQuery = (rolloutId: string) => ({
  queryKey: keyOf("updates", rolloutId),
  queryFn: () => call("get", "/api/operator/rollouts/{rolloutId}", { path: { rolloutId } }),
  refetchInterval: everySoOften,
});

/** How many cabinets a stage takes. */
export const previewQuery = (version: string, { percent, sites }: Stage) => ({
  queryKey: keyOf("updates", "preview", version, percent, sites),
  queryFn: () =>
    call("post", "/api/operator/rollouts/preview", { body: { version, percent, ...(sites && { sites }) } }),
  placeholderData: <Shown>(shown: Shown) => shown,
  // What an earlier dialog showed may be out of date.
  gcTime: 0,
});

/** All cabinets in short: names, and the versions that they run. */
export function useFleet() {
  const { language } = useSpeech();
  return useQuery({
    queryKey: keyOf("cabinets", "list", "fleet", language),
    queryFn: () => call("get", "/api/operator/fleet", {}),
    refetchInterval: everySoOften,
  });
}

export const sitesQuery = {
  queryKey: keyOf("cabinets", "list", "sites"),
  queryFn: () => call("get", "/api/operator/sites", {}),
};

/** Why the person at the page may not change anything; undefined where it is allowed. */
export function useMayNot(): string | undefined {
  const session = useSession();
  const { mayNot } = useUpdatesWords();
  return typeof session !== "string" && may(session, "updates.manage") ? undefined : mayNot;
}
