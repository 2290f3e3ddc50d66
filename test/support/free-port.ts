import { once } from "node:events";
import { createServer } from "node:net";

/** Below the ports that the system itself gives to connections, which might take it before whoever asked does. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const probe = createServer().listen(port, "127.0.0.1");
    const free = await Promise.race([
      once(probe, "listening").then(() => true),
      once(probe, "error").then(() => false),
    ]);
    if (!free) continue;
    probe.close();
    await once(probe, "close");
    return port;
  }
}
