import type { CabinetView, SlotView } from "../../simulators/workbench/views.ts";
import { classes } from "../shared/class-names.ts";
import { SlotGrid, type SlotSkin } from "../shared/slot-grid.tsx";
import { useSpeech } from "./speech.ts";
import styles from "./workbench.module.css";

interface DrawnSlot extends SlotView {
  readonly state: "ready" | "open" | "empty" | "faulted";
}

/** The cabinet as it is built. */
export function CabinetDrawing(props: {
  cabinet: CabinetView;
  picked: number | undefined;
  onPick: (slot: number) => void;
}) {
  const { words } = useSpeech();
  const { cabinet, picked, onPick } = props;
  const { boardId, protocol, line, resets, mode } = cabinet;
  const insideOf = ({ itemId, looseItemId, content }: DrawnSlot) => itemId || looseItemId || words.states[content];
  const marksOf = ({ content, jammed }: DrawnSlot) => [
    ...(content === "loose" ? [words.states.loose] : []),
    ...(jammed ? [words.jammed] : []),
  ];
  const skin: SlotSkin<DrawnSlot> = {
    slot: styles.slot,
    states: {
      ready: styles.full,
      open: styles.loose,
      empty: styles.free,
      faulted: styles.stuck,
      taken: undefined,
      flat: undefined,
    },
    content: (slot) => (
      <span class={classes(styles.inSlot, slot.slot === picked && styles.picked)}>
        <b class={styles.number}>{words.slot(slot.slot)}</b> <span class={styles.itemId}>{insideOf(slot)}</span>
        {slot.level !== null && (
          <svg class={styles.level} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
            <rect class={styles.charge} width={slot.level} height="6" rx="1" />
          </svg>
        )}
        {marksOf(slot).map((mark) => (
          <span key={mark} class={styles.mark}>
            {" "}
            {mark}
          </span>
        ))}
      </span>
    ),
  };
  const slots = cabinet.slots.map((slot): DrawnSlot => ({ ...slot, state: stateOf(slot) }));
  // What is seen comes first, then the state, which is drawn.
  const describe = (slot: DrawnSlot) =>
    [words.slot(slot.slot), insideOf(slot), ...marksOf(slot), slot.content === "item" && words.states.item]
      .filter(Boolean)
      .join(" ");
  return (
    <section class={styles.panel} aria-label={cabinet.name}>
      <p class={styles.quiet}>
        {boardId !== "" && `${words.boardId(boardId)} · `}
        {words.boardAt(protocol, line)}
        {resets > 0 && ` · ${words.resets(resets)}`}
      </p>
      <div class={classes(styles.cabinet, mode === "off" && styles.dark)}>
        <SlotGrid
          label={words.slots}
          columns={cabinet.columns}
          slots={slots}
          skin={skin}
          describe={describe}
          onPick={(slot) => onPick(slot.slot)}
        />
      </div>
    </section>
  );
}

function stateOf({ content, jammed }: SlotView): DrawnSlot["state"] {
  if (jammed) return "faulted";
  if (content === "item") return "ready";
  return content === "loose" ? "open" : "empty";
}
