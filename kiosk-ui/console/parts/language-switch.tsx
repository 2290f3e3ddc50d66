import { Button } from "antd";
import { languageNames, languages } from "../../shared/language.ts";
import { useSpeech } from "../speech.tsx";

/** A button for each language that is not shown, called by its own name. */
export function LanguageSwitch() {
  const { language, chooseLanguage } = useSpeech();
  return languages
    .filter((each) => each !== language)
    .map((each) => (
      <Button key={each} type="text" lang={languageNames[each].tag} onClick={() => chooseLanguage(each)}>
        {languageNames[each].name}
      </Button>
    ));
}
