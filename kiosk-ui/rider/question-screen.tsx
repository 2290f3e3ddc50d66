import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { newKey } from "../shared/act-key.ts";
import { Button } from "../shared/button.tsx";
import { useAttempt } from "../shared/use-attempt.ts";
import { Frame } from "./frame.tsx";
import { Headline } from "./headline.tsx";
import type { Message } from "./message.ts";
import { useSpeech } from "./speech.ts";
import { TroubleNote } from "./trouble-note.tsx";

/**
 * Says what will happen, and does it when the rider agrees.
 * @param props.onAgree its key stays the same until the screen is left: a second tap after a lost answer is the same tap
 */
export function QuestionScreen(props: {
  message: Message;
  agree: string;
  onAgree: (key: string) => Promise<void>;
  children?: ComponentChildren;
}) {
  const { message, agree } = props;
  const { problem, attempt } = useAttempt();
  const [key] = useState(newKey);
  return (
    <Frame
      title={message.title}
      actions={
        <>
          {problem && <TroubleNote problem={problem} />}
          <Button kind="primary" onClick={() => attempt(() => props.onAgree(key))}>
            {agree}
          </Button>
          <BackButton />
        </>
      }
    >
      <Headline {...message} />
      {props.children}
    </Frame>
  );
}

export function BackButton() {
  const { words } = useSpeech();
  return (
    <Button kind="quiet" onClick={() => window.history.back()}>
      {words.back}
    </Button>
  );
}
