import { type ComponentChildren, createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { firstLanguage, type Language, localeOf } from "../shared/language.ts";
import { chinese, type Words } from "./words.ts";
import { english } from "./words-english.ts";

interface Speech {
  language: Language;
  words: Words;
  switchLanguage: () => void;
}

const SpeechContext = createContext<Speech | undefined>(undefined);
const storageKey = "jiehuan.language";

export function LanguageProvider({ children }: { children: ComponentChildren }) {
  const [language, setLanguage] = useState(() => firstLanguage(storedLanguage(), navigator.languages));
  useEffect(() => {
    document.documentElement.lang = localeOf(language);
  }, [language]);
  const switchLanguage = () => {
    const other = language === "zh" ? "en" : "zh";
    keepLanguage(other);
    setLanguage(other);
  };
  const words = language === "zh" ? chinese : english;
  return <SpeechContext.Provider value={{ language, words, switchLanguage }}>{children}</SpeechContext.Provider>;
}

export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (speech === undefined) throw new Error("used outside LanguageProvider");
  return speech;
}

/** Storage is refused to private windows and in some web views: the choice then lasts as long as the page. */
function storedLanguage(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(storageKey, language);
  } catch {}
}
