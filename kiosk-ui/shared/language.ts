export type Language = "zh" | "en";

/**
 * The language to begin with: the one chosen before, else Chinese for whoever reads Chinese and English for everybody else.
 * @param stored what was kept from an earlier visit, null if nothing
 * @param wanted the browser's languages, best first, as BCP 47 tags
 */
export function firstLanguage(stored: string | null, wanted: readonly string[]): Language {
  if (stored === "zh" || stored === "en") return stored;
  for (const tag of wanted) {
    const main = tag.toLowerCase().split("-")[0];
    if (main === "zh" || main === "en") return main;
  }
  return wanted.length === 0 ? "zh" : "en";
}

/** The tag for `lang` attributes and Intl. British English, because it writes 24 hours. */
export function localeOf(language: Language): "zh-CN" | "en-GB" {
  return language === "zh" ? "zh-CN" : "en-GB";
}
