import { Link } from "react-router";
import type { PlacedCabinet } from "./cabinet-types.ts";
import styles from "./cabinets.module.css";
import { toneOf } from "./condition-tag.tsx";
import { planOf } from "./plan-points.ts";
import { useCabinetsWords } from "./words.ts";

/** Of more cabinets the names would cover each other; the pointer still shows each. */
const mostNames = 30;
const lines = [20, 40, 60, 80];

/** The cabinets by their coordinates, on plain paper with a scale. */
export function FleetPlan({ cabinets }: { readonly cabinets: readonly PlacedCabinet[] }) {
  const words = useCabinetsWords();
  const { points, scale, bar } = planOf(cabinets);
  return (
    <nav className={`${styles.map} ${styles.plan}`} aria-label={words.map}>
      <svg viewBox="0 0 100 100" aria-hidden>
        <g className={styles.grid}>
          {lines.map((at) => (
            <path key={at} d={`M${at} 0V100M0 ${at}H100`} />
          ))}
        </g>
        <path className={styles.scale} d={`M4 96h${bar}`} />
      </svg>
      <span className={styles.scaleText}>{words.metres(scale)}</span>
      {points.map(({ cabinetId, name, x, y, ...row }) => (
        <Link
          key={cabinetId}
          to={`/cabinets/${cabinetId}`}
          state={{ list: "?view=map" }}
          className={styles.pin}
          style={{ left: `${x}%`, top: `${y}%` }}
          title={`${name} · ${words.conditions[row.condition]}`}
          aria-label={`${name} · ${words.conditions[row.condition]}`}
        >
          <span className={styles.dot} data-tone={toneOf(row)} />
          {points.length <= mostNames && <span className={styles.pinName}>{name}</span>}
        </Link>
      ))}
    </nav>
  );
}
