import { useQuery } from "@tanstack/react-query";
import { Form, Input } from "antd";
import { Link } from "react-router";
import { call, problemOf } from "../../../shared/client.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { type Column, RowTable } from "../../parts/paged-table.tsx";
import { changed } from "../../queries.ts";
import { may, type Session, useSession } from "../../session.ts";
import { sitesQuery } from "./cabinet-queries.ts";
import type { Site } from "./cabinet-types.ts";
import { type PlaceValues, placeBody, placeValues } from "./cabinet-values.ts";
import styles from "./cabinets.module.css";
import { IdField, PlaceFields } from "./place-fields.tsx";
import { useCabinetsWords } from "./words.ts";

type Values = PlaceValues & { readonly siteId: string; readonly owner?: string };

async function put(siteId: string, reason: string, { owner, ...values }: Omit<Values, "siteId">, before?: Site) {
  const body = { ...placeBody(values, before), ...(owner && { owner }), reason };
  await call("put", "/api/operator/sites/{siteId}", { path: { siteId }, body });
  void changed("cabinets");
}

/** The places where cabinets stand. */
export function SiteList() {
  const words = useCabinetsWords();
  const mayManage = may(useSession() as Session, "cabinets.manage");
  const { data, error, isPending, refetch } = useQuery(sitesQuery);
  const { columns: titles, sites } = words;
  const columns: Column<Site>[] = [
    { key: "name", title: words.site, render: ({ name, siteId }) => <SiteName name={name} siteId={siteId} /> },
    { key: "place", title: titles.place, render: ({ address }) => address },
    { key: "owner", title: sites.owner, render: ({ owner }) => owner },
    {
      key: "cabinets",
      title: sites.cabinets,
      align: "right",
      render: ({ siteId, cabinetIds }) => <Link to={`/cabinets?siteId=${siteId}`}>{cabinetIds.length}</Link>,
    },
    ...(mayManage ? [{ key: "acts", title: words.acts.title, render: (site: Site) => <SiteActs site={site} /> }] : []),
  ];
  return (
    <>
      {mayManage && data && <NewSite ids={data.map(({ siteId }) => siteId)} />}
      {isPending && <Loading />}
      {error && <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />}
      {data && (
        <RowTable
          label={words.views.sites}
          empty={sites.none}
          rows={data}
          rowKey={({ siteId }) => siteId}
          columns={columns}
        />
      )}
    </>
  );
}

function SiteName({ name, siteId }: Pick<Site, "name" | "siteId">) {
  return (
    <>
      {name}
      <div className={styles.muted}>{siteId}</div>
    </>
  );
}

function NewSite({ ids }: { readonly ids: readonly string[] }) {
  const words = useCabinetsWords();
  const { sites, problems } = words;
  return (
    <div className={styles.bar}>
      <ActButton<Values>
        label={sites.add}
        title={sites.addTitle}
        problemTexts={problems}
        act={(reason, { siteId, ...values }) => put(siteId, reason, values)}
      >
        <IdField name="siteId" label={sites.id} hint={sites.idHint} ids={ids} />
        <SiteFields />
      </ActButton>
    </div>
  );
}

function SiteFields() {
  const { sites } = useCabinetsWords();
  return (
    <>
      <PlaceFields />
      <Form.Item name="owner" label={sites.owner}>
        <Input maxLength={60} />
      </Form.Item>
    </>
  );
}

function SiteActs({ site }: { readonly site: Site }) {
  const { sites, problems } = useCabinetsWords();
  const { siteId, name, owner } = site;
  return (
    <div className={styles.counts}>
      <ActButton<Omit<Values, "siteId">>
        label={sites.edit}
        title={sites.editTitle(name)}
        problemTexts={problems}
        initialValues={{ ...placeValues(site), ...(owner !== undefined && { owner }) }}
        act={(reason, values) => put(siteId, reason, values, site)}
      >
        <p className={styles.note}>{sites.takeOver}</p>
        <SiteFields />
      </ActButton>
      <ActButton
        label={sites.remove}
        title={sites.removeTitle(name)}
        isDanger
        problemTexts={problems}
        act={async (reason) => {
          await call("delete", "/api/operator/sites/{siteId}", { path: { siteId }, body: { reason } });
          void changed("cabinets");
        }}
      >
        <p className={styles.note}>{sites.removeText}</p>
      </ActButton>
    </div>
  );
}
