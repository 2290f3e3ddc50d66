import { render } from "preact";
import { useState } from "preact/hooks";
import { Button, ButtonLink } from "../shared/button.tsx";
import { Mark } from "../shared/mark.tsx";
import { Notice } from "../shared/notice.tsx";
import { Sheet, useSheet } from "../shared/sheet.tsx";
import { Skeleton } from "../shared/skeleton.tsx";
import { type GridSlot, SlotGrid, type SlotSkin } from "../shared/slot-grid.tsx";
import styles from "./gallery.module.css";

/** Every part of `shared/` in each of its states, for tests and for who builds a face. No hub serves it. */

const states = ["ready", "empty", "taken", "faulted", "flat", "open", "ready", "empty", "ready", "ready"] as const;
const slots: readonly GridSlot[] = states.map((state, index) => ({ slot: index + 1, state }));

const skin: SlotSkin<GridSlot> = {
  slot: styles.slot,
  states: {
    ready: styles.ready,
    empty: styles.empty,
    taken: styles.taken,
    faulted: styles.faulted,
    flat: styles.flat,
    open: styles.open,
  },
  content: ({ slot }) => <span class={styles.number}>{slot}</span>,
};

const describe = ({ slot, state }: GridSlot) => `slot ${slot}, ${state}`;

function Gallery() {
  const [picked, setPicked] = useState<number>();
  const [work, setWork] = useState<() => void>();
  const sheet = useSheet();
  return (
    <main class={styles.gallery}>
      <h1>Parts of the pages</h1>
      <Button kind="primary" onClick={() => new Promise<void>((done) => setWork(() => done))}>
        Works until told
      </Button>
      <Button kind="secondary" onClick={() => work?.()}>
        Done
      </Button>
      <Button kind="quiet" onClick={sheet.open}>
        Open the sheet
      </Button>
      <ButtonLink kind="primary" href="#link">
        A link
      </ButtonLink>
      {(["calm", "good", "warn", "bad"] as const).map((tone) => (
        <Notice key={tone} tone={tone}>
          A {tone} notice
        </Notice>
      ))}
      <Skeleton label="Loading" />
      <Mark tone="good" />
      <Mark tone="warn" />
      <Mark tone="off" />
      <h2>Slots to pick</h2>
      <SlotGrid
        label="Slots to pick"
        columns={4}
        slots={slots}
        skin={skin}
        describe={describe}
        onPick={({ slot }) => setPicked(slot)}
      />
      <p role="status">{picked === undefined ? "none picked" : `picked ${picked}`}</p>
      <h2>Slots to look at</h2>
      <SlotGrid label="Slots to look at" columns={4} slots={slots} skin={skin} describe={describe} />
      {sheet.isOpen && (
        <Sheet title="A sheet" closeLabel="Close" onClose={sheet.close}>
          <p>Something to read.</p>
          <ButtonLink kind="secondary" href="#in-the-sheet">
            A link in the sheet
          </ButtonLink>
        </Sheet>
      )}
    </main>
  );
}

const page = document.getElementById("page");
if (page === null) throw new Error("index.html has no element #page");
render(<Gallery />, page);
