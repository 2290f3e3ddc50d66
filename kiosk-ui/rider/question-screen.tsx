import { Button } from "antd-mobile";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Frame } from "./frame.tsx";
import { Headline } from "./headline.tsx";
import { useSpeech } from "./language-context.tsx";
import { newKey } from "./rider-client.ts";
import { TroubleNote } from "./trouble-screen.tsx";
import { useAttempt } from "./use-attempt.ts";
import type { Message } from "./words.ts";

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
          <Button
            color="primary"
            size="large"
            block
            loading="auto"
            loadingText={agree}
            onClick={() => attempt(() => props.onAgree(key))}
          >
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
    <Button fill="none" block onClick={() => window.history.back()}>
      {words.back}
    </Button>
  );
}
