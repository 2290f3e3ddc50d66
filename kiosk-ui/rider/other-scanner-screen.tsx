import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ButtonLink } from "../shared/button.tsx";
import type { CodePrice } from "../shared/rider-types.ts";
import { Frame } from "./frame.tsx";
import { Headline } from "./headline.tsx";
import { PriceCard } from "./price-card.tsx";
import styles from "./rider.module.css";
import { fetchPrice } from "./rider-client.ts";
import { alipayAddress, type Scanner, scannerOf } from "./scanner.ts";
import { useSpeech } from "./speech.ts";
import { messageFor, type Words } from "./words.ts";

/**
 * Nothing is wrong: the code was scanned with another app than the one that lends.
 * @param props.problem the code of the hub's answer @param props.slotCode what was scanned, where it was a slot
 */
export function OtherScannerScreen({ problem, slotCode }: { problem: string; slotCode?: string | undefined }) {
  const { words } = useSpeech();
  const price = usePrice(slotCode);
  const { title, text } = messageFor(problem, words);
  const scanner = scannerOf(navigator.userAgent);
  return (
    <Frame
      title={title}
      actions={
        scanner === "browser" && (
          <ButtonLink kind="primary" href={alipayAddress(window.location.href)}>
            {words.openInAlipay}
          </ButtonLink>
        )
      }
      help={price?.support ? { support: price.support } : {}}
    >
      <Headline title={title} text={hintFor(scanner, words) ?? text} />
      {price && (
        <section class={styles.place}>
          <h2>{price.place.name}</h2>
          <p>{price.place.address}</p>
        </section>
      )}
      {price?.tariff && <PriceCard tariff={price.tariff} itemKind={price.itemKind} />}
      {price && scanner === "desktop" && <OwnCode />}
    </Frame>
  );
}

function hintFor(scanner: Scanner, words: Words): string | undefined {
  switch (scanner) {
    case "wechat":
      return words.inWeChat;
    case "desktop":
      return words.onDesktop;
    case "browser":
    case "alipay":
      return undefined;
  }
}

/** What the slot costs; undefined for a code that is none, until it is known, and where it can't be asked. */
function usePrice(slotCode: string | undefined): CodePrice | undefined {
  const [price, setPrice] = useState<CodePrice>();
  useEffect(() => {
    if (slotCode !== undefined) void fetchPrice(slotCode).then(setPrice, () => undefined);
  }, [slotCode]);
  return price;
}

/** This page's address for a phone. A phone does not load what draws it. */
function OwnCode() {
  const { words } = useSpeech();
  const [Drawn, setDrawn] = useState<{
    QrCode: ComponentType<{ text: string; label?: string; look: string | undefined }>;
  }>();
  useEffect(() => {
    void import("../shared/qr-code.tsx").then(setDrawn, () => undefined);
  }, []);
  return (
    <div class={styles.ownCode}>
      {Drawn && <Drawn.QrCode text={window.location.href} label={words.scanThis} look={undefined} />}
      <p>{words.scanThis}</p>
    </div>
  );
}
