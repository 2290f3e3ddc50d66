import { Form, Input, InputNumber } from "antd";
import styles from "./cabinets.module.css";
import { useCabinetsWords } from "./words.ts";

/** A field that must not be left empty. */
export function useMissingRule() {
  const { fields } = useCabinetsWords();
  return { required: true, whitespace: true, message: fields.missing };
}

/** Both of two numbers, or neither. @param other name of the other one */
export function useTogether(other: string, message: string) {
  return ({ getFieldValue }: { getFieldValue: (name: string) => unknown }) => ({
    validator: (_: unknown, value: unknown) =>
      isThere(value) === isThere(getFieldValue(other)) ? Promise.resolve() : Promise.reject(new Error(message)),
  });
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Latitude and longitude, both or neither. */
export function LocationFields() {
  const { fields } = useCabinetsWords();
  const withLongitude = useTogether("longitude", fields.locationBoth);
  const withLatitude = useTogether("latitude", fields.locationBoth);
  return (
    <div className={styles.pair}>
      <Form.Item name="latitude" label={fields.latitude} dependencies={["longitude"]} rules={[withLongitude]}>
        <InputNumber min={-90} max={90} step={0.0001} />
      </Form.Item>
      <Form.Item name="longitude" label={fields.longitude} dependencies={["latitude"]} rules={[withLatitude]}>
        <InputNumber min={-180} max={180} step={0.0001} />
      </Form.Item>
    </div>
  );
}

/** What cabinets and sites have in common. */
export function PlaceFields() {
  const { fields } = useCabinetsWords();
  const missing = useMissingRule();
  return (
    <>
      <Form.Item name="name" label={fields.name} rules={[missing]}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="address" label={fields.address} rules={[missing]}>
        <Input maxLength={120} />
      </Form.Item>
      <LocationFields />
      <div className={styles.pair}>
        <Form.Item name="hoursZh" label={fields.hoursZh}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="hoursEn" label={fields.hoursEn}>
          <Input maxLength={80} />
        </Form.Item>
      </div>
      <Form.Item
        name="telephone"
        label={fields.telephone}
        rules={[{ pattern: /^\+?[0-9][0-9 -]{2,22}$/, message: fields.phoneWrong }]}
      >
        <Input maxLength={24} inputMode="tel" />
      </Form.Item>
    </>
  );
}

/** The id of something new. @param ids those that are taken */
export function IdField(props: {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly ids: readonly string[];
}) {
  const { fields } = useCabinetsWords();
  const { name, label, hint, ids } = props;
  return (
    <Form.Item
      name={name}
      label={label}
      extra={hint}
      rules={[
        { required: true, message: fields.missing },
        { pattern: /^[a-z0-9][a-z0-9-]{1,30}[a-z0-9]$/, message: fields.idWrong },
        {
          validator: (_, value: string) =>
            ids.includes(value) ? Promise.reject(new Error(fields.idTaken)) : Promise.resolve(),
        },
      ]}
    >
      <Input maxLength={32} autoComplete="off" autoCapitalize="none" spellCheck={false} />
    </Form.Item>
  );
}
