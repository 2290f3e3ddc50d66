import { duplexPair } from "node:stream";
import { toHex } from "../../../../firmware-bridge/drivers/kit/bytes.ts";

/** A host at the other end of a board's line, which writes bytes and sees bytes; hexadecimal. */
export function hexHost(board: { plug(line: ReturnType<typeof duplexPair>[0]): void }) {
  const [line, boardEnd] = duplexPair();
  let heard = "";
  line.on("data", (bytes: Uint8Array) => {
    heard += toHex(bytes);
  });
  board.plug(boardEnd);
  return {
    line,
    write: (hex: string) => void line.write(Buffer.from(hex, "hex")),
    /** What has come since the last call. */
    heard: (): string => {
      const all = heard;
      heard = "";
      return all;
    },
  };
}
