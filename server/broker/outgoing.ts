import type { Client } from "aedes";
import type { Clock } from "../../platform/clock.ts";
import type { BrokerLimits } from "./limits.ts";
import type { Session } from "./connection.ts";

/** How Aedes waits before it goes on where a socket's buffer is full (aedes/lib/client.js). */
interface Waiting {
  waitForDrain(done: (error: Error | null, client: Client) => void): void;
}

/**
 * Has the broker go on at once where a cabinet's socket takes no more bytes, and cuts that cabinet off when too many have
 * gathered, or when it takes none for too long. Aedes would wait for the socket, and with it would wait what the hub sends
 * to all others: the hub's next packet is read only when the one before has been handed on.
 */
export function neverWaitForCabinet(client: Client, session: Session, limits: BrokerLimits, clock: Clock): void {
  const { connection } = session;
  let cancelCut: (() => void) | undefined;
  const relax = () => {
    cancelCut?.();
    cancelCut = undefined;
  };
  connection.on("drain", relax);
  connection.once("close", relax);
  // It is there, and Aedes does not declare it.
  (client as Client & Waiting).waitForDrain = (done) => {
    if (connection.writableLength > limits.unreadBytes) void session.cut("reads-too-slowly");
    else if (!connection.destroyed)
      cancelCut ??= clock.after(limits.drainWithin, () => void session.cut("reads-too-slowly"));
    setImmediate(done, null, client);
  };
}
