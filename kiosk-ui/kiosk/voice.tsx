import { classes } from "../shared/class-names.ts";
import { spokenMoney } from "../shared/money.ts";
import { tariffSentence } from "../shared/price.ts";
import type { Message } from "./message.ts";
import type { NowShown } from "./now-shown.ts";
import type { Happening, HappeningKind } from "./screen-state.ts";
import { type Speech, useSpeech } from "./speech.ts";
import styles from "./voice.module.css";

type Tone = "rest" | "calm" | "good" | "warn" | "bad";

const tones: Readonly<Record<HappeningKind, Tone>> = {
  opening: "good",
  take: "good",
  "not-opened": "warn",
  returned: "good",
  received: "good",
  push: "warn",
  "out-of-order": "bad",
};

/** Two banners can be read at a glance; more happenings at a time are rare, and the newest are shown. */
const mostBanners = 2;

interface Banner extends Message {
  readonly id: string;
  readonly tone: Tone;
}

/** What the cabinet says: what happens, else why it does not lend, else what it costs. */
export function Voice({ shown }: { shown: NowShown }) {
  const banners = bannersOf(shown, useSpeech());
  return (
    <div class={styles.voice} role="status">
      {banners.map(({ id, tone, title, text }) => (
        <div key={id} class={classes(styles.banner, styles[tone])}>
          <p class={styles.title}>{title}</p>
          <p class={styles.text}>{text}</p>
        </div>
      ))}
    </div>
  );
}

function bannersOf(shown: NowShown, speech: Speech): readonly Banner[] {
  const { words, locale, language } = speech;
  const { view, happenings, isCutOff } = shown;
  const item = view.itemKind.name[language];
  if (happenings.length > 0)
    return happenings.slice(-mostBanners).map((happening) => ({
      id: String(happening.no),
      tone: tones[happening.kind],
      ...messageOf(happening, item, speech),
    }));
  if (isCutOff) return [{ id: "unreachable", tone: "bad", ...words.unreachable }];
  if (view.service !== "open") return [{ id: view.service, tone: "bad", ...words[view.service] }];
  if (!view.slots.some(({ state }) => state === "ready"))
    return [{ id: "nothing", tone: "calm", ...words.nothingToBorrow }];
  const price = view.tariff === undefined ? "" : tariffSentence(view.tariff, locale);
  return [{ id: "price", tone: "rest", title: words.scanToBorrow(item), text: price }];
}

function messageOf({ kind, slot, amount }: Happening, item: string, { words, locale }: Speech): Message {
  const message = words.happenings[kind](slot, item);
  if (kind !== "returned" || amount === undefined) return message;
  return { ...message, text: amount === 0 ? words.costsNothing : words.cost(spokenMoney(amount, locale)) };
}
