import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { duplexPair } from "node:stream";
import { boardFrameDecoder, encodeBoardFrame, openingCode } from "../../firmware-bridge/drivers/gzxj/codec.ts";
import { systemClock } from "../../platform/clock.ts";
import { Board } from "../../simulators/board/gzxj/board.ts";
import { newBoard } from "../../simulators/board/gzxj/board-state.ts";
import { ChildProgram } from "../../simulators/demo/child-program.ts";

/** A cabinet with a real bridge and a board whose lock is stuck, and which says of every opening that it went well. */
export async function startLyingCabinet(parts: {
  cabinetId: string;
  secret: string;
  slots: number;
  mqttPort: number;
}): Promise<{ stop(): Promise<void> }> {
  const { cabinetId, secret, slots, mqttPort } = parts;
  const board = new Board({ clock: systemClock, state: newBoard("LIAR", slots), changed: () => {} });
  for (let slot = 1; slot <= slots; slot++) board.setJammed(slot, true);

  const line = createServer((socket) => {
    const [ours, boards] = duplexPair();
    board.plug(boards);
    const decoder = boardFrameDecoder();
    ours.on("data", (bytes: Uint8Array) => {
      for (const frame of decoder.push(bytes)) {
        const lies = frame.command === "FB" && frame.result === openingCode.lockFault;
        socket.write(encodeBoardFrame(lies ? { ...frame, result: openingCode.ok } : frame));
      }
    });
    socket.on("data", (bytes) => ours.write(bytes));
    socket.on("error", () => socket.destroy());
  });
  line.listen(0, "127.0.0.1");
  await once(line, "listening");

  const folder = await mkdtemp(join(tmpdir(), "jiehuan-liar-"));
  const bridge = new ChildProgram({
    name: "bridge",
    script: resolve("dist/firmware-bridge/main.js"),
    env: {
      BRIDGE_HUB: `mqtt://127.0.0.1:${mqttPort}`,
      BRIDGE_CABINET_ID: cabinetId,
      BRIDGE_SECRET: secret,
      BRIDGE_LINE: `tcp://127.0.0.1:${(line.address() as AddressInfo).port}`,
      BRIDGE_DRIVER: "gzxj",
      BRIDGE_SLOTS: String(slots),
      BRIDGE_DATA: join(folder, "data"),
    },
    logFolder: folder,
    died: () => {},
    restartAfter: 1000,
    watch: false,
  });
  bridge.start();
  return {
    async stop() {
      await bridge.stop();
      board.stop();
      await new Promise((closed) => line.close(closed));
      await rm(folder, { recursive: true });
    },
  };
}
