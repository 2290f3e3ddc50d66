import type { ReactNode } from "react";
import { Link } from "react-router";
import styles from "./overview-page.module.css";
import { useOverviewWords } from "./words.ts";
import type { Overview, Trouble } from "./words-chinese.ts";

/** Where each trouble is dealt with. */
const places: Readonly<Record<Trouble, string>> = {
  review: "/work?list=review",
  inDoubt: "/work?list=inDoubt",
  notCollected: "/work?list=notCollected",
  owed: "/work?list=owed",
  reported: "/work?list=reported",
  objections: "/work?list=objections",
  offline: "/cabinets",
  distrusted: "/cabinets",
  drifting: "/cabinets",
};

/** What has to be dealt with, and how things are now. */
export function Tiles({ overview: { orders, cabinets } }: { readonly overview: Overview }) {
  const words = useOverviewWords();
  const counts: Record<Trouble, number> = { ...orders, ...cabinets };
  const troubles = (Object.keys(places) as Trouble[]).filter((name) => counts[name] > 0);
  return (
    <>
      <h2>{words.brokenNow}</h2>
      {troubles.length === 0 && <p className={styles.well}>{words.allWell}</p>}
      <ul className={styles.tiles}>
        {troubles.map((name) => (
          <li key={name}>
            <Link to={places[name]} className={`${styles.tile} ${styles.trouble}`}>
              <Figure name={words.trouble[name]}>{counts[name]}</Figure>
            </Link>
          </li>
        ))}
      </ul>
      <h2>{words.now}</h2>
      <ul className={styles.tiles}>
        <li className={styles.tile}>
          <Figure name={words.out}>{orders.out}</Figure>
        </li>
        <li className={styles.tile}>
          <Figure name={words.cabinets}>
            {cabinets.all - cabinets.outOfService}
            {cabinets.outOfService > 0 && <small> {words.inService(cabinets.outOfService)}</small>}
          </Figure>
        </li>
        <li className={styles.tile}>
          <Figure name={words.slots}>{cabinets.slots}</Figure>
        </li>
      </ul>
    </>
  );
}

function Figure({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <strong>{children}</strong>
      <span>{name}</span>
    </>
  );
}
