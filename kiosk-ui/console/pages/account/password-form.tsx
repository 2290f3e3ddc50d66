import { App, Button, Form, Input } from "antd";
import { useState } from "react";
import { type Problem, problemOf } from "../../../shared/client.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { changed } from "../../queries.ts";
import { changePassword } from "../../session.ts";
import { useAccountWords } from "./words.ts";

interface Values {
  readonly password: string;
  readonly newPassword: string;
}

/** Changes the own password; all other sessions end. */
export function PasswordForm() {
  const { password: words } = useAccountWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);
  const submit = async ({ password, newPassword }: Values) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await changePassword(password, newPassword);
      form.resetFields();
      void message.success(words.done);
      void changed("account");
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form
      name="own-password"
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={(values) => void submit(values)}
    >
      <Form.Item name="password" label={words.current} rules={[{ required: true, message: words.missing }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        name="newPassword"
        label={words.next}
        extra={words.hint}
        rules={[{ required: true, min: 12, message: words.hint }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={words.again}
        dependencies={["newPassword"]}
        extra={words.note}
        rules={[
          ({ getFieldValue }) => ({
            validator: async (_, value: unknown) => {
              if (value !== getFieldValue("newPassword")) throw new Error(words.different);
            },
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      {problem && <ErrorNotice problem={problem} />}
      <Button type="primary" htmlType="submit" loading={isBusy}>
        {words.save}
      </Button>
    </Form>
  );
}
