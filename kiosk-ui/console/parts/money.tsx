import { money } from "../../shared/money.ts";
import { useSpeech } from "../speech.tsx";

/** An amount as on a receipt: ¥20.00. @param fen integer */
export function Money({ fen }: { readonly fen: number }) {
  const { locale } = useSpeech();
  return <data value={fen}>{money(fen, locale)}</data>;
}
