import { firstLanguage, type Language } from "./language.ts";

const storageKey = "jiehuan.language";

/** The language in which a page begins. Storage is refused to private windows and in some web views. */
export function languageAtStart(): Language {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(storageKey);
  } catch {}
  return firstLanguage(stored, navigator.languages);
}

/** Keeps a choice for the next visit; where storage is refused, it lasts as long as the page. */
export function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(storageKey, language);
  } catch {}
}
