import { QueryClientProvider } from "@tanstack/react-query";
import { App as AntApp, ConfigProvider } from "antd";
import antEnglish from "antd/locale/en_US";
import antChinese from "antd/locale/zh_CN";
import { BrowserRouter } from "react-router";
import { Gate } from "./gate.tsx";
import { queryClient } from "./queries.ts";
import { SpeechProvider, useSpeech } from "./speech.tsx";
import { useTheme } from "./theme.ts";

const antLocales = { zh: antChinese, en: antEnglish };

/** The operators' console: everything around its sections. */
export function Console() {
  return (
    <SpeechProvider>
      <QueryClientProvider client={queryClient}>
        <Styled />
      </QueryClientProvider>
    </SpeechProvider>
  );
}

function Styled() {
  const { language } = useSpeech();
  return (
    <ConfigProvider locale={antLocales[language]} theme={useTheme()} button={{ autoInsertSpace: false }}>
      <AntApp>
        <BrowserRouter basename="/console">
          <Gate />
        </BrowserRouter>
      </AntApp>
    </ConfigProvider>
  );
}
