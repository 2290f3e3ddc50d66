import dayjs from "dayjs";
import dayjsChinese from "dayjs/locale/zh-cn";
import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useState } from "react";
import { keepLanguage, languageAtStart } from "../shared/kept-language.ts";
import { type Language, languageNames } from "../shared/language.ts";
import type { Locale } from "../shared/locale.ts";
import { chineseLocale } from "../shared/locale-chinese.ts";
import { englishLocale } from "../shared/locale-english.ts";

const locales: Readonly<Record<Language, Locale>> = { zh: chineseLocale, en: englishLocale };

/** Words in every language. The English file has the type of the Chinese one, so neither can lack a sentence. */
export type Words<Text> = Readonly<Record<Language, Text>>;

export interface Speech {
  readonly language: Language;
  /** How the language writes amounts, times and durations. */
  readonly locale: Locale;
  readonly chooseLanguage: (language: Language) => void;
}

const SpeechContext = createContext<Speech | undefined>(undefined);

export function SpeechProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(languageAtStart);
  // antd's calendars take their words from dayjs.
  dayjs.locale(language === "zh" ? dayjsChinese : "en");
  // Before the pages ask the hub, which answers in this language.
  useLayoutEffect(() => {
    document.documentElement.lang = languageNames[language].tag;
  }, [language]);
  const speech = useMemo(
    () => ({
      language,
      locale: locales[language],
      chooseLanguage: (chosen: Language) => {
        keepLanguage(chosen);
        setLanguage(chosen);
      },
    }),
    [language],
  );
  return <SpeechContext.Provider value={speech}>{children}</SpeechContext.Provider>;
}

export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (speech === undefined) throw new Error("used outside SpeechProvider");
  return speech;
}

/** The words of a section, in the reader's language. */
export function useWords<Text>(words: Words<Text>): Text {
  return words[useSpeech().language];
}
