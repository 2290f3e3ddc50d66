import { Bar, BarChart, CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import styles from "./chart-card.module.css";
import type { Point } from "./series.ts";
import { useOverviewWords } from "./words.ts";

/**
 * A figure with its course over time: a picture, and the same as a table for those who don't see it or want the numbers.
 * @param props.sum what it comes to, large
 */
export function ChartCard(props: {
  readonly title: string;
  readonly sum: string;
  readonly note: string | undefined;
  readonly kind: "bars" | "line";
  readonly points: readonly Point[];
  readonly format: (value: number) => string;
  readonly axis: ((value: number) => string) | undefined;
  readonly timeText: (at: number) => string;
}) {
  const words = useOverviewWords();
  const { title, sum, note, kind, points, format, timeText } = props;
  const data = points.map(({ at, value }) => ({ name: timeText(at), value: value ?? null }));
  const axes = [
    <CartesianGrid key="grid" vertical={false} stroke="var(--line)" />,
    <XAxis key="x" dataKey="name" tickLine={false} stroke="var(--edge)" tick={tick} minTickGap={16} />,
    <YAxis
      key="y"
      width={48}
      tickLine={false}
      axisLine={false}
      tick={tick}
      tickFormatter={props.axis ?? format}
      allowDecimals={kind === "line"}
    />,
    <Tooltip
      key="tip"
      formatter={(value) => [format(Number(value)), title]}
      contentStyle={{ background: "var(--paper)", borderColor: "var(--line)", borderRadius: 8 }}
      cursor={{ fill: "var(--ground)" }}
    />,
  ];
  const margin = { top: 8, right: 8, bottom: 0, left: 0 };
  return (
    <section className={styles.card} aria-label={title}>
      <h3>{title}</h3>
      <p className={styles.sum}>
        {sum} {note !== undefined && <small>{note}</small>}
      </p>
      <div className={styles.chart} aria-hidden>
        <ResponsiveContainer width="100%" height="100%">
          {kind === "bars" ? (
            <BarChart data={data} margin={margin} accessibilityLayer={false}>
              {axes}
              <Bar
                dataKey="value"
                fill="var(--brand)"
                radius={[3, 3, 0, 0]}
                maxBarSize={28}
                isAnimationActive={false}
              />
            </BarChart>
          ) : (
            <LineChart data={data} margin={margin} accessibilityLayer={false}>
              {axes}
              <Line dataKey="value" stroke="var(--brand)" strokeWidth={2} dot={{ r: 2 }} isAnimationActive={false} />
            </LineChart>
          )}
        </ResponsiveContainer>
      </div>
      <details>
        <summary>{words.asTable}</summary>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{words.time}</th>
              <th scope="col">{title}</th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ at, value }) => (
              <tr key={at}>
                <th scope="row">{timeText(at)}</th>
                <td>{value === undefined ? "–" : format(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

const tick = { fill: "var(--muted)", fontSize: 12 };
