import { useState } from "preact/hooks";
import { ButtonLink } from "../shared/button.tsx";
import { spokenMoney } from "../shared/money.ts";
import type { OrderView } from "../shared/rider-types.ts";
import { Sheet } from "../shared/sheet.tsx";
import { copyText } from "./copy-text.ts";
import styles from "./help-sheet.module.css";
import { maySay } from "./may-say.ts";
import { useOperator } from "./operator.ts";
import { taskHash } from "./order-task.ts";
import { useSpeech } from "./speech.ts";
import { TextLinks } from "./text-links.tsx";

/** Whom the help is about: with an order its number, its place's telephone, and the way to report. */
export interface HelpSubject {
  readonly support?: OrderView["support"];
  readonly order?: OrderView;
}

/** How to reach the operator, and what happens next in the usual troubles. */
export function HelpSheet({ subject, onClose }: { subject: HelpSubject; onClose: () => void }) {
  const { words, locale } = useSpeech();
  const operator = useOperator();
  const { order } = subject;
  const support = subject.support ?? operator?.support;
  const most = order && spokenMoney(order.tariff.totalCap, locale);
  return (
    <Sheet title={words.helpTitle} closeLabel={words.close} onClose={onClose}>
      <div class={styles.contact}>
        {support ? <Contact support={support} /> : operator && <p class={styles.small}>{words.noSupport}</p>}
        {order && <OrderNumber orderNo={order.orderNo} />}
      </div>
      {words.questions(most).map(({ about, question, answer }) => (
        <details key={about} class={styles.question}>
          <summary>{question}</summary>
          <p>{answer}</p>
          {order !== undefined && maySay(order) && about !== "full" && (
            // The sheet's entry in the history makes room for the task, so that the back button leaves that.
            <button
              type="button"
              class={styles.action}
              onClick={() => window.location.replace(taskHash({ what: "trouble" }))}
            >
              {words.toReport}
            </button>
          )}
        </details>
      ))}
      {operator && (
        <div class={styles.texts}>
          <TextLinks versions={order?.texts ?? operator.texts} />
        </div>
      )}
    </Sheet>
  );
}

function Contact({ support }: { support: NonNullable<OrderView["support"]> }) {
  const { words, language } = useSpeech();
  const { telephone, hours, link } = support;
  return (
    <>
      <ButtonLink kind="primary" href={`tel:${telephone.replace(/[^+\d]/g, "")}`}>
        {words.call(telephone)}
      </ButtonLink>
      {hours && <p class={styles.small}>{hours[language]}</p>}
      {link !== undefined && (
        <ButtonLink kind="secondary" href={link}>
          {words.writeToUs}
        </ButtonLink>
      )}
    </>
  );
}

function OrderNumber({ orderNo }: { orderNo: string }) {
  const { words } = useSpeech();
  const [copied, setCopied] = useState(false);
  return (
    <div class={styles.orderNo}>
      <span>
        {words.orderNo} {orderNo}
      </span>
      <button type="button" class={styles.copy} onClick={() => setCopied(copyText(orderNo))}>
        {copied ? words.copied : words.copy}
      </button>
    </div>
  );
}
