import { Button, Form, Input } from "antd";
import { useState } from "react";
import { type Problem, problemOf } from "../shared/client.ts";
import { EntryCard } from "./entry-card.tsx";
import { ErrorNotice } from "./parts/error-notice.tsx";
import { type Credentials, signIn } from "./session.ts";
import { useShellWords } from "./words.ts";

/** Name and password, and a code where the account has a second factor: it is asked for when the hub wants it. */
export function SignInPage() {
  const words = useShellWords();
  const [problem, setProblem] = useState<Problem>();
  const [asksForCode, setAsksForCode] = useState(false);
  const [busy, setBusy] = useState(false);
  const submit = async (credentials: Credentials) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await signIn(credentials);
    } catch (error) {
      const met = problemOf(error);
      if (met.code === "operator/second-factor-needed") setAsksForCode(true);
      else setProblem(met);
      setBusy(false);
    }
  };
  return (
    <EntryCard title={words.signInTitle}>
      <Form layout="vertical" requiredMark={false} onFinish={(values: Credentials) => void submit(values)}>
        <Form.Item
          name="name"
          label={words.accountName}
          rules={[{ required: true, message: words.accountNameMissing }]}
        >
          <Input autoFocus autoComplete="username" autoCapitalize="none" />
        </Form.Item>
        <Form.Item name="password" label={words.password} rules={[{ required: true, message: words.passwordMissing }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        {asksForCode && (
          <Form.Item
            name="code"
            label={words.secondFactorCode}
            extra={words.secondFactorHint}
            rules={[{ required: true, message: words.secondFactorMissing }]}
          >
            <Input autoFocus autoComplete="one-time-code" />
          </Form.Item>
        )}
        {problem && <ErrorNotice problem={problem} />}
        <Button type="primary" htmlType="submit" block loading={busy}>
          {words.signIn}
        </Button>
      </Form>
    </EntryCard>
  );
}
