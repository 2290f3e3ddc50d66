import type { Language } from "./language.ts";

const two = (part: number) => String(part).padStart(2, "0");

interface Parts {
  days: number;
  hours: number;
  minutes: number;
  seconds: number;
}

function partsOf(ms: number): Parts {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return {
    days: Math.floor(seconds / 86_400),
    hours: Math.floor(seconds / 3600) % 24,
    minutes: Math.floor(seconds / 60) % 60,
    seconds: seconds % 60,
  };
}

/** A finished duration in whole minutes: 1天2小时5分钟, 1 d 2 h 5 min. @param ms milliseconds */
export function spokenDuration(ms: number, language: Language): string {
  const { days, hours, minutes } = partsOf(ms);
  const [day, hour, minute, gap] = language === "zh" ? ["天", "小时", "分钟", ""] : [" d", " h", " min", " "];
  const text = [
    days > 0 ? `${days}${day}` : "",
    hours > 0 ? `${hours}${hour}` : "",
    minutes > 0 ? `${minutes}${minute}` : "",
  ]
    .filter((part) => part !== "")
    .join(gap);
  if (text !== "") return text;
  return language === "zh" ? "不到1分钟" : "less than 1 min";
}

/** A running duration: 05:09, 1:05:09, 2天 01:05:09. @param ms milliseconds; what is negative shows as zero */
export function runningDuration(ms: number, language: Language): string {
  const { days, hours, minutes, seconds } = partsOf(ms);
  const minutesAndSeconds = `${two(minutes)}:${two(seconds)}`;
  if (days > 0) return `${days}${language === "zh" ? "天" : " d"} ${two(hours)}:${minutesAndSeconds}`;
  return hours > 0 ? `${hours}:${minutesAndSeconds}` : minutesAndSeconds;
}
