import { App, Button } from "antd";
import { useState } from "react";
import { call } from "../../../shared/client.ts";
import { SecretDialog } from "../../parts/secret-dialog.tsx";
import { ToneTag } from "../../parts/tone-tag.tsx";
import { openSession, type Session } from "../../session.ts";
import styles from "./account-page.module.css";
import { type Proof, ProofDialog } from "./proof-dialog.tsx";
import { SetUpDialog } from "./set-up-dialog.tsx";
import { useAccountWords } from "./words.ts";

/** With fewer recovery codes than these, the person is asked to draw new ones. */
const fewCodes = 3;

type Dialog = "set-up" | "renew" | "remove" | { readonly recoveryCodes: readonly string[] };

/** The second factor of the own account: set up, recovery codes drawn again, turned off. */
export function SecondFactor({ session }: { readonly session: Session }) {
  const { factor: words } = useAccountWords();
  const { message } = App.useApp();
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);
  const renew = async (proof: Proof) => {
    setDialog(await call("post", "/api/operator/own/recovery-codes", { body: proof }));
    await openSession();
  };
  const remove = async (proof: Proof) => {
    await call("post", "/api/operator/own/second-factor/remove", { body: proof });
    close();
    void message.success(words.removed);
    await openSession();
  };
  return (
    <>
      <div className={styles.state}>
        <ToneTag tone={session.secondFactor ? "good" : "warn"}>{session.secondFactor ? words.on : words.off}</ToneTag>
        {session.secondFactor && <span>{words.left(session.recoveryCodesLeft)}</span>}
      </div>
      {session.secondFactor && session.recoveryCodesLeft < fewCodes && <p className={styles.few}>{words.fewLeft}</p>}
      <p>{words.why}</p>
      <div className={styles.acts}>
        {session.secondFactor ? (
          <>
            <Button onClick={() => setDialog("renew")}>{words.renew}</Button>
            <Button danger onClick={() => setDialog("remove")}>
              {words.remove}
            </Button>
          </>
        ) : (
          <Button type="primary" onClick={() => setDialog("set-up")}>
            {words.setUp}
          </Button>
        )}
      </div>
      {dialog === "set-up" && <SetUpDialog onClose={close} onDone={(recoveryCodes) => setDialog({ recoveryCodes })} />}
      {dialog === "renew" && <ProofDialog title={words.renew} text={words.renewText} act={renew} onClose={close} />}
      {dialog === "remove" && (
        <ProofDialog title={words.remove} text={words.removeText} isDanger act={remove} onClose={close} />
      )}
      {typeof dialog === "object" && (
        <SecretDialog title={words.codesTitle} text={words.codesText} lines={dialog.recoveryCodes} onClose={close} />
      )}
    </>
  );
}
