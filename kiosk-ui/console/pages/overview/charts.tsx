import { useQuery } from "@tanstack/react-query";
import { call, problemOf } from "../../../shared/client.ts";
import { money, spokenMoney } from "../../../shared/money.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { useNow } from "../../parts/time.tsx";
import { keyOf } from "../../queries.ts";
import { useSpeech } from "../../speech.tsx";
import { ChartCard } from "./chart-card.tsx";
import { type FigureName, failedShare, figuresOf, type Statistics } from "./figures.ts";
import styles from "./overview-page.module.css";
import { type Range, type RangeName, rangeOf } from "./series.ts";
import { useOverviewWords } from "./words.ts";

/** ms */
const longAgo = 60_000;

/** How orders, income and openings went over a range. @param slots in service; undefined: not known yet */
export function Charts({ name, slots = 0 }: { readonly name: RangeName; readonly slots: number | undefined }) {
  const range = rangeOf(name, useNow());
  const { from, to, by } = range;
  const { data, error, isPending, refetch } = useQuery({
    queryKey: keyOf("overview", "list", "statistics", from, to, by),
    queryFn: () => call("get", "/api/operator/statistics", { query: { from, to, by } }),
    staleTime: longAgo,
  });
  if (isPending) return <Loading />;
  if (error) return <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />;
  return <Cards range={range} lines={data} slots={slots} />;
}

function Cards(props: { readonly range: Range; readonly lines: Statistics; readonly slots: number }) {
  const { range, lines, slots } = props;
  const words = useOverviewWords();
  const formats = useFormats();
  const { locale } = useSpeech();
  const timeText = useTimeText(range);
  const axes: Partial<Record<FigureName, (value: number) => string>> = {
    income: (fen) => spokenMoney(fen, locale),
    lentTime: (hours) => new Intl.NumberFormat(locale.tag).format(hours),
  };
  const share = failedShare(lines);
  const notes: Partial<Record<FigureName, string>> = {
    ...(share !== undefined && {
      failed: words.failedOf(
        new Intl.NumberFormat(locale.tag, { style: "percent", maximumFractionDigits: 1 }).format(share),
      ),
    }),
    out: words.onAverage,
    lentTime: words.lentTimeNote,
    perSlot: words.average[range.by],
  };
  return (
    <div className={styles.charts}>
      {figuresOf(range, lines, slots).map(({ name, sum, points }) => (
        <ChartCard
          key={name}
          title={words.figures[name]}
          sum={sum === undefined ? (name === "out" ? words.noCount : words.noOpening) : formats[name](sum)}
          note={notes[name]}
          kind={name === "openingTime" || name === "out" ? "line" : "bars"}
          points={points}
          format={formats[name]}
          axis={axes[name]}
          timeText={timeText}
        />
      ))}
    </div>
  );
}

/** How each figure is written. */
function useFormats(): Readonly<Record<FigureName, (value: number) => string>> {
  const words = useOverviewWords();
  const { locale } = useSpeech();
  const number = (digits: number) => {
    const format = new Intl.NumberFormat(locale.tag, { maximumFractionDigits: digits });
    return (value: number) => format.format(value);
  };
  return {
    loans: number(0),
    income: (fen) => money(fen, locale),
    failed: number(0),
    openingTime: (ms) => words.seconds(number(1)(ms / 1000)),
    out: number(1),
    lentTime: (hours) => words.hours(number(1)(hours)),
    perSlot: number(2),
  };
}

function useTimeText({ by }: Range): (at: number) => string {
  const { locale } = useSpeech();
  const words = useOverviewWords();
  const form = { timeZone: "Asia/Shanghai", month: "numeric", day: "numeric" } as const;
  const date = new Intl.DateTimeFormat(locale.tag, form);
  const hours = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Shanghai", hour: "2-digit", hourCycle: "h23" });
  return (at) => (by === "day" ? date.format(at) : words.hour(Number(hours.format(at))));
}
