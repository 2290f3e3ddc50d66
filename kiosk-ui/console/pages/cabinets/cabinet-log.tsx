import { call } from "../../../shared/client.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { Time } from "../../parts/time.tsx";
import { type Tone, ToneTag } from "../../parts/tone-tag.tsx";
import { changed } from "../../queries.ts";
import { may, type Session, useSession } from "../../session.ts";
import type { Cabinet, Command } from "./cabinet-types.ts";
import styles from "./cabinets.module.css";
import { useCabinetsWords } from "./words.ts";

const tones: Readonly<Record<string, Tone>> = {
  "under-way": "calm",
  unanswered: "warn",
  opened: "good",
  restarting: "good",
  refused: "bad",
  unknown: "warn",
};
/** Of the connections only the last ones are shown. */
const shownComings = 6;

/** What operators had the cabinet do, what it reported, and when it came and went; the newest first. */
export function CabinetLog({ cabinet }: { readonly cabinet: Cabinet }) {
  const words = useCabinetsWords();
  const { commands, events, comings, cabinetId } = cabinet;
  return (
    <>
      <section className={`${styles.card} ${styles.last}`} aria-label={words.commands.title}>
        <h2>{words.commands.title}</h2>
        {commands.length === 0 && <p className={styles.muted}>{words.commands.none}</p>}
        <ul className={styles.log}>
          {commands.map((command) => (
            <CommandItem key={command.id} cabinetId={cabinetId} command={command} />
          ))}
        </ul>
      </section>
      <section className={`${styles.card} ${styles.last}`} aria-label={words.events.title}>
        <h2>{words.events.title}</h2>
        {events.length === 0 && <p className={styles.muted}>{words.events.none}</p>}
        <ul className={styles.log}>
          {events.map(({ seq, receivedAt, body }) => (
            <li key={seq}>
              <p>{words.events.says(body)}</p>
              <Time at={receivedAt} /> <small>{words.events.seq(seq)}</small>
            </li>
          ))}
        </ul>
      </section>
      <section className={`${styles.card} ${styles.last}`} aria-label={words.comings.title}>
        <h2>{words.comings.title}</h2>
        {comings.length === 0 && <p className={styles.muted}>{words.comings.none}</p>}
        <ul className={styles.log}>
          {comings.slice(0, shownComings).map(({ online, at }) => (
            <li key={at}>
              {online ? words.comings.online : words.comings.offline} <Time at={at} />
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function CommandItem({ cabinetId, command }: { readonly cabinetId: string; readonly command: Command }) {
  const words = useCabinetsWords();
  const mayOperate = may(useSession() as Session, "cabinets.operate");
  const { id, action, slot, actor, reason, issuedAt, state, itemId, why } = command;
  const told = [
    ...(itemId === undefined ? [] : [words.commands.tookOut(itemId)]),
    ...(why === undefined ? [] : [words.reasons[why] ?? why]),
  ];
  return (
    <li>
      <p>
        <ToneTag tone={tones[state] ?? "off"}>{words.commands.states[state] ?? state}</ToneTag>{" "}
        {words.commands.actions[action] ?? action}
        {slot !== undefined && ` · ${words.slot(slot)}`}
        {told.length > 0 && ` · ${told.join(" · ")}`}
      </p>
      <p>{words.byOperator(actor, reason)}</p>
      <Time at={issuedAt} />
      {state === "unanswered" && mayOperate && (
        <div className={styles.buttons}>
          <ActButton
            label={words.acts.askAgain}
            title={words.acts.askAgain}
            problemTexts={words.problems}
            act={async (again) => {
              const request = { path: { cabinetId, commandId: id }, body: { reason: again } };
              await call("post", "/api/operator/cabinets/{cabinetId}/commands/{commandId}/ask", request);
              await changed("cabinets");
            }}
          >
            <p className={styles.note}>{words.acts.askAgainDoes}</p>
          </ActButton>
        </div>
      )}
    </li>
  );
}
