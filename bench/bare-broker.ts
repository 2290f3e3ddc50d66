import { type AddressInfo, createServer } from "node:net";
import { Aedes } from "aedes";
import { answerParent } from "../simulators/fleet/answering.ts";

// A broker and nothing else: what Aedes costs before the hub adds anything.

/** `memory`: resident bytes after a collection. */
export type BareBrokerQuestion = "port" | "memory";

const aedes = await Aedes.createBroker();
const server = createServer({ noDelay: true }, aedes.handle);
const listening = new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));

answerParent(async (question: BareBrokerQuestion) => {
  await listening;
  if (question === "port") return (server.address() as AddressInfo).port;
  globalThis.gc?.();
  return process.memoryUsage.rss();
});
