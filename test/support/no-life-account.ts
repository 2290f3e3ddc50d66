import type { LifeAccount } from "../../server/credit/life-account.ts";

/** A life account at which nothing happens. */
export const noLifeAccount: LifeAccount = {
  readMessage: async () => undefined,
  acknowledgement: () => "",
  send: async () => ({ outcome: "ok", value: {} }),
};
