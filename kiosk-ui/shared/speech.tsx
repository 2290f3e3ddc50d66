import { type ComponentChildren, createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { keepLanguage, languageAtStart } from "./kept-language.ts";
import { type Language, languageNames, languages } from "./language.ts";
import type { Locale } from "./locale.ts";

/** What a face says, in one language. */
export interface Vocabulary<Words> {
  readonly words: Words;
  readonly locale: Locale;
}

export interface Speech<Words> extends Vocabulary<Words> {
  readonly language: Language;
  readonly chooseLanguage: (language: Language) => void;
}

/** Where the words of each language are: a page loads those that it shows. */
export type Vocabularies<Words> = Readonly<Record<Language, () => Promise<Vocabulary<Words>>>>;

/** The first language of a page with its words. @throws where they can't be loaded */
export interface FirstSpeech<Words> extends Vocabulary<Words> {
  readonly language: Language;
}

/** The languages of one face. */
export function speechOf<Words>(vocabularies: Vocabularies<Words>) {
  const SpeechContext = createContext<Speech<Words> | undefined>(undefined);

  /** Before the first paint: the words of the reader's language, and of no other. */
  async function loadSpeech(): Promise<FirstSpeech<Words>> {
    const language = languageAtStart();
    return { language, ...(await vocabularies[language]()) };
  }

  function SpeechProvider({ first, children }: { first: FirstSpeech<Words>; children: ComponentChildren }) {
    const [spoken, setSpoken] = useState(first);
    useEffect(() => {
      document.documentElement.lang = spoken.locale.tag;
    }, [spoken]);
    const chooseLanguage = (language: Language) => {
      const choose = async () => setSpoken({ language, ...(await vocabularies[language]()) });
      keepLanguage(language);
      // Without a network the page stays in the language that it has.
      void choose().catch(() => undefined);
    };
    return <SpeechContext.Provider value={{ ...spoken, chooseLanguage }}>{children}</SpeechContext.Provider>;
  }

  function useSpeech(): Speech<Words> {
    const speech = useContext(SpeechContext);
    if (speech === undefined) throw new Error("used outside SpeechProvider");
    return speech;
  }

  return { loadSpeech, SpeechProvider, useSpeech };
}

/** A button for each language that is not shown, called by its own name. */
export function LanguageSwitch(props: {
  language: Language;
  onChoose: (language: Language) => void;
  buttonClass: string | undefined;
}) {
  return (
    <>
      {languages
        .filter((each) => each !== props.language)
        .map((each) => (
          <button
            key={each}
            type="button"
            class={props.buttonClass}
            lang={languageNames[each].tag}
            onClick={() => props.onChoose(each)}
          >
            {languageNames[each].name}
          </button>
        ))}
    </>
  );
}
