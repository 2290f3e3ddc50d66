import { useEffect, useState } from "react";
import { useSpeech } from "../speech.tsx";
import { useShellWords } from "../words.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A moment in Beijing time, with how long ago it was. @param at epoch ms @param plain without how long ago */
export function Time({ at, plain = false }: { readonly at: number; readonly plain?: boolean }) {
  const { locale } = useSpeech();
  const { beijingTime } = useShellWords();
  const now = useNow();
  const full = moment(at, locale.tag, true);
  return (
    <time dateTime={new Date(at).toISOString()} title={beijingTime(full)}>
      {moment(at, locale.tag, isOtherYear(at, now))}
      {!plain && <small> {ago(at, now, locale.tag)}</small>}
    </time>
  );
}

/** The clock of this device, read every half minute; epoch ms. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minute / 2);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function moment(at: number, tag: string, withYear: boolean): string {
  return new Intl.DateTimeFormat(tag, {
    timeZone: "Asia/Shanghai",
    ...(withYear && { year: "numeric" }),
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  }).format(at);
}

function isOtherYear(at: number, now: number): boolean {
  return beijingYear(at) !== beijingYear(now);
}

function beijingYear(at: number): number {
  return new Date(at + 8 * hour).getUTCFullYear();
}

function ago(at: number, now: number, tag: string): string {
  const words = new Intl.RelativeTimeFormat(tag, { numeric: "auto", style: "short" });
  const passed = at - now;
  const size = Math.abs(passed);
  if (size < hour) return words.format(Math.round(passed / minute), "minute");
  return size < day ? words.format(Math.round(passed / hour), "hour") : words.format(Math.round(passed / day), "day");
}
