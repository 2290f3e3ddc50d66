import type { Loan, OrderRecord } from "../../hub-types.ts";
import { type Column, RowTable } from "../../parts/paged-table.tsx";
import { Time } from "../../parts/time.tsx";
import { type Tone, ToneTag } from "../../parts/tone-tag.tsx";
import styles from "./order-page.module.css";
import { useOrdersWords } from "./words.ts";

const tones: Readonly<Record<Loan["state"], Tone>> = {
  waiting: "calm",
  opening: "calm",
  lent: "calm",
  returned: "good",
  lost: "bad",
  "not-opened": "off",
  unknown: "warn",
};

/** The items of an order: what each slot gave out, where the item came back, and how the slots look now. */
export function OrderLoans({ record }: { readonly record: OrderRecord }) {
  const words = useOrdersWords();
  return (
    <section className={styles.card} aria-label={words.items}>
      <h2>{words.items}</h2>
      <RowTable
        label={words.items}
        rows={record.order.loans}
        rowKey={({ loanNo }) => String(loanNo)}
        columns={useColumns()}
      />
      <h3>{words.slotsNow}</h3>
      <ul className={styles.slots}>
        {record.slots.map((slot) => (
          <li key={`${slot.cabinetId} ${slot.slot}`}>
            {words.ofCabinet(slot.cabinetId)} · {words.slot(slot.slot)} <SlotNow slot={slot} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function SlotNow({ slot }: { readonly slot: OrderRecord["slots"][number] }) {
  const words = useOrdersWords();
  const { state, itemId, level, seenAt } = slot;
  if (state === undefined || seenAt === undefined) return words.neverSeen;
  const facts = [words.slotStates[state], itemId, level === undefined ? undefined : words.level(level)];
  return (
    <>
      {facts.filter((fact) => fact !== undefined).join(" · ")} ({words.seen} <Time at={seenAt} />)
    </>
  );
}

function useColumns(): readonly Column<Loan>[] {
  const words = useOrdersWords();
  return [
    {
      key: "item",
      title: words.items,
      render: ({ loanNo, slot, itemId, expectedItemId }) => (
        <>
          {words.nthItem(loanNo)} · {words.slot(slot)}
          <br />
          {itemId ?? expectedItemId ?? words.notKnownItem}
        </>
      ),
    },
    {
      key: "state",
      title: words.loanState,
      render: ({ state }) => <ToneTag tone={tones[state]}>{words.loanStates[state]}</ToneTag>,
    },
    {
      key: "opened",
      title: words.opened,
      render: ({ openedAt }) => (openedAt === undefined ? "—" : <Time at={openedAt} plain />),
    },
    { key: "returned", title: words.returned, render: (loan) => <Return loan={loan} /> },
  ];
}

function Return({ loan: { returned, report } }: { readonly loan: Loan }) {
  const words = useOrdersWords();
  const doubts = [
    ...(returned?.undated ? [words.returnUndated] : []),
    ...(returned?.unproven ? [words.returnUnproven] : []),
    ...(returned?.byExclusion ? [words.returnByExclusion] : []),
  ];
  return (
    <>
      {returned ? (
        <>
          <Time at={returned.at} plain /> {returned.place.name} · {words.slot(returned.slot)}
        </>
      ) : (
        "—"
      )}
      {doubts.map((doubt) => (
        <div key={doubt}>{doubt}</div>
      ))}
      {report && (
        <div>
          {words.reports[report.claim]} ({words.reportOutcomes[report.outcome ?? ""] ?? words.reportOpen})
        </div>
      )}
    </>
  );
}
