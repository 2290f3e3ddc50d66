import type { CabinetView, Mode } from "../../simulators/workbench/views.ts";
import { classes } from "../shared/class-names.ts";
import { useSpeech } from "./speech.ts";
import styles from "./workbench.module.css";

const modes: readonly Mode[] = ["normal", "mute", "weak", "silent", "off"];
/** ms */
const delays = [0, 50, 300, 1000, 3000];
/** Bytes that begin no frame of most protocols. */
const noise = "00 FF 55 7B 00";

/** How the board, its line and the cabinet's network behave. */
export function BoardPanel({ cabinet, act }: { cabinet: CabinetView; act: (action: object) => void }) {
  const { words } = useSpeech();
  const { mode, split, echo, delay, corruptNext } = cabinet;
  const board = (behaviour: object) => act({ do: "board", ...behaviour });
  const toggle = (isOn: boolean, text: string, behaviour: object) => (
    <button
      type="button"
      class={classes(styles.act, isOn && styles.chosen)}
      aria-pressed={isOn}
      onClick={() => board(behaviour)}
    >
      {text}
    </button>
  );
  return (
    <section class={styles.panel} aria-label={words.board}>
      <h2 class={styles.heading}>{words.board}</h2>
      <div class={styles.row}>{modes.map((each) => toggle(each === mode, words.modes[each], { mode: each }))}</div>
      <p class={styles.quiet}>{words.meanings[mode]}</p>
      <h3 class={styles.heading}>{words.lineFaults}</h3>
      <div class={styles.row}>
        {toggle(split, words.split, { split: !split })}
        {toggle(echo, words.echo, { echo: !echo })}
        {toggle(corruptNext > 0, corruptNext > 0 ? words.corruptLeft(corruptNext) : words.corrupt, {
          corruptNext: corruptNext > 0 ? 0 : 3,
        })}
        <button type="button" class={styles.act} onClick={() => act({ do: "noise", hex: noise })}>
          {words.noise}
        </button>
        <label class={styles.field}>
          {words.delay}
          <select
            class={styles.input}
            value={String(delay)}
            onChange={(event) => board({ delay: Number(event.currentTarget.value) })}
          >
            {[...new Set([...delays, delay])].map((ms) => (
              <option key={ms} value={String(ms)}>
                {ms === 0 ? words.noDelay : words.milliseconds(ms)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <NetworkRow cabinet={cabinet} act={act} />
    </section>
  );
}

function NetworkRow({ cabinet: { link }, act }: { cabinet: CabinetView; act: (action: object) => void }) {
  const { words } = useSpeech();
  return (
    <>
      <h3 class={styles.heading}>{words.network}</h3>
      {link === null ? (
        <p class={styles.quiet}>{words.noLink}</p>
      ) : (
        <>
          <div class={styles.row}>
            <button
              type="button"
              class={classes(styles.act, link.isCut && styles.chosen)}
              aria-pressed={link.isCut}
              onClick={() => act({ do: "network", cut: !link.isCut })}
            >
              {link.isCut ? words.restoreNetwork : words.cutNetwork}
            </button>
          </div>
          <p class={styles.quiet}>{link.isCut ? words.networkCut : words.networkIs(link.connections)}</p>
        </>
      )}
      <h3 class={styles.heading}>{words.clock}</h3>
      <p class={styles.quiet}>{words.clockHelp}</p>
    </>
  );
}
