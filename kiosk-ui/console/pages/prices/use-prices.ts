import { useQuery } from "@tanstack/react-query";
import { call } from "../../../shared/client.ts";
import { keyOf } from "../../queries.ts";
import { may, useSession } from "../../session.ts";
import { useSpeech } from "../../speech.tsx";
import type { Plan } from "./price-types.ts";
import { usePriceWords } from "./words.ts";

/** What is in force and planned, and who publishes. */
export function usePrices() {
  return useQuery({
    queryKey: keyOf("prices", "list", "overview"),
    queryFn: () => call("get", "/api/operator/prices", {}),
  });
}

export function useDrafts() {
  return useQuery({
    queryKey: keyOf("prices", "list", "drafts"),
    queryFn: () => call("get", "/api/operator/prices/drafts", {}),
  });
}

/** Ids and names of item kinds; the hub has some dozen at most. */
export function useItemKinds() {
  return useQuery({
    queryKey: keyOf("settings", "list", "item-kinds"),
    queryFn: () => call("get", "/api/operator/item-kinds", {}),
  });
}

/** The name of an item kind in the reader's language; its id where it is not known. */
export function useKindName(): (id: string) => string {
  const { data = [] } = useItemKinds();
  const { language } = useSpeech();
  return (id) => data.find((kind) => kind.id === id)?.name[language] ?? id;
}

const mostNamed = 5;

/** Where a plan applies, in words. */
export function usePlaceText(): (plan: Pick<Plan, "cabinets">) => string {
  const words = usePriceWords();
  return ({ cabinets }) =>
    cabinets === undefined
      ? words.everywhere
      : words.cabinets(cabinets.slice(0, mostNamed), Math.max(0, cabinets.length - mostNamed));
}

/** Who did it: `operator/lin` is lin. */
export function useActorText(): (actor: string) => string {
  const { actors } = usePriceWords();
  return (actor) => actors[actor] ?? actor.replace(/^operator\//, "");
}

/** What the person at the page is called, and may do with prices. */
export function useEditor() {
  const session = useSession();
  if (typeof session === "string") return { name: "", mayEdit: false, mayPublish: false };
  return {
    name: session.name,
    mayEdit: may(session, "prices.edit"),
    mayPublish: may(session, "prices.publish"),
  };
}
