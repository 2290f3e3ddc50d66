import { expect, test } from "vitest";
import { slotSheet } from "../../../server/qr/qr-sheet.ts";

const url = "https://rent.example.com/q/AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBB";

test("each code has a sticker with its slot, the cabinet and the host in plain text", async () => {
  const sheet = await slotSheet({
    cabinetName: "南京路店",
    codes: [
      { slot: 1, url },
      { slot: 2, url: url.replace("A", "C") },
    ],
  });
  const stickers = sheet.split("<section>").slice(1);
  expect(stickers).toHaveLength(2);
  for (const [index, sticker] of stickers.entries()) {
    expect(sticker).toContain(`<h2>${index + 1} 号</h2>`);
    expect(sticker).toContain("<p>南京路店</p>");
    expect(sticker).toContain(">rent.example.com<");
    expect(sticker).toContain("<svg");
  }
  expect(sheet).toContain("size: A4");
  expect(drawing(stickers[0])).not.toBe(drawing(stickers[1]));
});

test("a name is text, whatever it holds", async () => {
  const sheet = await slotSheet({ cabinetName: `<script>"it's" & </title>`, codes: [{ slot: 1, url }] });
  expect(sheet).not.toContain("<script>");
  expect(sheet.split("&lt;script&gt;&quot;it&#39;s&quot; &amp; &lt;/title&gt;")).toHaveLength(3);
});

test("a cabinet without codes has an empty sheet", async () => {
  expect(await slotSheet({ cabinetName: "南京路店", codes: [] })).not.toContain("<section>");
});

function drawing(sticker: string | undefined): string | undefined {
  return sticker?.match(/<svg.*<\/svg>/s)?.[0];
}
