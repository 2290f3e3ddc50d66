import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { Link, useLocation } from "react-router";
import { callPage } from "../../../shared/client.ts";
import type { FoundOrder } from "../../hub-types.ts";
import { DayFilter, FilterBar, MultiFilter, SelectFilter, TextFilter } from "../../parts/filter-bar.tsx";
import { Money } from "../../parts/money.tsx";
import { OrderStateTag } from "../../parts/order-state-tag.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { type Column, PagedTable } from "../../parts/paged-table.tsx";
import { Time } from "../../parts/time.tsx";
import { ToneTag } from "../../parts/tone-tag.tsx";
import { type Filters, useFilters } from "../../parts/use-filters.ts";
import { keyOf } from "../../queries.ts";
import { useShellWords } from "../../words.ts";
import { sitesQuery } from "../cabinets/cabinet-queries.ts";
import { moreFilters, type OrderFilter, orderFilters, orderStates, queryOf } from "./order-filters.ts";
import { useOrdersWords } from "./words.ts";

/** All orders, the newest first, by every combination of filters. */
export function OrdersPage() {
  const words = useOrdersWords();
  const { count } = useShellWords();
  const filters = useFilters<OrderFilter>(orderFilters);
  return (
    <>
      <PageTitle title={words.title} />
      <OrderFilters filters={filters} />
      <PagedTable
        label={words.title}
        queryKey={keyOf("orders", "list", filters.values)}
        load={(before) => callPage("/api/operator/orders", { query: queryOf(filters.values, before) })}
        rowsOf={({ orders }) => orders}
        rowKey={({ orderNo }) => orderNo}
        columns={useColumns()}
        above={({ count: found }) => found && <p role="status">{count(found.atLeast, found.more)}</p>}
      />
    </>
  );
}

function OrderFilters({ filters }: { readonly filters: Filters<OrderFilter> }) {
  const words = useOrdersWords();
  const { orderStates: stateNames, from, to } = useShellWords();
  const sites = useQuery(sitesQuery);
  const [isOpen, setOpen] = useState(moreFilters.some((name) => filters.values[name] !== undefined));
  const field = (name: OrderFilter, label: string) => ({
    label,
    value: filters.values[name],
    onChange: (value: string | undefined) => filters.set({ [name]: value }),
  });
  return (
    <FilterBar filters={filters}>
      <TextFilter {...field("orderNo", words.orderNo)} />
      <MultiFilter
        {...field("state", words.state)}
        options={orderStates.map((state) => ({ value: state, label: stateNames[state] }))}
      />
      <TextFilter {...field("cabinetId", words.cabinet)} />
      <SelectFilter
        {...field("siteId", words.site)}
        options={(sites.data ?? []).map(({ siteId, name }) => ({ value: siteId, label: name }))}
      />
      <DayFilter {...field("from", from)} />
      <DayFilter {...field("to", to)} />
      {isOpen && (
        <>
          <TextFilter {...field("creditOrderNo", words.creditOrderNo)} />
          <TextFilter {...field("riderId", words.rider)} />
          <TextFilter {...field("itemId", words.itemId)} />
          <SelectFilter
            {...field("itemKind", words.itemKind)}
            options={Object.entries(words.kinds).map(([value, label]) => ({ value, label }))}
          />
          <SelectFilter
            {...field("review", words.review)}
            options={Object.entries(words.reviewFilters).map(([value, label]) => ({ value, label }))}
          />
          <TextFilter {...field("amountFrom", words.amountFrom)} />
          <TextFilter {...field("amountTo", words.amountTo)} />
        </>
      )}
      <Button type="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? words.fewerFilters : words.moreFilters}
      </Button>
    </FilterBar>
  );
}

function useColumns(): readonly Column<FoundOrder>[] {
  const words = useOrdersWords();
  const { search } = useLocation();
  return [
    {
      key: "orderNo",
      title: words.orderNo,
      render: ({ orderNo }) => (
        <Link to={`/orders/${orderNo}`} state={{ list: search }}>
          {orderNo}
        </Link>
      ),
    },
    {
      key: "state",
      title: words.state,
      render: ({ state, review }) => (
        <>
          <OrderStateTag state={state} />
          {review !== undefined && (
            <>
              {" "}
              <ToneTag tone="bad">{words.inReview}</ToneTag>
            </>
          )}
        </>
      ),
    },
    { key: "created", title: words.created, render: ({ createdAt }) => <Time at={createdAt} /> },
    { key: "place", title: words.cabinet, render: ({ place }) => place },
    {
      key: "items",
      title: words.items,
      render: ({ items, itemKind }) => [words.kinds[itemKind] ?? itemKind, ...items].join(" · "),
    },
    { key: "rider", title: words.rider, render: ({ riderId }) => riderId.replace(/^user\//, "") },
    {
      key: "amount",
      title: words.amount,
      align: "right",
      render: ({ amount }) => (amount === undefined ? "—" : <Money fen={amount} />),
    },
  ];
}
