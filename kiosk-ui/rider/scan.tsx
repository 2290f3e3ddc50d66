import { useState } from "preact/hooks";
import { Button, ButtonLink } from "../shared/button.tsx";
import { Notice } from "../shared/notice.tsx";
import { scannerOf } from "./scanner.ts";
import { useSpeech } from "./speech.ts";
import { scan, scannedPage, scannerAddress } from "./wallet-bridge.ts";

/** The wallet's scanner where the page runs in it; elsewhere the way to the wallet. */
export function Scan() {
  const { words } = useSpeech();
  const [foreign, setForeign] = useState(false);
  const scanner = scannerOf(navigator.userAgent);
  const open = async () => {
    setForeign(false);
    const text = await scan();
    if (text === undefined) return;
    const page = scannedPage(text, window.location.origin);
    if (page === undefined) setForeign(true);
    else window.location.assign(page);
  };
  switch (scanner) {
    case "alipay":
      return (
        <>
          <Button kind="primary" onClick={open}>
            {words.scan}
          </Button>
          <div role="status">{foreign && <p>{words.notOurs}</p>}</div>
        </>
      );
    case "browser":
      return (
        <ButtonLink kind="primary" href={scannerAddress}>
          {words.scan}
        </ButtonLink>
      );
    case "wechat":
      return <Notice tone="calm">{words.inWeChat}</Notice>;
    case "desktop":
      return <Notice tone="calm">{words.onDesktop}</Notice>;
  }
}
