import { useSpeech } from "./language-context.tsx";

/** How the slot on the page looks: like the one in front of the rider. */
export type PlateMood = "rest" | "opening" | "open" | "closed";

/** The slot's number as large as on the cabinet, since the rider must find it there. */
export function SlotPlate({ slot, mood }: { slot: number; mood: PlateMood }) {
  const { words } = useSpeech();
  return (
    <div className={`plate plate-${mood}`} role="img" aria-label={words.slot(slot)}>
      <div className="plate-face">
        <span className="plate-word">{words.slotWord}</span>
        <span className="plate-number">{slot}</span>
        <span className="plate-slit" />
      </div>
      <span className="plate-item" />
    </div>
  );
}
