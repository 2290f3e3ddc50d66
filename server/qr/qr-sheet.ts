import { qrSvg } from "./qr-image.ts";

export interface SheetParts {
  readonly cabinetName: string;
  readonly codes: readonly { readonly slot: number; readonly url: string }[];
}

/**
 * A page of stickers to print on A4 and cut. Each bears the hub's host in plain text: a rider who knows it notices a
 * foreign sticker glued over ours.
 */
export async function slotSheet({ cabinetName, codes }: SheetParts): Promise<string> {
  const name = asText(cabinetName);
  const stickers = await Promise.all(codes.map(({ slot, url }) => sticker(name, slot, url)));
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>${name} 二维码</title>
<style>${style}</style>
</head>
<body>
${stickers.join("\n")}
</body>
</html>
`;
}

async function sticker(name: string, slot: number, url: string): Promise<string> {
  return `<section>
<h2>${slot} 号</h2>
${await qrSvg(url)}
<p>支付宝扫一扫</p>
<p>${name}</p>
<p class="host">${asText(new URL(url).host)}</p>
</section>`;
}

const style = `
@page { size: A4; margin: 10mm; }
body { margin: 0; font-family: sans-serif; display: grid; grid-template-columns: repeat(3, 60mm); gap: 3mm; }
section { box-sizing: border-box; border: 0.2mm dashed #999; padding: 3mm; text-align: center; break-inside: avoid; }
svg { width: 46mm; height: 46mm; }
h2 { margin: 0; font-size: 7mm; }
p { margin: 1mm 0 0; font-size: 3.5mm; overflow-wrap: anywhere; }
.host { font-family: monospace; }
`;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function asText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
