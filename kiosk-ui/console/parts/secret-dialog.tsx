import { Alert, Button, Modal } from "antd";
import { useState } from "react";
import { useShellWords } from "../words.ts";
import styles from "./secret-dialog.module.css";

/**
 * Shows a secret that can't be read again. Only its own button closes it, so that no slip of the mouse loses the secret.
 * @param props.lines shown below each other, copied as lines of text
 */
export function SecretDialog(props: {
  readonly title: string;
  /** What it is for and where it goes. */
  readonly text: string;
  readonly lines: readonly string[];
  readonly onClose: () => void;
}) {
  const { title, text, lines, onClose } = props;
  const words = useShellWords();
  return (
    <Modal
      open
      title={title}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      destroyOnHidden
      footer={
        <>
          <CopyButton text={lines.join("\n")} />
          <Button type="primary" onClick={onClose}>
            {words.secretKept}
          </Button>
        </>
      }
    >
      <p>{text}</p>
      <ul className={styles.secret} aria-label={title}>
        {lines.map((line) => (
          <li key={line}>
            <code>{line}</code>
          </li>
        ))}
      </ul>
      <Alert type="warning" showIcon title={words.shownOnce} />
    </Modal>
  );
}

/** Browsers give the clipboard to pages over https only: where there is none, the text is marked and copied by hand. */
function CopyButton({ text }: { readonly text: string }) {
  const words = useShellWords();
  const [isCopied, setCopied] = useState(false);
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (clipboard === undefined) return null;
  const copy = () =>
    clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return <Button onClick={() => void copy()}>{isCopied ? words.copied : words.copy}</Button>;
}
