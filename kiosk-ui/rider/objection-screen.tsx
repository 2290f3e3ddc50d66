import { useState } from "preact/hooks";
import type { ObjectionKind, OrderView } from "../shared/rider-types.ts";
import styles from "./objection-screen.module.css";
import { QuestionScreen } from "./question-screen.tsx";
import rider from "./rider.module.css";
import { object } from "./rider-client.ts";
import { useSpeech } from "./speech.ts";

/** The hub's limit of what a rider writes. */
const longest = 200;

/** What the rider objects to, in the rider's own words where that helps. An operator decides. */
export function ObjectionScreen(props: { orderNo: string; kind: ObjectionKind; onDone: (view: OrderView) => void }) {
  const { orderNo, kind, onDone } = props;
  const { words } = useSpeech();
  const [text, setText] = useState("");
  const oneLine = text.trim().replace(/\s+/g, " ");
  return (
    <QuestionScreen
      message={{ title: words.statements[kind], text: words.objectionText }}
      agree={words.sendReport}
      onAgree={async (key) => onDone(await object(orderNo, kind, oneLine, key))}
    >
      <section class={rider.card}>
        <label class={styles.label}>
          {words.inYourWords}
          <textarea
            class={styles.text}
            rows={4}
            maxLength={longest}
            value={text}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
        </label>
      </section>
    </QuestionScreen>
  );
}
