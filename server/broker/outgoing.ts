import type { Client } from "aedes";
import type { Clock } from "../../platform/clock.ts";
import type { Connection } from "./connection.ts";
import type { BrokerLimits } from "./limits.ts";

/** How Aedes waits before it goes on where a socket's buffer is full (aedes/lib/client.js). */
interface Waiting {
  waitForDrain(done: (error: Error | null, client: Client) => void): void;
}

/**
 * Has the broker go on at once where a cabinet's socket takes no more bytes, and cuts that cabinet off when too many have
 * gathered, or when it takes none for too long. Aedes would wait for the socket, and with it would wait what the hub sends
 * to all others: the hub's next packet is read only when the one before has been handed on.
 */
export function neverWaitForCabinet(client: Client, connection: Connection, limits: BrokerLimits, clock: Clock): void {
  const { stream } = connection;
  let cancelCut: (() => void) | undefined;
  const relax = () => {
    cancelCut?.();
    cancelCut = undefined;
  };
  stream.on("drain", relax);
  stream.once("close", relax);
  // It is there, and Aedes does not declare it.
  (client as Client & Waiting).waitForDrain = (done) => {
    if (stream.writableLength > limits.unreadBytes) void connection.cut("reads-too-slowly");
    else if (!stream.destroyed)
      cancelCut ??= clock.after(limits.drainWithin, () => void connection.cut("reads-too-slowly"));
    setImmediate(done, null, client);
  };
}
