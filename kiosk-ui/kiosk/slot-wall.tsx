import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { classes } from "../shared/class-names.ts";
import { QrCode } from "../shared/qr-code.tsx";
import { type GridSlot, SlotGrid, type SlotSkin } from "../shared/slot-grid.tsx";
import type { NowShown } from "./now-shown.ts";
import type { HappeningKind, ScreenSlot } from "./screen-state.ts";
import styles from "./slot-wall.module.css";
import { useSpeech } from "./speech.ts";
import type { Words } from "./words.ts";

interface WallSlot extends GridSlot {
  readonly seen: ScreenSlot;
  readonly code: string | undefined;
  readonly happening: HappeningKind | undefined;
}

/** px; a smaller code is hard to scan, and is shown large at a touch instead */
const leastCode = 92;

/** The slots as they are built into the cabinet, with a code for each item that can be borrowed. */
export function SlotWall({ shown, onPick }: { shown: NowShown; onPick: (slot: number) => void }) {
  const { words } = useSpeech();
  const { view, codes, happenings } = shown;
  const { columns, rows } = view.layout;
  const wall = useRef<HTMLDivElement>(null);
  const form = useForm(wall, columns, rows);
  const isLending = codes !== undefined && view.service === "open";
  const happeningAt = new Map(happenings.map(({ slot, kind }): [number, HappeningKind] => [slot, kind]));
  const slots = view.slots.map((seen): WallSlot => {
    const happening = happeningAt.get(seen.slot);
    const code = codes === undefined || happening !== undefined ? undefined : codes.slots.get(seen.slot);
    return { slot: seen.slot, state: stateOf(seen, happening, isLending), seen, code, happening };
  });
  const skin: SlotSkin<WallSlot> = {
    slot: styles.slot,
    states: {
      ready: styles.ready,
      empty: styles.empty,
      taken: styles.taken,
      faulted: styles.faulted,
      flat: styles.flat,
      open: styles.open,
    },
    content: (slot) => <Content slot={slot} form={form} words={words} />,
  };
  return (
    <div class={styles.wall} ref={wall}>
      <SlotGrid
        label={words.cabinetSlots}
        columns={columns}
        slots={slots}
        skin={skin}
        describe={(slot) => description(slot, form, words)}
        onPick={({ slot, code }) => code !== undefined && onPick(slot)}
      />
    </div>
  );
}

function Content({ slot, form, words }: { slot: WallSlot; form: Form; words: Words }) {
  const { code, happening } = slot;
  const look = classes(styles.face, form.isWide && styles.wide, form.isSmall && styles.small);
  return (
    <span class={look}>
      <span class={styles.about}>
        <span class={styles.number}>{slot.slot}</span> <span class={styles.state}>{stateText(slot, form, words)}</span>
      </span>
      {form.fitsCode && code !== undefined && (
        <span class={styles.frame}>
          <QrCode text={code} look={styles.code} />
        </span>
      )}
      {happening !== undefined && <span class={classes(styles.ring, styles[happening])} />}
    </span>
  );
}

function stateText({ state, seen }: WallSlot, { isSmall }: Pick<Form, "isSmall">, words: Words): string {
  if (state === "open") return words.isOpen;
  if (seen.state === "ready" && state !== "ready") return isSmall ? words.shortStates.faulted : words.notLent;
  const { level } = seen;
  if (seen.state === "ready" && level !== undefined) return isSmall ? `${level}%` : words.level(level);
  return isSmall ? words.shortStates[seen.state] : words.states[seen.state];
}

/** It begins with the text that is seen, and says what a touch does. */
function description(slot: WallSlot, form: Form, words: Words): string {
  const what = `${slot.slot} ${stateText(slot, form, words)}`;
  return slot.code === undefined ? what : `${what} · ${words.showCode}`;
}

function stateOf({ state }: ScreenSlot, happening: HappeningKind | undefined, isLending: boolean): GridSlot["state"] {
  if (happening === "take") return "open";
  return state === "offline" || (state === "ready" && !isLending) ? "faulted" : state;
}

/** How there is room for a slot. */
interface Form {
  /** The code stands beside the number; else below it. */
  readonly isWide: boolean;
  /** There is room for a few characters only. */
  readonly isSmall: boolean;
  readonly fitsCode: boolean;
}

/** By the size of the wall. */
function useForm(wall: { readonly current: HTMLDivElement | null }, columns: number, rows: number): Form {
  const [form, setForm] = useState<Form>({ isWide: true, isSmall: false, fitsCode: true });
  useLayoutEffect(() => {
    const measure = () => {
      if (wall.current === null) return;
      const width = wall.current.clientWidth / columns - 8;
      const height = wall.current.clientHeight / rows - 8;
      const isWide = width > 1.25 * height;
      // Beside or below the code stands the number of the slot.
      const side = isWide ? Math.min(height - 12, width - 120) : Math.min(width - 12, height - 52);
      setForm({ isWide, isSmall: width < 170 || height < 72, fitsCode: side >= leastCode });
    };
    measure();
    window.addEventListener("resize", measure);
    return () => window.removeEventListener("resize", measure);
  }, [columns, rows]);
  return form;
}
