import { Form, Input, Modal } from "antd";
import { type ReactNode, useState } from "react";
import { type Problem, problemOf } from "../../shared/client.ts";
import { useShellWords } from "../words.ts";
import { ErrorNotice } from "./error-notice.tsx";

/**
 * Asks for the reason of an act and does it. It stays open, and says why, where the hub refuses.
 * @param children what the act will do; further fields are `Form.Item`s, whose values `act` gets
 */
export function ReasonDialog<Values extends object = object>(props: {
  readonly title: string;
  /** On the button: the act, not "OK". */
  readonly confirm: string;
  readonly isDanger?: boolean;
  readonly onClose: () => void;
  /** Of the further fields. */
  readonly initialValues?: Values;
  readonly act: (reason: string, values: Values) => Promise<unknown>;
  readonly problemTexts?: Readonly<Record<string, string>>;
  readonly children?: ReactNode;
}) {
  const words = useShellWords();
  const [form] = Form.useForm<Values & { reason: string }>();
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);
  const submit = async ({ reason, ...values }: Values & { reason: string }) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await props.act(reason.trim(), values as unknown as Values);
      props.onClose();
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={props.title}
      okText={props.confirm}
      okButtonProps={{ danger: props.isDanger, htmlType: "submit" }}
      confirmLoading={isBusy}
      cancelText={words.cancel}
      onCancel={props.onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <Form
        // Its fields' ids begin with it: a page below may have fields of the same names.
        name="act"
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={props.initialValues}
        onFinish={(values) => void submit(values)}
      >
        {props.children}
        <Form.Item
          name="reason"
          label={words.reason}
          extra={words.reasonHint}
          rules={[{ required: true, whitespace: true, message: words.reasonMissing }]}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={200} showCount />
        </Form.Item>
        {problem && <ErrorNotice problem={problem} texts={props.problemTexts} />}
      </Form>
    </Modal>
  );
}
