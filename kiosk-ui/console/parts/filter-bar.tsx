import { Button, DatePicker, Input, Select } from "antd";
import dayjs from "dayjs";
import { type ReactNode, useEffect, useId, useState } from "react";
import { useShellWords } from "../words.ts";
import styles from "./filter-bar.module.css";
import type { Filters } from "./use-filters.ts";

/** The filters of a list, side by side, and a button that takes all away. */
export function FilterBar<Name extends string>(props: {
  readonly filters: Filters<Name>;
  readonly children: ReactNode;
}) {
  const words = useShellWords();
  return (
    <search className={styles.bar} aria-label={words.filters}>
      {props.children}
      {props.filters.isAny && <Button onClick={props.filters.clear}>{words.clearFilters}</Button>}
    </search>
  );
}

interface FilterProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

/** Text that filters when Enter is pressed, or the field is left. */
export function TextFilter({ label, value, onChange }: FilterProps) {
  const id = useId();
  const [text, setText] = useState(value ?? "");
  useEffect(() => setText(value ?? ""), [value]);
  const submit = () => {
    const trimmed = text.trim();
    if (trimmed !== (value ?? "")) onChange(trimmed === "" ? undefined : trimmed);
  };
  return (
    <div className={styles.filter}>
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        value={text}
        allowClear
        onChange={(event) => setText(event.target.value)}
        onPressEnter={submit}
        onBlur={submit}
        onClear={() => onChange(undefined)}
      />
    </div>
  );
}

/** One of several values. */
export function SelectFilter(
  props: FilterProps & { readonly options: readonly { readonly value: string; readonly label: string }[] },
) {
  const id = useId();
  return (
    <div className={styles.filter}>
      <label htmlFor={id}>{props.label}</label>
      <Select
        id={id}
        value={props.value ?? null}
        allowClear
        options={[...props.options]}
        onChange={(value) => props.onChange(value ?? undefined)}
        popupMatchSelectWidth={false}
      />
    </div>
  );
}

/** Several of some values; they stand in the address with commas between. */
export function MultiFilter(
  props: FilterProps & { readonly options: readonly { readonly value: string; readonly label: string }[] },
) {
  const id = useId();
  return (
    <div className={styles.filter}>
      <label htmlFor={id}>{props.label}</label>
      <Select
        id={id}
        mode="multiple"
        value={props.value?.split(",") ?? []}
        allowClear
        showSearch={false}
        maxTagCount="responsive"
        options={[...props.options]}
        onChange={(values: readonly string[]) => props.onChange(values.length === 0 ? undefined : values.join(","))}
        popupMatchSelectWidth={false}
      />
    </div>
  );
}

/** A Beijing day, as `2026-11-23`. */
export function DayFilter({ label, value, onChange }: FilterProps) {
  const id = useId();
  return (
    <div className={styles.filter}>
      <label htmlFor={id}>{label}</label>
      <DatePicker
        id={id}
        value={value === undefined ? null : dayjs(value)}
        onChange={(day) => onChange(day === null ? undefined : day.format("YYYY-MM-DD"))}
      />
    </div>
  );
}
