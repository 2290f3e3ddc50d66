import { useState } from "preact/hooks";
import type { CabinetView, SlotView } from "../../simulators/workbench/views.ts";
import { Sheet, useSheet } from "../shared/sheet.tsx";
import { useSpeech } from "./speech.ts";
import styles from "./workbench.module.css";

/** What can be done at one slot. */
export function SlotPanel(props: {
  cabinet: CabinetView;
  slot: SlotView;
  act: (action: object) => void;
  /** Whether a hub was named that can open slots. */
  hasHub: boolean;
  /** While a script is recorded: expects the slot as it is now. */
  onExpect?: () => void;
}) {
  const { words } = useSpeech();
  const { cabinet, slot, act, hasHub, onExpect } = props;
  const { content, level, motorMovements, returnConfirmed } = slot;
  return (
    <section class={styles.panel} aria-label={words.slot(slot.slot)}>
      <h2 class={styles.heading}>
        {words.slot(slot.slot)}{" "}
        <span class={styles.quiet}>
          {slot.itemId || slot.looseItemId || words.states[content]}
          {level !== null && ` · ${words.level(level)}`}
          {cabinet.real === null && ` · ${words.motorRan(motorMovements)}`}
          {content === "item" && !returnConfirmed && ` · ${words.unconfirmed}`}
        </span>
      </h2>
      {cabinet.real === null ? (
        <Hands cabinet={cabinet} slot={slot} act={act} hasHub={hasHub} />
      ) : (
        <OpenReally slot={slot.slot} act={act} />
      )}
      {(onExpect || slot.sticker !== null) && (
        <div class={styles.row}>
          {onExpect && (
            <button type="button" class={styles.act} onClick={onExpect}>
              {words.recordNow}
            </button>
          )}
          {slot.sticker !== null && (
            <a class={styles.link} href={slot.sticker} target="_blank" rel="noopener noreferrer">
              {words.scan}
            </a>
          )}
        </div>
      )}
    </section>
  );
}

/** What hands do at a slot of a simulated cabinet. */
function Hands(props: { cabinet: CabinetView; slot: SlotView; act: (action: object) => void; hasHub: boolean }) {
  const { words } = useSpeech();
  const { cabinet, slot, act, hasHub } = props;
  const [chosen, setChosen] = useState("");
  const [foreign, setForeign] = useState("");
  const isLoose = slot.content === "loose";
  const isFull = slot.content === "item";
  const itemId = foreign.trim() || (cabinet.carried.indexOf(chosen) >= 0 ? chosen : "");
  const at = (name: keyof typeof words.acts, wantsItem = false) => (
    <button
      type="button"
      class={styles.act}
      onClick={() => {
        act({ do: name, slot: slot.slot, ...(wantsItem && itemId !== "" && { itemId }) });
        if (wantsItem) setForeign("");
      }}
    >
      {words.acts[name]}
    </button>
  );
  return (
    <>
      {!isFull && !isLoose && (
        <div class={styles.row}>
          <label class={styles.field}>
            {words.item}
            <select class={styles.input} value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
              <option value="">{cabinet.carried.length > 0 ? words.carriedFirst : words.newItem}</option>
              {cabinet.carried.map((id) => (
                <option key={id} value={id}>
                  {id}
                </option>
              ))}
            </select>
          </label>
          <label class={styles.field}>
            {words.otherItem}
            <input
              class={styles.input}
              value={foreign}
              maxLength={32}
              placeholder={words.otherItemHint}
              onInput={(event) => setForeign(event.currentTarget.value)}
            />
          </label>
        </div>
      )}
      <div class={styles.row}>
        {isLoose && at("take")}
        {!isFull && at("insert", !isLoose)}
        {!isFull && !isLoose && at("fill", true)}
        {(isFull || isLoose) && at("empty")}
        {isFull && at("swap")}
        {at(slot.jammed ? "free" : "jam")}
        {hasHub && at("open")}
      </div>
    </>
  );
}

/** Opens a slot of a real board, after a question: a motor moves. */
function OpenReally({ slot, act }: { slot: number; act: (action: object) => void }) {
  const { words } = useSpeech();
  const { isOpen, open, close } = useSheet();
  return (
    <>
      <div class={styles.row}>
        <button type="button" class={styles.act} onClick={open}>
          {words.openSlot}
        </button>
      </div>
      {isOpen && (
        <Sheet title={words.slot(slot)} closeLabel={words.close} onClose={close}>
          <p>{words.reallyOpen(slot)}</p>
          <div class={styles.row}>
            <button
              type="button"
              class={styles.act}
              onClick={() => {
                close();
                act({ do: "open", slot });
              }}
            >
              {words.yesOpen}
            </button>
          </div>
        </Sheet>
      )}
    </>
  );
}
