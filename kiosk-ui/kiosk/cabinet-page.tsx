import { useEffect, useRef, useState } from "preact/hooks";
import { BestCode } from "./best-code.tsx";
import { CodeSheet } from "./code-sheet.tsx";
import { Header } from "./header.tsx";
import { nowShown } from "./now-shown.ts";
import styles from "./panel.module.css";
import type { Showing } from "./screen-state.ts";
import { Slides } from "./slides.tsx";
import { SlotWall } from "./slot-wall.tsx";
import { useSpeech } from "./speech.ts";
import { useIdle } from "./use-idle.ts";
import { useMonotonic } from "./use-screen.ts";
import { Voice } from "./voice.tsx";

/** What the cabinet lends and what happens at it. */
export function CabinetPage({ state }: { state: Showing }) {
  const { words, language } = useSpeech();
  const now = useMonotonic();
  const shown = nowShown(state, now);
  const { view, codes, happenings } = shown;
  const [picked, setPicked] = useState<number>();
  const { idle, wake } = useIdle(happenings.length > 0, now);
  const isLending = codes !== undefined && codes.best !== undefined;
  useRest(idle, () => setPicked(undefined));
  useNewerPage(view.page, idle && !shown.isCutOff);

  const pickedCode = picked === undefined || codes === undefined ? undefined : codes.slots.get(picked);
  if (idle && isLending && view.slides.length > 0)
    return <Slides view={view} best={codes.best ?? ""} now={now} onWake={wake} />;
  const empty = view.slots.filter(({ state }) => state === "empty").length;
  return (
    <main class={styles.page}>
      <Header brand={view.brand[language]} title={view.cabinetName} />
      <Voice shown={shown} />
      <BestCode shown={shown} />
      <SlotWall shown={shown} onPick={setPicked} />
      <div class={styles.footer}>
        <span>{empty > 0 || view.service !== "open" ? words.toReturn : words.full}</span>
        {view.support && <span class={styles.help}>{words.help(view.support.telephone)}</span>}
      </div>
      {picked !== undefined && pickedCode !== undefined && (
        <CodeSheet slot={picked} text={pickedCode} onClose={() => setPicked(undefined)} />
      )}
    </main>
  );
}

/** Who went away chose no language for the next one. */
function useRest(idle: boolean, onRest: () => void): void {
  const { language, chooseLanguage } = useSpeech();
  const first = useRef(language);
  useEffect(() => {
    if (!idle) return;
    onRest();
    if (language !== first.current) chooseLanguage(first.current);
  }, [idle]);
}

/** Reloads when the hub has a newer page, while the cabinet is idle and the hub can be reached. */
function useNewerPage(page: string, mayLoad: boolean): void {
  const first = useRef(page);
  const isOld = page !== first.current;
  useEffect(() => {
    if (isOld && mayLoad) window.location.reload();
  }, [isOld, mayLoad]);
}
