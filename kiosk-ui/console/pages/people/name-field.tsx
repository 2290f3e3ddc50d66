import { Form, Input } from "antd";
import { usePeopleWords } from "./words.ts";

/** The name of an account or of a token: both draw from one set of names. */
export function NameField() {
  const words = usePeopleWords();
  return (
    <Form.Item
      name="name"
      label={words.nameLabel}
      extra={words.nameHint}
      rules={[{ required: true, pattern: /^[a-z][a-z0-9-]{0,31}$/, message: words.nameHint }]}
    >
      <Input autoFocus autoCapitalize="none" autoComplete="off" maxLength={32} />
    </Form.Item>
  );
}
