/** The page as built, for a browser that asks for a language: what it would load of the other languages is left out. */
export class PageLanguages {
  readonly #first: string;
  readonly #pages = new Map<string, string>();

  /** @param html names what each language loads, in `<link … data-language="zh">`; the first is for who asks for none */
  constructor(html: string) {
    const link = /\s*<link [^>]*data-language="(\w+)"[^>]*>/g;
    const languages = new Set([...html.matchAll(link)].map(([, language = ""]) => language));
    for (const language of languages)
      this.#pages.set(
        language,
        html.replaceAll(link, (tag, of: string) => (of === language ? tag : "")),
      );
    const [first = ""] = languages;
    this.#first = first;
    if (languages.size === 0) this.#pages.set(first, html);
  }

  /** @param acceptLanguage the header as it came; the page itself decides again, by what the reader has chosen before */
  pageFor(acceptLanguage: string | undefined): string {
    return this.#pages.get(this.#languageFor(acceptLanguage)) ?? "";
  }

  #languageFor(acceptLanguage: string | undefined): string {
    if (acceptLanguage === undefined || acceptLanguage.trim() === "") return this.#first;
    const asked = acceptLanguage.split(",").map((range) => range.trim().slice(0, 2).toLowerCase());
    return asked.find((language) => this.#pages.has(language)) ?? (this.#pages.has("en") ? "en" : this.#first);
  }
}
