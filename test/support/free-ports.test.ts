import { once } from "node:events";
import { createServer } from "node:net";
import { expect, it } from "vitest";
import { freePort, freePorts } from "./free-ports.ts";

it("a port at which somebody listens is not free", async () => {
  const first = await freePorts(2);
  const somebody = createServer().listen(first + 2, "127.0.0.1");
  await once(somebody, "listening");
  try {
    expect([first, first + 1, first + 2]).not.toContain(await freePort());
  } finally {
    somebody.close();
  }
});
