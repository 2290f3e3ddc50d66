import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { classes } from "../shared/class-names.ts";
import { Notice } from "../shared/notice.tsx";
import { useSheet } from "../shared/sheet.tsx";
import { Skeleton } from "../shared/skeleton.tsx";
import { LanguageSwitch } from "../shared/speech.tsx";
import styles from "./frame.module.css";
import { HelpSheet, type HelpSubject } from "./help-sheet.tsx";
import { useOperator } from "./operator.ts";
import { useSpeech } from "./speech.ts";

const ordersPage = "/orders";

/** What all screens share: the brand, the way to all orders, the language switch, and the place of the one action at the bottom. */
export function Frame(props: {
  title: string;
  disconnected?: boolean;
  actions?: ComponentChildren;
  /** The actions stay in sight. Not where they are many. */
  sticky?: boolean;
  /** What the help is about. */
  help?: HelpSubject;
  children: ComponentChildren;
}) {
  const { words, language, chooseLanguage } = useSpeech();
  const operator = useOperator();
  const brand = operator?.brand[language] ?? words.brand;
  const sheet = useSheet();
  useEffect(() => {
    document.title = props.title;
  }, [props.title]);
  return (
    <div class={styles.frame}>
      <header class={styles.head}>
        <a class={styles.brand} href="/" aria-label={`${brand} · ${words.home}`}>
          <span class={styles.mark} aria-hidden="true" />
          {brand}
        </a>
        <nav class={styles.links}>
          {window.location.pathname !== ordersPage && (
            <a class={styles.link} href={ordersPage}>
              {words.orders}
            </a>
          )}
          <button type="button" class={styles.link} onClick={sheet.open}>
            {words.help}
          </button>
          <LanguageSwitch language={language} onChoose={chooseLanguage} buttonClass={styles.link} />
        </nav>
      </header>
      <div class={styles.notices} role="status">
        {props.disconnected && <Notice tone="warn">{words.connectionLost}</Notice>}
      </div>
      <main class={styles.main} tabIndex={-1}>
        {props.children}
      </main>
      {props.actions && (
        <footer class={classes(styles.actions, props.sticky === true && styles.sticky)}>{props.actions}</footer>
      )}
      {sheet.isOpen && <HelpSheet subject={props.help ?? {}} onClose={sheet.close} />}
    </div>
  );
}

export function LoadingScreen() {
  const { words } = useSpeech();
  return (
    <Frame title={words.loading}>
      <Skeleton label={words.loading} />
    </Frame>
  );
}
