import { Form, Input, Modal } from "antd";
import { useState } from "react";
import { call, type Problem, problemOf } from "../../../shared/client.ts";
import { qrPath } from "../../../shared/qr-path.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { openSession } from "../../session.ts";
import { useShellWords } from "../../words.ts";
import styles from "./account-page.module.css";
import { useAccountWords } from "./words.ts";

interface NewFactor {
  readonly uri: string;
  readonly secret: string;
}

interface Values {
  readonly password?: string;
  readonly code?: string;
}

/** Sets up a second factor: the password first, then the QR code and a code of the app. */
export function SetUpDialog(props: {
  readonly onClose: () => void;
  readonly onDone: (recoveryCodes: readonly string[]) => void;
}) {
  const { factor: words, password: passwordWords } = useAccountWords();
  const { cancel } = useShellWords();
  const [form] = Form.useForm<Values>();
  const [made, setMade] = useState<NewFactor>();
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);
  const submit = async ({ password = "", code = "" }: Values) => {
    setBusy(true);
    setProblem(undefined);
    try {
      if (made === undefined) {
        setMade(await call("post", "/api/operator/own/second-factor", { body: { password } }));
      } else {
        const body = { code: code.trim() };
        const { recoveryCodes } = await call("post", "/api/operator/own/second-factor/confirm", { body });
        props.onDone(recoveryCodes);
        await openSession();
      }
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={words.setUp}
      okText={made === undefined ? words.next : words.enable}
      okButtonProps={{ htmlType: "submit" }}
      confirmLoading={isBusy}
      cancelText={cancel}
      onCancel={props.onClose}
      onOk={() => form.submit()}
      mask={{ closable: made === undefined }}
      destroyOnHidden
    >
      <Form name="set-up" form={form} layout="vertical" requiredMark={false} onFinish={(values) => void submit(values)}>
        {made === undefined ? (
          <>
            <p>{words.confirmPassword}</p>
            <Form.Item
              name="password"
              label={passwordWords.current}
              rules={[{ required: true, message: passwordWords.missing }]}
            >
              <Input.Password autoFocus autoComplete="current-password" />
            </Form.Item>
          </>
        ) : (
          <>
            <p>{words.scan}</p>
            <Code text={made.uri} label={words.qrLabel} />
            <p className={styles.byHand}>
              {words.byHand} <code className={styles.key}>{made.secret}</code>
            </p>
            <Form.Item
              name="code"
              label={words.code}
              rules={[{ required: true, pattern: /^\s*[0-9]{6}\s*$/, message: words.codeMissing }]}
            >
              <Input autoFocus inputMode="numeric" autoComplete="one-time-code" />
            </Form.Item>
          </>
        )}
        {problem && <ErrorNotice problem={problem} />}
      </Form>
    </Modal>
  );
}

function Code({ text, label }: { readonly text: string; readonly label: string }) {
  const { size, path } = qrPath(text);
  return (
    <svg
      className={styles.code}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}
