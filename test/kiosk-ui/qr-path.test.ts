import { create } from "qrcode";
import { expect, test } from "vitest";
import { qrPath } from "../../kiosk-ui/shared/qr-path.ts";

const text = "https://hub.example/q/s.9mWcE0x3hQ5fL2s8.7.1k3q9z.8vT1bAc0x3hQ5fL2";

/** The dark modules that a path covers, quiet zone and all. */
function drawn({ size, path }: ReturnType<typeof qrPath>): boolean[][] {
  const rows = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
    for (let at = Number(x); at < Number(x) + Number(length); at++) (rows[Number(y)] as boolean[])[at] = true;
  return rows;
}

test("a code's path covers its dark modules and no others, and leaves the quiet zone white", () => {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const qr = qrPath(text);
  expect(qr.size).toBe(modules.size + 8);
  const rows = drawn(qr);
  for (let y = 0; y < qr.size; y++)
    for (let x = 0; x < qr.size; x++) {
      const inside = x >= 4 && y >= 4 && x < modules.size + 4 && y < modules.size + 4;
      expect(rows[y]?.[x], `${x} ${y}`).toBe(inside && Boolean(modules.get(y - 4, x - 4)));
    }
});
