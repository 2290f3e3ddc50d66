import { useQuery } from "@tanstack/react-query";
import { Form, InputNumber, Select } from "antd";
import { useSpeech } from "../../speech.tsx";
import { itemKindsQuery } from "./cabinet-queries.ts";
import styles from "./cabinets.module.css";
import { PlaceFields, useTogether } from "./place-fields.tsx";
import { useCabinetsWords } from "./words.ts";

/** What an operator writes down of a cabinet. */
export function CabinetFields() {
  const { fields, itemKind } = useCabinetsWords();
  const { language } = useSpeech();
  const kinds = useQuery(itemKindsQuery).data ?? [];
  const withRows = useTogether("rows", fields.layoutBoth);
  const withColumns = useTogether("columns", fields.layoutBoth);
  return (
    <>
      <div className={styles.pair}>
        <Form.Item name="slots" label={fields.slots} rules={[{ required: true, message: fields.missing }]}>
          <InputNumber min={1} max={96} precision={0} />
        </Form.Item>
        <Form.Item name="itemKind" label={itemKind} rules={[{ required: true, message: fields.missing }]}>
          <Select options={kinds.map(({ id, name }) => ({ value: id, label: name[language] }))} />
        </Form.Item>
        <Form.Item name="columns" label={fields.columns} dependencies={["rows"]} rules={[withRows]}>
          <InputNumber min={1} max={96} precision={0} />
        </Form.Item>
        <Form.Item name="rows" label={fields.rows} dependencies={["columns"]} rules={[withColumns]}>
          <InputNumber min={1} max={96} precision={0} />
        </Form.Item>
      </div>
      <p className={styles.note}>{fields.layoutHint}</p>
      <PlaceFields />
    </>
  );
}
