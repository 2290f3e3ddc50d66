import { useState } from "preact/hooks";
import { Button } from "../shared/button.tsx";
import { money } from "../shared/money.ts";
import { Notice } from "../shared/notice.tsx";
import type { OrderView } from "../shared/rider-types.ts";
import { Sheet, useSheet } from "../shared/sheet.tsx";
import { cameBackLate } from "./order-items.ts";
import styles from "./receipt.module.css";
import { receiptImage } from "./receipt-image.ts";
import { receiptParts } from "./receipt-lines.ts";
import rider from "./rider.module.css";
import { scannerOf } from "./scanner.ts";
import { useSpeech } from "./speech.ts";

/** What was lent, how long, and how the amount comes about; to be printed, or kept as a picture. */
export function Receipt({ view }: { view: OrderView }) {
  const { locale, words, language } = useSpeech();
  const parts = receiptParts(view, words, locale);
  const total = money(view.amount, locale);
  const hint = view.invoiceHint?.[language];
  return (
    <section class={rider.card} aria-label={words.receipt}>
      <p class={styles.total}>
        <span class={rider.small}>{words.total}</span>
        <strong>{total}</strong>
        {view.refund !== undefined && <span>{words.refunded(money(view.refund, locale))}</span>}
      </p>
      {cameBackLate(view) && <Notice tone="calm">{words.backAfterAll}</Notice>}
      {parts.map((lines, part) => (
        <dl key={part} class={styles.lines}>
          {lines.map(({ name, values }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                {values.map((value) => (
                  <span key={value} class={part === 0 ? styles.amount : styles.value}>
                    {value}
                  </span>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      ))}
      {hint !== undefined && <p class={rider.small}>{hint}</p>}
      <Keep image={() => receiptImage({ title: `${view.place.name} · ${words.receipt}`, total, parts })} />
    </section>
  );
}

/** Alipay's web view prints nothing: there, and everywhere, the receipt can be kept as a picture. */
function Keep({ image }: { image: () => string }) {
  const { words } = useSpeech();
  const sheet = useSheet();
  const [picture, setPicture] = useState<string>();
  const prints = scannerOf(navigator.userAgent) !== "alipay";
  const show = () => {
    setPicture(image());
    sheet.open();
  };
  return (
    <div class={styles.keep}>
      <Button kind="quiet" onClick={show}>
        {words.saveImage}
      </Button>
      {prints && (
        <Button kind="quiet" onClick={() => window.print()}>
          {words.print}
        </Button>
      )}
      {sheet.isOpen && picture !== undefined && (
        <Sheet title={words.receipt} closeLabel={words.close} onClose={sheet.close}>
          <p class={rider.small}>{words.saveImageHint}</p>
          <img class={styles.picture} src={picture} alt={words.receipt} />
        </Sheet>
      )}
    </div>
  );
}
