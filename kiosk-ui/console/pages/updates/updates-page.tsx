import { useQuery } from "@tanstack/react-query";
import { problemOf } from "../../../shared/client.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Guarded } from "../../parts/guarded.tsx";
import { Loading } from "../../parts/loading.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { CurrentRollout } from "./current-rollout.tsx";
import { ReleaseList } from "./release-list.tsx";
import { RolloutList } from "./rollout-list.tsx";
import { StartRollout } from "./start-rollout.tsx";
import { releasesQuery, rolloutsQuery, useMayNot } from "./update-queries.ts";
import styles from "./updates.module.css";
import { UploadRelease } from "./upload-release.tsx";
import { VersionList } from "./version-list.tsx";
import { useUpdatesWords } from "./words.ts";

/** The open rollout, the releases, what runs in the fleet, and the rollouts before. */
export function UpdatesPage() {
  const words = useUpdatesWords();
  const mayNot = useMayNot();
  const releases = useQuery(releasesQuery);
  const rollouts = useQuery(rolloutsQuery);
  const error = releases.error ?? rollouts.error;
  const open = rollouts.data?.find(({ state }) => state !== "ended");
  const again = () => void Promise.all([releases.refetch(), rollouts.refetch()]);
  return (
    <>
      <PageTitle title={words.title}>
        {releases.data && rollouts.data && (
          <div className={styles.acts}>
            <Guarded label={[words.start, words.upload]} whyNot={mayNot}>
              <StartRollout releases={releases.data} isOpen={open !== undefined} />
              <UploadRelease known={releases.data} />
            </Guarded>
          </div>
        )}
      </PageTitle>
      {!error && (releases.isPending || rollouts.isPending) && <Loading />}
      {error && <ErrorNotice problem={problemOf(error)} again={again} />}
      {releases.data && rollouts.data && (
        <>
          <section className={styles.section} aria-labelledby="current">
            <h2 id="current">{words.current}</h2>
            {open ? <CurrentRollout rollout={open} /> : <p>{words.noCurrent}</p>}
          </section>
          <ReleaseList releases={releases.data} inUse={open?.version} />
          <VersionList />
          <RolloutList rollouts={rollouts.data.filter(({ state }) => state === "ended")} />
        </>
      )}
    </>
  );
}
