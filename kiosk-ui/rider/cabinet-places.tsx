import { useCallback, useState } from "preact/hooks";
import { classes } from "../shared/class-names.ts";
import { type Problem, problemOf } from "../shared/client.ts";
import { ItemIcon } from "../shared/item-icon.tsx";
import type { CabinetPlace } from "../shared/rider-types.ts";
import { useLook } from "../shared/use-look.ts";
import styles from "./cabinet-places.module.css";
import { type Here, mayKnowWhere, whereAmI } from "./here.ts";
import { fetchCabinets } from "./rider-client.ts";
import { useSpeech } from "./speech.ts";
import { TroubleNote } from "./trouble-note.tsx";
import { mapAddress, openInWallet } from "./wallet-bridge.ts";

/**
 * Cabinets to go to: the nearest first where the rider lets the page know where the phone is, else by name. The question is
 * asked only after a tap.
 * @param props.want only those with an item to lend, or a slot to return into
 */
export function CabinetPlaces(props: { title: string; want?: "slot"; kind?: string; most: number }) {
  const { title, want, kind, most } = props;
  const { words } = useSpeech();
  const [here, setHere] = useState<Here>();
  const [places, setPlaces] = useState<readonly CabinetPlace[]>();
  const [problem, setProblem] = useState<Problem>();
  const [refused, setRefused] = useState(false);

  const read = useCallback(
    async (from: Here | undefined) => {
      try {
        const query = { ...from, ...(want && { want }), ...(kind !== undefined && { kind }), limit: String(most) };
        setPlaces((await fetchCabinets(query)).cabinets);
        setProblem(undefined);
      } catch (error) {
        setProblem(problemOf(error));
      }
    },
    [want, kind, most],
  );
  const look = useCallback(async () => {
    const from = here ?? ((await mayKnowWhere()) ? await whereAmI() : undefined);
    if (from && !here) setHere(from);
    await read(from);
  }, [here, read]);
  useLook(look);
  const locate = async () => {
    const from = await whereAmI();
    setRefused(from === undefined);
    setHere(from);
  };

  return (
    <section aria-label={title}>
      <div class={styles.head}>
        <h2>{title}</h2>
        {here === undefined && !refused && (
          <button type="button" class={styles.near} onClick={() => void locate()}>
            {words.sortByDistance}
          </button>
        )}
      </div>
      <div role="status">
        {refused && <p class={styles.small}>{words.noLocation}</p>}
        {places?.length === 0 && <p class={styles.small}>{words.noPlaces}</p>}
      </div>
      {problem && places === undefined && <TroubleNote problem={problem} />}
      <ul class={styles.places}>
        {places?.map((place) => (
          <li key={place.cabinetId}>
            <Place place={place} counts={want === "slot" ? "slots" : "both"} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Place({ place, counts }: { place: CabinetPlace; counts: "slots" | "both" }) {
  const { words, language } = useSpeech();
  const { name, address, itemKind, distance, online, itemsReady, slotsFree, openingHours } = place;
  const hours = openingHours?.[language] ?? openingHours?.zh ?? openingHours?.en;
  const said = (
    <>
      <span class={styles.line}>
        <ItemIcon icon={itemKind.icon} look={styles.icon} />
        <strong class={styles.name}>{name}</strong>
        {distance !== undefined && <span class={styles.distance}>{words.distance(distance)}</span>}
      </span>
      <span class={classes(styles.small, styles.counts)}>
        {!online && <span>{words.placeOffline}</span>}
        {online && counts === "both" && <span>{words.itemsReady(itemsReady)}</span>}
        {online && <span>{words.slotsFree(slotsFree)}</span>}
        {hours !== undefined && <span>{hours}</span>}
        <span>{address}</span>
      </span>
    </>
  );
  const map = mapAddress(place, navigator.userAgent);
  if (map === undefined) return <div class={styles.place}>{said}</div>;
  return (
    <a
      class={styles.place}
      href={map}
      onClick={(event) => {
        if (openInWallet(place)) event.preventDefault();
      }}
    >
      {said}
    </a>
  );
}
