import type { LifeAccount } from "../../server/credit/life-account.ts";

/** A life account at which nothing happens. */
export const noLifeAccount: LifeAccount = {
  readMessage: () => undefined,
  acknowledgement: () => "",
  send: async () => ({ outcome: "ok", value: {} }),
};
