import type { Comparison, JournalView, KnownContent } from "../../simulators/workbench/views.ts";
import { classes } from "../shared/class-names.ts";
import { Notice } from "../shared/notice.tsx";
import { timeOf } from "./clock-text.ts";
import { useSpeech } from "./speech.ts";
import styles from "./workbench.module.css";

/** What really lies in the slots, what the bridge's journal says, and what the hub shows, with differences marked. */
export function ComparisonPanel({ comparison }: { comparison: Comparison | undefined }) {
  const { words } = useSpeech();
  const { slots = [], journal = null, hub = null } = comparison || {};
  const isCompared = slots.some((slot) => slot.bridge !== null || slot.hub !== null);
  const differing = slots.filter(({ differs }) => differs).length;
  return (
    <section class={styles.panel} aria-label={words.compared}>
      <h2 class={styles.heading}>
        {words.compared}{" "}
        {isCompared && (
          <span class={classes(styles.badge, differing > 0 ? styles.badBadge : styles.goodBadge)} role="status">
            {differing > 0 ? words.differences(differing) : words.allAgree}
          </span>
        )}
      </h2>
      {hub === null && <p class={styles.quiet}>{words.noHub}</p>}
      {hub !== null && "why" in hub && (
        <Notice tone="warn">{words.hubFault(words.refusal(hub.why, hub.code || ""))}</Notice>
      )}
      {hub !== null && "online" in hub && (
        <p class={styles.quiet}>
          {words.labelled(words.hub)}
          {hub.online ? words.online : words.offline}
          {hub.snapshotAt !== null && ` · ${words.slotsAsOf(timeOf(hub.snapshotAt))}`}
          {hub.drift.map((text) => (
            <span key={text} class={styles.drift}>
              {" "}
              {text}
            </span>
          ))}
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard */}
      <section class={styles.scroll} aria-label={words.slotTable} tabIndex={0}>
        <table class={styles.table}>
          <thead>
            <tr>
              <th scope="col">{words.comparedColumns.slot}</th>
              <th scope="col">{words.comparedColumns.board}</th>
              <th scope="col">{words.comparedColumns.bridge}</th>
              <th scope="col">{words.comparedColumns.hub}</th>
            </tr>
          </thead>
          <tbody>
            {slots.map(({ slot, board, bridge, hub: shown, differs }) => (
              <tr key={slot} class={differs ? styles.different : undefined}>
                <th scope="row">
                  {slot}
                  {differs && <span class={styles.mark}> {words.differs}</span>}
                </th>
                <Content of={board} />
                <Content of={bridge} />
                <Content of={shown} />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Journal of={journal} />
    </section>
  );
}

function Content({ of }: { of: KnownContent | null }) {
  const { words } = useSpeech();
  if (of === null) return <td>{words.unheard}</td>;
  return <td>{of.itemId || words.contents[of.state] || of.state}</td>;
}

function Journal({ of }: { of: JournalView | string | null }) {
  const { words } = useSpeech();
  if (of === null) return <p class={styles.quiet}>{words.noJournal}</p>;
  if (typeof of === "string") return <Notice tone="warn">{words.journalFault(of)}</Notice>;
  const { last, committed, events, commands } = of;
  return (
    <>
      <h3 class={styles.heading}>
        {words.journal} <span class={styles.quiet}>{words.journalState(last, committed)}</span>
      </h3>
      <p class={styles.quiet}>
        {words.labelled(words.waiting)}
        {events.length === 0 && words.nothing}
        {events.map(({ seq, kind, slot, at }) => (
          <code key={seq} class={styles.chip}>
            #{seq} {words.kinds[kind] || kind}
            {slot !== undefined && ` · ${words.slot(slot)}`} · {timeOf(at)}
          </code>
        ))}
      </p>
      <p class={styles.quiet}>
        {words.labelled(words.commands)}
        {commands.length === 0 && words.nothing}
        {commands.slice(-4).map(({ id, slot, state, result, reason }) => (
          <code key={id} class={styles.chip}>
            {slot !== undefined && `${words.slot(slot)} · `}
            {words.results[result || state] || result || state}
            {reason !== undefined && words.because(words.reasons[reason] || reason)}
          </code>
        ))}
      </p>
    </>
  );
}
