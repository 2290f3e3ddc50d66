import { useState } from "preact/hooks";
import type { TrafficEntry } from "../../simulators/workbench/views.ts";
import { classes } from "../shared/class-names.ts";
import { timeOf } from "./clock-text.ts";
import { newestFirst } from "./newest-first.ts";
import { useSpeech } from "./speech.ts";
import styles from "./workbench.module.css";

/** The bytes on the line, decoded as they pass, the newest first. */
export function TrafficPanel({ entries }: { entries: readonly TrafficEntry[] }) {
  const { words } = useSpeech();
  const [paused, setPaused] = useState<readonly TrafficEntry[]>();
  const [clearedAt, setClearedAt] = useState(0);
  const shown = (paused || entries).filter(({ number }) => number > clearedAt);
  const last = entries[entries.length - 1];
  return (
    <section class={styles.panel} aria-label={words.traffic}>
      <h2 class={styles.heading}>
        {words.traffic}{" "}
        <button
          type="button"
          class={styles.small}
          aria-pressed={paused !== undefined}
          onClick={() => setPaused(paused === undefined ? entries : undefined)}
        >
          {paused === undefined ? words.pause : words.goOn}
        </button>{" "}
        <button type="button" class={styles.small} onClick={() => setClearedAt(last ? last.number : 0)}>
          {words.clear}
        </button>
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard */}
      <section class={styles.scroll} aria-label={words.frames} tabIndex={0}>
        {shown.length === 0 && <p class={styles.quiet}>{words.noTraffic}</p>}
        <ul class={styles.frames}>
          {newestFirst(shown).map((entry) => (
            <Frame key={entry.number} entry={entry} />
          ))}
        </ul>
      </section>
    </section>
  );
}

function Frame({ entry: { at, direction, bytes, fields, error } }: { entry: TrafficEntry }) {
  const { words } = useSpeech();
  const stamp = `${timeOf(at)}.${`00${at % 1000}`.slice(-3)}`;
  return (
    <li class={classes(styles.frame, direction === "in" ? styles.toBoard : styles.toBridge, error && styles.bad)}>
      <div>
        <time class={styles.quiet}>{stamp}</time>{" "}
        <span class={styles.direction}>{direction === "in" ? words.fromBridge : words.fromBoard}</span>{" "}
        <b>{error ? words.badBytes[error] || error : nameOf(fields)}</b>{" "}
        <span class={styles.fields}>{fields && fieldText(fields)}</span>
      </div>
      <code class={styles.bytes}>{bytes === undefined ? words.hiddenBytes : bytes}</code>
    </li>
  );
}

/** What a technician calls the frame: its command. */
function nameOf(fields: TrafficEntry["fields"]): string {
  const { cmd, fn } = (fields || {}) as { cmd?: string | number; fn?: string | number };
  const name = cmd === undefined ? fn : cmd;
  if (typeof name === "number") return `0x${`0${name.toString(16).toUpperCase()}`.slice(-2)}`;
  return name ?? "";
}

/** Every field that holds something; of a long list, how many it has. */
function fieldText(fields: NonNullable<TrafficEntry["fields"]>): string {
  return Object.keys(fields)
    .filter((name) => name !== "cmd" && fields[name] !== undefined && fields[name] !== "")
    .map((name) => {
      const value = fields[name];
      if (Array.isArray(value) && value.length > 0 && typeof value[0] === "object") return `${name}: ${value.length}×`;
      return `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`;
    })
    .join(", ");
}
