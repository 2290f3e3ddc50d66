import { call, callPage } from "../../../shared/client.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { FilterBar, SelectFilter } from "../../parts/filter-bar.tsx";
import { type Column, PagedTable } from "../../parts/paged-table.tsx";
import { Time } from "../../parts/time.tsx";
import { type Tone, ToneTag } from "../../parts/tone-tag.tsx";
import { useFilters } from "../../parts/use-filters.ts";
import { changed, keyOf } from "../../queries.ts";
import styles from "./alarms-page.module.css";
import { type Delivery, lastTry, readable } from "./target.ts";
import { useAlarmsWords } from "./words.ts";
import type { AlarmsWords } from "./words-chinese.ts";

const tones: Readonly<Record<Delivery["state"], Tone>> = { pending: "warn", delivered: "good", failed: "bad" };
const states = Object.keys(tones) as Delivery["state"][];

/** What was sent to an address, with what it answered; each can be sent again. */
export function DeliveryList({ id }: { readonly id: string }) {
  const words = useAlarmsWords();
  const filters = useFilters(["state"]);
  const state = states.find((one) => one === filters.values.state);
  const titles = words.columns;
  const columns: Column<Delivery>[] = [
    { key: "type", title: titles.type, render: ({ type }) => nameOf(type, words) },
    { key: "at", title: titles.at, render: ({ at }) => <Time at={at} /> },
    {
      key: "state",
      title: titles.state,
      render: (delivery) => <ToneTag tone={tones[delivery.state]}>{words.states[delivery.state]}</ToneTag>,
    },
    { key: "tries", title: titles.tries, align: "right", render: ({ tries }) => String(tries.length) },
    {
      key: "lastTry",
      title: titles.lastTry,
      render: (delivery) => <div className={styles.what}>{lastTry(delivery)}</div>,
    },
    { key: "nextTry", title: titles.nextTry, render: ({ dueAt }) => dueAt !== undefined && <Time at={dueAt} /> },
    { key: "details", title: titles.details, render: (delivery) => <Content delivery={delivery} /> },
    { key: "act", title: titles.act, render: (delivery) => <Replay id={id} delivery={delivery} /> },
  ];
  return (
    <section className={styles.section}>
      <h2>{words.deliveries}</h2>
      <FilterBar filters={filters}>
        <SelectFilter
          label={words.deliveryState}
          value={state}
          options={states.map((value) => ({ value, label: words.states[value] }))}
          onChange={(chosen) => filters.set({ state: chosen })}
        />
      </FilterBar>
      <PagedTable
        label={words.deliveries}
        columns={columns}
        rowKey={(delivery) => delivery.id}
        queryKey={keyOf("alarms", id, "deliveries", state)}
        load={(before) =>
          callPage("/api/operator/webhooks/{id}/deliveries", { path: { id }, query: { state, before } })
        }
        rowsOf={(deliveries) => deliveries}
        empty={words.noDeliveries}
      />
    </section>
  );
}

function Content({ delivery: { body } }: { readonly delivery: Delivery }) {
  const words = useAlarmsWords();
  return (
    <details className={styles.details}>
      <summary>{words.show}</summary>
      <pre className={styles.body}>{readable(body)}</pre>
    </details>
  );
}

function Replay({ id, delivery }: { readonly id: string; readonly delivery: Delivery }) {
  const words = useAlarmsWords();
  return (
    <ActButton
      label={words.replay}
      title={words.replay}
      act={async (reason) => {
        const path = { id, delivery: delivery.id };
        await call("post", "/api/operator/webhooks/{id}/deliveries/{delivery}/replay", { path, body: { reason } });
        await changed("alarms");
      }}
    >
      <p>{words.replayText}</p>
    </ActButton>
  );
}

function nameOf(type: string, { events, testEvent }: AlarmsWords): string {
  return new Map(Object.entries(events)).get(type) ?? testEvent;
}
