import { useState } from "preact/hooks";
import type { WorkbenchState } from "../../simulators/workbench/views.ts";
import { classes } from "../shared/class-names.ts";
import { Notice } from "../shared/notice.tsx";
import { LanguageSwitch } from "../shared/speech.tsx";
import { BoardPanel } from "./board-panel.tsx";
import { CabinetDrawing } from "./cabinet-drawing.tsx";
import { ComparisonPanel } from "./comparison-panel.tsx";
import { RealPanel } from "./real-panel.tsx";
import { ScriptPanel } from "./script-panel.tsx";
import { SlotPanel } from "./slot-panel.tsx";
import { useSpeech } from "./speech.ts";
import { TrafficPanel } from "./traffic-panel.tsx";
import { useAct } from "./use-act.ts";
import { useWorkbench } from "./use-workbench.ts";
import styles from "./workbench.module.css";
import { post } from "./workbench-client.ts";

/** The whole page: one cabinet at a time, with its board, what bridge and hub say of it, the bytes on its line, and scripts. */
export function WorkbenchPage() {
  const { words, language, chooseLanguage } = useSpeech();
  const { state, isConnected } = useWorkbench();
  return (
    <div class={styles.page}>
      <header class={styles.header}>
        <h1 class={styles.title}>{words.title}</h1>
        <LanguageSwitch language={language} onChoose={chooseLanguage} buttonClass={styles.small} />
      </header>
      {!isConnected && (
        <Notice tone="warn" role="status">
          {words.lost}
        </Notice>
      )}
      {state && <Cabinets state={state} />}
    </div>
  );
}

function Cabinets({ state }: { state: WorkbenchState }) {
  const { words } = useSpeech();
  const [chosen, setChosen] = useState("");
  const [slot, setSlot] = useState(1);
  const { refused, attempt } = useAct();
  const cabinet = state.cabinets.find(({ name }) => name === chosen) || state.cabinets[0];
  if (!cabinet) return null;
  const act = (action: object) => attempt(() => post("/actions", { ...action, cabinet: cabinet.name }));
  const picked = cabinet.slots.find((each) => each.slot === slot) || cabinet.slots[0];
  const comparison = state.comparisons.find((each) => each.cabinet === cabinet.name);
  return (
    <>
      <nav class={styles.tabs} aria-label={words.cabinets}>
        {state.cabinets.map(({ name, protocol, mode }) => (
          <button
            key={name}
            type="button"
            class={classes(styles.tab, name === cabinet.name && styles.chosen)}
            aria-pressed={name === cabinet.name}
            onClick={() => setChosen(name)}
          >
            <b>{name}</b> <span class={styles.quiet}>{mode === "normal" ? protocol : words.modes[mode]}</span>
          </button>
        ))}
      </nav>
      <main class={styles.columns}>
        <div class={styles.column}>
          <CabinetDrawing cabinet={cabinet} picked={picked?.slot} onPick={setSlot} />
          {picked && (
            <SlotPanel
              cabinet={cabinet}
              slot={picked}
              act={act}
              hasHub={comparison !== undefined && comparison.hub !== null}
              {...(state.recording !== null && {
                onExpect: () => attempt(() => post("/recording/expect", { cabinet: cabinet.name, slot: picked.slot })),
              })}
            />
          )}
          {refused !== "" && (
            <Notice tone="bad" role="alert">
              {refused}
            </Notice>
          )}
          {cabinet.real === null ? (
            <BoardPanel cabinet={cabinet} act={act} />
          ) : (
            <RealPanel real={cabinet.real} act={act} />
          )}
        </div>
        <div class={styles.column}>
          {cabinet.real === null && <ComparisonPanel comparison={comparison} />}
          <TrafficPanel entries={state.traffic[cabinet.name] || []} />
          <ScriptPanel recording={state.recording} run={state.run} />
        </div>
      </main>
    </>
  );
}
