import { useState } from "preact/hooks";
import type { RunView } from "../../simulators/workbench/views.ts";
import { classes } from "../shared/class-names.ts";
import { Notice } from "../shared/notice.tsx";
import { useSpeech } from "./speech.ts";
import { useAct } from "./use-act.ts";
import styles from "./workbench.module.css";
import { post, Refusal } from "./workbench-client.ts";

/** Records what is done by hand as a script, and runs scripts. */
export function ScriptPanel({ recording, run }: { recording: number | null; run: RunView | null }) {
  const { words } = useSpeech();
  const { refused, attempt } = useAct();
  const [text, setText] = useState("");
  const stopRecording = async () => setText(JSON.stringify(await post<object>("/recording/stop"), null, 2));
  const start = async () => post("/scripts", parse(text, words.noScript));
  const isRunning = run?.isRunning;
  return (
    <section class={styles.panel} aria-label={words.script}>
      <h2 class={styles.heading}>
        {words.script} {recording !== null && <span class={styles.badge}>{words.recording(recording)}</span>}
      </h2>
      <div class={styles.row}>
        {recording === null ? (
          <button type="button" class={styles.act} onClick={() => attempt(() => post("/recording"))}>
            {words.record}
          </button>
        ) : (
          <button type="button" class={classes(styles.act, styles.chosen)} onClick={() => attempt(stopRecording)}>
            {words.stopRecording}
          </button>
        )}
        <label class={classes(styles.act, styles.file)}>
          {words.open}
          <input
            type="file"
            accept=".json"
            class={styles.hidden}
            onChange={({ currentTarget: { files } }) => readFile(files, setText)}
          />
        </label>
        {text !== "" && (
          <a
            class={styles.link}
            download="workbench-script.json"
            href={`data:application/json,${encodeURIComponent(text)}`}
          >
            {words.save}
          </a>
        )}
      </div>
      <label class={styles.field}>
        {words.scriptText}
        <textarea
          class={styles.script}
          rows={text === "" ? 2 : 8}
          spellcheck={false}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <div class={styles.row}>
        {isRunning ? (
          <button type="button" class={styles.act} onClick={() => attempt(() => post("/scripts/stop"))}>
            {words.stopRun}
          </button>
        ) : (
          <button type="button" class={styles.act} disabled={text.trim() === ""} onClick={() => attempt(start)}>
            {words.run}
          </button>
        )}
      </div>
      {refused !== "" && (
        <Notice tone="bad" role="alert">
          {refused}
        </Notice>
      )}
      {run && <Run run={run} />}
    </section>
  );
}

function Run({ run: { name, steps, isRunning, passed } }: { run: RunView }) {
  const { words } = useSpeech();
  return (
    <>
      <h3 class={styles.heading}>{name}</h3>
      <ol class={styles.steps}>
        {steps.map(({ step, text, outcome, why, code }) => (
          <li key={step} class={classes(outcome === "failed" && styles.bad)}>
            {text} <span class={styles.quiet}>{words.outcomes[outcome]}</span>
            {why !== undefined && <div>{code === undefined ? why : words.refusal(why, code)}</div>}
          </li>
        ))}
      </ol>
      {!isRunning && (
        <Notice tone={passed === true ? "good" : "bad"} role="status">
          {passed === true ? words.passed : words.failed}
        </Notice>
      )}
    </>
  );
}

/** @throws Refusal where it is no JSON */
function parse(text: string, why: string): object {
  try {
    return JSON.parse(text) as object;
  } catch {
    throw new Refusal(why);
  }
}

function readFile(files: FileList | null, take: (text: string) => void): void {
  const file = files?.[0];
  if (!file) return;
  void file.text().then(take);
}
