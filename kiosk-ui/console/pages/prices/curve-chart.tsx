import { Segmented } from "antd";
import { useState } from "react";
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { spokenDuration } from "../../../shared/duration.ts";
import { money, spokenMoney } from "../../../shared/money.ts";
import { useSpeech } from "../../speech.tsx";
import { amountOf, curvePoints, lengthOf, lengthsUntil, type Span, spans, ticksOf } from "./curve.ts";
import type { PlanCurves } from "./price-types.ts";
import styles from "./prices.module.css";
import { usePriceWords } from "./words.ts";

const hour = 3_600_000;
const day = 24 * hour;

/** What a loan costs by how long it lasts, beside the price in force: a picture, and the same as a table. @param longest ms */
export function CurveChart({ curves, longest }: { readonly curves: PlanCurves; readonly longest: number }) {
  const words = usePriceWords();
  const [span, setSpan] = useState<Span>("day");
  const { draft } = curves;
  // A plan that is in force is compared with nothing.
  const current = curves.current?.version === draft.version ? undefined : curves.current;
  const end = lengthOf(span, Math.max(longest, ...[draft, current].map((curve) => curve?.steps.at(-1)?.after ?? 0)));
  return (
    <div className={styles.curve}>
      <div className={styles.curveHead}>
        <ul className={styles.legend}>
          <li>{words.curve.shown(draft.version)}</li>
          {current && <li className={styles.current}>{words.curve.current(current.version)}</li>}
        </ul>
        <Segmented
          size="small"
          aria-label={words.curve.span}
          value={span}
          options={spans.map((name) => ({ value: name, label: words.curve.spans[name] }))}
          onChange={setSpan}
        />
      </div>
      <Picture draft={draft} current={current} end={end} />
      {curves.current === undefined && <p className={styles.note}>{words.curve.noCurrent}</p>}
      <CurveTable draft={draft} current={current} end={end} />
    </div>
  );
}

interface CurvesProps {
  readonly draft: PlanCurves["draft"];
  readonly current: PlanCurves["current"];
  /** ms */
  readonly end: number;
}

function Picture({ draft, current, end }: CurvesProps) {
  const words = usePriceWords();
  const { locale } = useSpeech();
  const axisText = (at: number) => (end > 2 * day ? words.curve.days(at / day) : words.curve.hours(at / hour));
  const line = { type: "stepAfter", dot: false, isAnimationActive: false } as const;
  return (
    <div className={styles.picture} aria-hidden>
      <ResponsiveContainer width="100%" height="100%">
        <LineChart
          data={curvePoints(draft.steps, current?.steps, end)}
          margin={{ top: 8, right: 16, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="at"
            type="number"
            domain={[0, end]}
            ticks={ticksOf(end)}
            tickFormatter={axisText}
            tickLine={false}
            stroke="var(--edge)"
            tick={tick}
          />
          <YAxis
            width={64}
            tickFormatter={(fen: number) => spokenMoney(fen, locale)}
            tickLine={false}
            axisLine={false}
            tick={tick}
          />
          <Tooltip
            labelFormatter={(at) => `> ${spokenDuration(Number(at), locale)}`}
            formatter={(fen, name) => [
              money(Number(fen), locale),
              name === "shown" ? words.curve.shown(draft.version) : words.curve.current(current?.version ?? ""),
            ]}
            contentStyle={{ background: "var(--paper)", borderColor: "var(--line)", borderRadius: 8 }}
          />
          {current && <Line {...line} dataKey="current" stroke="var(--edge)" strokeWidth={2} strokeDasharray="6 4" />}
          <Line {...line} dataKey="shown" stroke="var(--brand)" strokeWidth={2} />
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}

const tick = { fill: "var(--muted)", fontSize: 12 };

function CurveTable({ draft, current, end }: CurvesProps) {
  const words = usePriceWords();
  const { locale } = useSpeech();
  return (
    <details>
      <summary>{words.curve.asTable}</summary>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{words.curve.length}</th>
            <th scope="col">{words.curve.shown(draft.version)}</th>
            {current && <th scope="col">{words.curve.current(current.version)}</th>}
          </tr>
        </thead>
        <tbody>
          {lengthsUntil(end).map((length) => (
            <tr key={length}>
              <th scope="row">{spokenDuration(length, locale)}</th>
              <td>{money(amountOf(draft.steps, length), locale)}</td>
              {current && <td>{money(amountOf(current.steps, length), locale)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
