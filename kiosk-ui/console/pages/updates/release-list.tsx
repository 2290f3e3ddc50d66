import { call } from "../../../shared/client.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { Guarded } from "../../parts/guarded.tsx";
import { type Column, RowTable } from "../../parts/paged-table.tsx";
import { Time } from "../../parts/time.tsx";
import { ToneTag } from "../../parts/tone-tag.tsx";
import { changed } from "../../queries.ts";
import { newerFirst } from "./bridge-versions.ts";
import { useMayNot } from "./update-queries.ts";
import type { Release } from "./update-types.ts";
import styles from "./updates.module.css";
import { useUpdatesWords } from "./words.ts";

/** The releases that the hub holds, the newest version first. @param props.inUse the version of the open rollout */
export function ReleaseList(props: { readonly releases: readonly Release[]; readonly inUse: string | undefined }) {
  const words = useUpdatesWords();
  const mayNot = useMayNot();
  const titles = words.columns;
  const columns: Column<Release>[] = [
    { key: "version", title: titles.version, render: ({ version }) => <strong>{version}</strong> },
    {
      key: "state",
      title: titles.state,
      render: ({ complete }) => (
        <ToneTag tone={complete ? "good" : "warn"}>{complete ? words.complete : words.incomplete}</ToneTag>
      ),
    },
    { key: "size", title: titles.size, align: "right", render: ({ size }) => words.size(size) },
    { key: "addedAt", title: titles.addedAt, render: ({ addedAt }) => <Time at={addedAt} /> },
    { key: "follows", title: titles.follows, render: (release) => <Replaces release={release} /> },
    { key: "signedBy", title: titles.signedBy, render: ({ signedBy }) => <Signer signedBy={signedBy} /> },
    ...(mayNot === undefined
      ? [{ key: "act", title: titles.act, render: (release: Release) => <Remove {...props} release={release} /> }]
      : []),
  ];
  return (
    <section className={styles.section} aria-labelledby="releases">
      <h2 id="releases">{words.releases}</h2>
      <p className={styles.note}>{words.releasesText}</p>
      <RowTable
        label={words.releases}
        columns={columns}
        rowKey={({ version }) => version}
        rows={props.releases.toSorted((one, other) => newerFirst(one.version, other.version))}
        empty={words.noReleases}
      />
    </section>
  );
}

function Replaces({ release: { follows, downgradeFrom } }: { readonly release: Release }) {
  const words = useUpdatesWords();
  return (
    <>
      {words.followsFrom(follows)}
      {downgradeFrom !== undefined && <div>{words.alsoReplaces(downgradeFrom)}</div>}
    </>
  );
}

/** The key that signed, as the settings have it. Its beginning tells it from others. */
function Signer({ signedBy }: { readonly signedBy: string | undefined }) {
  const { keyGone } = useUpdatesWords();
  if (signedBy === undefined) return <ToneTag tone="warn">{keyGone}</ToneTag>;
  return <code title={signedBy}>{`${signedBy.slice(0, 10)}…`}</code>;
}

function Remove({ release: { version }, inUse }: { readonly release: Release; readonly inUse: string | undefined }) {
  const words = useUpdatesWords();
  return (
    <Guarded label={words.remove} whyNot={version === inUse ? words.inUse : undefined}>
      <ActButton
        isDanger
        label={words.remove}
        title={words.removeTitle(version)}
        problemTexts={words.problems}
        act={async (reason) => {
          await call("delete", "/api/operator/releases/{version}", { path: { version }, body: { reason } });
          await changed("updates");
        }}
      >
        <p>{words.removeText}</p>
      </ActButton>
    </Guarded>
  );
}
