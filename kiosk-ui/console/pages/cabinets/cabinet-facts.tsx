import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Time } from "../../parts/time.tsx";
import { useSpeech } from "../../speech.tsx";
import { itemKindsQuery, sitesQuery } from "./cabinet-queries.ts";
import type { Cabinet } from "./cabinet-types.ts";
import styles from "./cabinets.module.css";
import { useCabinetsWords } from "./words.ts";

const minute = 60_000;
const megabyte = 1_048_576;

/** What is known of a cabinet, its connection and its bridge. */
export function CabinetFacts({ cabinet }: { readonly cabinet: Cabinet }) {
  const { facts: words } = useCabinetsWords();
  const facts = [...useConnection(cabinet), ...useBridge(cabinet), ...usePlace(cabinet)];
  return (
    <section className={`${styles.card} ${styles.last}`} aria-label={words.title}>
      <h2>{words.title}</h2>
      <dl className={styles.facts}>
        {facts.map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

type Facts = readonly (readonly [string, ReactNode])[];

function useConnection({ presence, lastSeen, snapshot, refusedLogins }: Cabinet): Facts {
  const { facts: words } = useCabinetsWords();
  return [
    [
      words.presence,
      presence.since === undefined ? (
        words.never
      ) : (
        <>
          {presence.online ? words.onlineSince : words.offlineSince} <Time at={presence.since} />
        </>
      ),
    ],
    ...(lastSeen === undefined ? [] : [[words.lastSeen, <Time key="" at={lastSeen} />] as const]),
    [words.snapshot, snapshot ? <Time at={snapshot.at} /> : words.noSnapshot],
    ...(refusedLogins
      ? [[words.refusedLogins, words.refused(refusedLogins.count, refusedLogins.lastReason)] as const]
      : []),
  ];
}

function useBridge({ bridge, health }: Cabinet): Facts {
  const { facts: words, duration, megabytes } = useCabinetsWords();
  if (!bridge) return [];
  const told: Facts = [
    [words.software, bridge.software ?? words.oldBridge],
    [words.driver, bridge.driver],
  ];
  if (!health) return told;
  return [
    ...told,
    [words.uptime, duration(Math.floor(health.uptime / minute))],
    [words.board, health.boardHeardAt === null ? words.boardNever : <Time at={health.boardHeardAt} />],
    [words.journal, health.journalDepth],
    [words.memory, megabytes(Math.round(health.memory / megabyte))],
  ];
}

function usePlace({ siteId, address, openingHours, support, itemKind = "power-bank" }: Cabinet): Facts {
  const { facts: words, noSite } = useCabinetsWords();
  const { language } = useSpeech();
  const sites = useQuery(sitesQuery).data ?? [];
  const kinds = useQuery(itemKindsQuery).data ?? [];
  const hours = openingHours?.[language] ?? openingHours?.zh ?? openingHours?.en;
  return [
    [words.itemKind, kinds.find(({ id }) => id === itemKind)?.name[language] ?? itemKind],
    [words.site, siteId === undefined ? noSite : (sites.find((site) => site.siteId === siteId)?.name ?? siteId)],
    [words.address, address],
    ...(hours === undefined ? [] : [[words.hours, hours] as const]),
    ...(support ? [[words.telephone, support.telephone] as const] : []),
  ];
}
