import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { holdAlone } from "../../firmware-bridge/hold-alone.ts";
import { holdFolder } from "../../platform/folder-lock.ts";

test("a technician's command beside a bridge that runs is refused, and says how to stop the bridge", async () => {
  const folder = await mkdtemp(join(tmpdir(), "hold-alone-"));
  try {
    const bridge = await holdFolder(folder);
    await expect(holdAlone(folder)).rejects.toMatchObject({
      code: "store/held",
      detail: "a bridge runs with this folder: stop it first (systemctl stop jiehuan-bridge)",
    });
    await bridge.release();
    await (await holdAlone(folder)).release();
  } finally {
    await rm(folder, { recursive: true });
  }
});
