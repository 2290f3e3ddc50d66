import { NoticeBar, Skeleton } from "antd-mobile";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { useSpeech } from "./language-context.tsx";

const ordersPage = "/orders";

/** What all screens share: the brand, the way to all orders, the language switch, and the place of the one action at the bottom. */
export function Frame(props: {
  title: string;
  disconnected?: boolean;
  actions?: ComponentChildren;
  children: ComponentChildren;
}) {
  const { words, switchLanguage } = useSpeech();
  useEffect(() => {
    document.title = props.title;
  }, [props.title]);
  return (
    <div className="frame">
      <header className="head">
        <span className="brand">
          <span className="brand-mark" aria-hidden="true" />
          {words.brand}
        </span>
        <nav className="head-links">
          {window.location.pathname !== ordersPage && (
            <a className="head-link" href={ordersPage}>
              {words.orders}
            </a>
          )}
          <button type="button" className="head-link" lang={words.otherLanguageTag} onClick={switchLanguage}>
            {words.otherLanguage}
          </button>
        </nav>
      </header>
      <div role="status">
        {props.disconnected && <NoticeBar content={words.connectionLost} color="alert" wrap bordered={false} />}
      </div>
      <main className="screen" tabIndex={-1}>
        {props.children}
      </main>
      {props.actions && <footer className="actions">{props.actions}</footer>}
    </div>
  );
}

export function LoadingScreen() {
  const { words } = useSpeech();
  return (
    <Frame title={words.loading}>
      <div role="status" aria-label={words.loading}>
        <Skeleton.Title animated />
        <Skeleton.Paragraph lineCount={5} animated />
      </div>
    </Frame>
  );
}
