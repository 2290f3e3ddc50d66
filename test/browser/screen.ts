import type { OrderSummary, OrderView, SlotView } from "../../server/http/rider-api.ts";
import type { Refusal } from "./pretend-hub.ts";

/** A state of the page and what it then says. */
export interface Screen {
  name: string;
  /** The address, where it is neither /q/K7 nor /o/A7. */
  at?: string;
  slot?: SlotView | Refusal;
  order?: OrderView | Refusal;
  list?: OrderSummary[];
  /** A button that is tapped first, and what the hub answers and shows from then on. */
  tapped?: { button: string; answer: Refusal; slot?: SlotView };
  /** The heading, and what else must be readable. */
  chinese: [heading: string, ...texts: string[]];
  english: [heading: string, ...texts: string[]];
}
