import { unprintable } from "../../../protocol/ids.ts";

const unprintables = new RegExp(`[${unprintable}]+`, "gu");

/**
 * Text as the wallet may show it, at most `longest` characters. Ant's page for page calls warns that values must hold no
 * straight double quote and no comma, so these become their Chinese forms.
 */
export function walletText(text: string, longest: number): string {
  const clean = text
    .replace(unprintables, " ")
    .replaceAll('"', "”")
    .replaceAll(",", "，")
    .replaceAll("\\", "＼")
    .trim();
  const characters = Array.from(clean);
  return characters.length <= longest ? clean : `${characters.slice(0, longest - 1).join("")}…`;
}
