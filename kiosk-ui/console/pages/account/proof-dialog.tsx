import { Form, Input, Modal } from "antd";
import { useState } from "react";
import { type Problem, problemOf } from "../../../shared/client.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { useShellWords } from "../../words.ts";
import { useAccountWords } from "./words.ts";

/** What shows that it is the person, and has the second factor. */
export interface Proof {
  readonly password: string;
  readonly code?: string;
  readonly recoveryCode?: string;
}

interface Values {
  readonly password: string;
  readonly code: string;
}

/** Asks for the password and a code before an act on the second factor. It stays open where the hub refuses. */
export function ProofDialog(props: {
  readonly title: string;
  readonly text: string;
  readonly isDanger?: boolean;
  readonly act: (proof: Proof) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { title, text, isDanger = false, act, onClose } = props;
  const { factor, password: passwordWords } = useAccountWords();
  const { cancel } = useShellWords();
  const [form] = Form.useForm<Values>();
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);
  const submit = async (values: Values) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await act(proofOf(values));
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={title}
      okText={title}
      okButtonProps={{ danger: isDanger, htmlType: "submit" }}
      confirmLoading={isBusy}
      cancelText={cancel}
      onCancel={onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <p>{text}</p>
      <Form name="proof" form={form} layout="vertical" requiredMark={false} onFinish={(values) => void submit(values)}>
        <Form.Item
          name="password"
          label={passwordWords.current}
          rules={[{ required: true, message: passwordWords.missing }]}
        >
          <Input.Password autoFocus autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="code"
          label={factor.proofCode}
          extra={factor.proofHint}
          rules={[{ required: true, whitespace: true, message: factor.proofMissing }]}
        >
          <Input autoComplete="one-time-code" />
        </Form.Item>
        {problem && <ErrorNotice problem={problem} />}
      </Form>
    </Modal>
  );
}

function proofOf({ password, code }: Values): Proof {
  const entered = code.trim();
  return /^[0-9]{6}$/.test(entered) ? { password, code: entered } : { password, recoveryCode: entered };
}
