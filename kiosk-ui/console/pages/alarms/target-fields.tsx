import { Form, Input, Select } from "antd";
import type { EventType } from "./target.ts";
import { useAlarmsWords } from "./words.ts";

/** Where a webhook goes, and what it is told. */
export function TargetFields() {
  const words = useAlarmsWords();
  return (
    <>
      <Form.Item
        name="url"
        label={words.url}
        extra={words.urlHint}
        rules={[{ required: true, whitespace: true, message: words.urlMissing }]}
      >
        <Input autoFocus inputMode="url" autoCapitalize="none" maxLength={500} />
      </Form.Item>
      <Form.Item name="events" label={words.eventsLabel} extra={words.eventsHint}>
        <Select
          mode="multiple"
          optionFilterProp="label"
          options={(Object.keys(words.events) as EventType[]).map((value) => ({ value, label: words.events[value] }))}
        />
      </Form.Item>
    </>
  );
}
