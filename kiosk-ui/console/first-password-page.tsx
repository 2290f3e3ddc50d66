import { Button, Form, Input } from "antd";
import { useState } from "react";
import { type Problem, problemOf } from "../shared/client.ts";
import { EntryCard } from "./entry-card.tsx";
import { ErrorNotice } from "./parts/error-notice.tsx";
import { changePassword, signOut } from "./session.ts";
import { useShellWords } from "./words.ts";

interface Passwords {
  readonly password: string;
  readonly newPassword: string;
}

/** Whoever signs in with a one-time password chooses an own one before anything else. */
export function FirstPasswordPage() {
  const words = useShellWords();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const submit = async ({ password, newPassword }: Passwords) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await changePassword(password, newPassword);
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  };
  return (
    <EntryCard title={words.firstPasswordTitle}>
      <p>{words.firstPasswordText}</p>
      <Form layout="vertical" requiredMark={false} onFinish={(values: Passwords) => void submit(values)}>
        <Form.Item
          name="password"
          label={words.oneTimePassword}
          rules={[{ required: true, message: words.passwordMissing }]}
        >
          <Input.Password autoFocus autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="newPassword"
          label={words.newPassword}
          extra={words.newPasswordHint}
          rules={[{ required: true, min: 12, message: words.newPasswordHint }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        {problem && <ErrorNotice problem={problem} />}
        <Button type="primary" htmlType="submit" block loading={busy}>
          {words.choosePassword}
        </Button>
        <Button type="link" block onClick={() => void signOut()}>
          {words.signOut}
        </Button>
      </Form>
    </EntryCard>
  );
}
