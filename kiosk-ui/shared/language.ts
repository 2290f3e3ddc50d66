/** The languages of the pages, the first one for who says nothing. A further one is a line here, a locale, and words of each face. */
export const languages = ["zh", "en"] as const;

export type Language = (typeof languages)[number];

/** What each language is called in itself, and its tag for `lang` attributes. */
export const languageNames: Readonly<Record<Language, { readonly name: string; readonly tag: string }>> = {
  zh: { name: "中文", tag: "zh-CN" },
  en: { name: "English", tag: "en" },
};

/**
 * The language to begin with: the one chosen before, else the first of the reader's that the pages have, else English.
 * @param stored what was kept from an earlier visit, null if nothing
 * @param wanted the browser's languages, best first, as BCP 47 tags
 */
export function firstLanguage(stored: string | null, wanted: readonly string[]): Language {
  const kept = languageOf(stored ?? "");
  if (kept) return kept;
  for (const tag of wanted) {
    const language = languageOf(tag);
    if (language) return language;
  }
  return wanted.length === 0 ? languages[0] : "en";
}

function languageOf(tag: string): Language | undefined {
  const [main] = tag.toLowerCase().split("-");
  return languages.find((language) => language === main);
}
