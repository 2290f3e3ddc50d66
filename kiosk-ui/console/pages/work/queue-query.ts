import { useQuery } from "@tanstack/react-query";
import { call } from "../../../shared/client.ts";
import { keyOf } from "../../queries.ts";
import { useSpeech } from "../../speech.tsx";

/** Live events come earlier, ms. */
const everySoOften = 30_000;

/** All that waits. The hub says why in the reader's language. */
export function useQueue() {
  const { language } = useSpeech();
  return useQuery({
    queryKey: keyOf("orders", "list", "queue", language),
    queryFn: () => call("get", "/api/operator/queue", {}),
    refetchInterval: everySoOften,
    placeholderData: (shown) => shown,
  });
}
