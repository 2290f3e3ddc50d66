import { QueryCache, QueryClient } from "@tanstack/react-query";
import { type Problem, problemOf } from "../shared/client.ts";
import { isSignedOut, signedOut } from "./session.ts";

/**
 * What a query is about. It is the first part of each query's key; the second is the id of the one thing that is shown, or
 * `list` where there are several: `["orders", orderNo]`, `["orders", "list", filters]`. Live events find queries by these.
 */
export type Topic =
  | "orders"
  | "cabinets"
  | "codes"
  | "prices"
  | "money"
  | "overview"
  | "riders"
  | "people"
  | "audit"
  | "alarms"
  | "updates"
  | "account"
  | "settings";

/** The key of a query: topic, id or `list`, and what else the answer depends on. */
export function keyOf(topic: Topic, id: string, ...rest: readonly unknown[]) {
  return [topic, id, ...rest] as const;
}

/** An answer is shown for so long before it is asked for again at the next look, ms; live events come earlier. */
const fresh = 10_000;

/** All queries of the console. A query that finds the operator signed out leads to the sign-in page. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (isSignedOut(problemOf(error))) signedOut();
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: fresh,
      retry: (failures, error) => failures < 2 && isWorthARetry(problemOf(error)),
    },
  },
});

/** Asking again helps where the hub was not reached or was too busy, and nowhere else. */
function isWorthARetry({ code }: Problem): boolean {
  return code === "network/unreachable" || /^http\/50[234]$/.test(code);
}

/** After an act: everything about these topics is asked for again where it is shown. */
export function changed(...topics: readonly Topic[]): Promise<unknown> {
  return Promise.all(topics.map((topic) => queryClient.invalidateQueries({ queryKey: [topic] })));
}
