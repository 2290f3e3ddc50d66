import { expect, test } from "vitest";
import { qrSvg } from "../../../server/qr/qr-image.ts";

const url = "https://rent.example.com/q/AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBB";

/** Modules a side without the quiet zone: 21 in version 1, 4 more in each one after it. */
function modules(svg: string): number {
  return Number(svg.match(/viewBox="0 0 (\d+) /)?.[1]) - 8;
}

test("a slot's address makes a code coarse enough for a small sticker", async () => {
  expect(modules(await qrSvg(url))).toBe(33);
});

test("the image stands for the text", async () => {
  expect(await qrSvg(url)).toBe(await qrSvg(url));
  expect(await qrSvg(url)).not.toBe(await qrSvg(url.replace("A", "B")));
});
