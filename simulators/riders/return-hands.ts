import { Refusal } from "./refusal.ts";

/** The riders' hands, which a test has over a control beside the product. */
export interface ReturnHands {
  /** Takes what came out of the slot and pushes it in again. */
  putBack(cabinetId: string, slot: number): Promise<void>;
}

/** @param control address of a fleet's control (simulators/fleet) */
export function handsAtFleet(control: string): ReturnHands {
  return {
    async putBack(cabinetId, slot) {
      await call(`${control}/cabinets/${cabinetId}/slots/${slot}/return`, {});
    },
  };
}

/** @param control address of the control of one cabinet on a workbench (simulators/workbench): …/cabinets/demo-1 */
export function handsAtBoard(control: string): ReturnHands {
  return {
    async putBack(_cabinetId, slot) {
      const { slots } = (await call(`${control}/slots`)) as { slots: { slot: number; looseItemId: string | null }[] };
      const itemId = slots.find((other) => other.slot === slot)?.looseItemId;
      await call(`${control}/slots/${slot}/take`, {});
      await call(`${control}/slots/${slot}/insert`, { itemId });
    },
  };
}

async function call(url: string, body?: object): Promise<unknown> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, body ? { method: "POST", headers, body: JSON.stringify(body) } : {});
  const text = await response.text();
  const answer: unknown = text === "" ? undefined : JSON.parse(text);
  if (!response.ok) throw new Refusal(new URL(url).pathname, response.status, answer);
  return answer;
}
