import { useQuery } from "@tanstack/react-query";
import { Checkbox, Form, Input, InputNumber, Select } from "antd";
import { type ReactElement, type ReactNode, useId } from "react";
import { call } from "../../../shared/client.ts";
import { keyOf } from "../../queries.ts";
import { useSpeech } from "../../speech.tsx";
import { BeijingTimeInput } from "./beijing-time-input.tsx";
import { fenOf, formMistakes, inputTime, withBound, withCabinets, withTariff } from "./plan-edit.ts";
import type { Plan, PriceCheck, Tariff } from "./price-types.ts";
import styles from "./prices.module.css";
import { useItemKinds } from "./use-prices.ts";
import { usePriceWords } from "./words.ts";

interface PlanFormProps {
  readonly plan: Plan;
  /** Versions of tariffs that can't say anything else any more. */
  readonly published: ReadonlySet<string>;
  readonly mistakes: PriceCheck["mistakes"];
  readonly onChange: (plan: Plan) => void;
}

/** All that a plan says. */
export function PlanForm(props: PlanFormProps) {
  return (
    <Form component="div" layout="vertical" className={styles.form}>
      <PlaceFields {...props} />
      <AmountFields {...props} />
      <TermFields {...props} />
    </Form>
  );
}

/** A field with its label, and what is wrong with it. */
function Field(props: {
  readonly label: string;
  readonly hint?: string;
  /** Field names of the hub's mistakes. */
  readonly of: string;
  readonly mistakes: readonly { readonly field: string; readonly text: string }[];
  readonly isWide?: boolean;
  readonly children: (id: string) => ReactElement;
}): ReactNode {
  const id = useId();
  const wrong = props.mistakes.filter(({ field }) => field === props.of).map(({ text }) => text);
  const { hint } = props;
  return (
    <Form.Item
      label={props.label}
      htmlFor={id}
      className={props.isWide === true ? styles.wide : undefined}
      {...(hint !== undefined && { extra: hint })}
      {...(wrong.length > 0 && { validateStatus: "error", help: wrong.join(" ") })}
    >
      {props.children(id)}
    </Form.Item>
  );
}

function PlaceFields({ plan, mistakes, onChange }: PlanFormProps) {
  const { form } = usePriceWords();
  const { language } = useSpeech();
  const { data: kinds = [] } = useItemKinds();
  const { data: cabinets = [] } = useQuery({
    queryKey: keyOf("cabinets", "list", "names"),
    queryFn: () => call("get", "/api/operator/cabinets", {}),
  });
  return (
    <>
      <Field label={form.itemKind} of="itemKind" mistakes={mistakes}>
        {(id) => (
          <Select
            id={id}
            value={plan.itemKind}
            options={kinds.map((kind) => ({ value: kind.id, label: kind.name[language] }))}
            onChange={(itemKind) => onChange({ ...plan, itemKind })}
          />
        )}
      </Field>
      <Field label={form.cabinets} hint={form.everywhereHint} of="cabinets" mistakes={mistakes}>
        {(id) => (
          <Select<string[]>
            id={id}
            mode="multiple"
            value={plan.cabinets ?? []}
            options={cabinets.map(({ cabinetId, name }) => ({ value: cabinetId, label: `${name} ${cabinetId}` }))}
            showSearch={{ optionFilterProp: "label" }}
            maxTagCount={5}
            onChange={(chosen) => onChange(withCabinets(plan, chosen))}
          />
        )}
      </Field>
      {(["validFrom", "validUntil"] as const).map((bound) => (
        <Field key={bound} label={form[bound]} of={bound} mistakes={mistakes}>
          {(id) => (
            <BeijingTimeInput
              id={id}
              value={inputTime(plan[bound])}
              onChange={(text) => onChange(withBound(plan, bound, text))}
            />
          )}
        </Field>
      ))}
    </>
  );
}

const amounts = ["pricePerUnit", "dailyCap", "totalCap"] as const;
const units = ["half-hour", "hour", "day", "once"] as const;

function AmountFields({ plan, published, mistakes, onChange }: PlanFormProps) {
  const { form } = usePriceWords();
  const { tariff } = plan;
  const change = (changes: Partial<Tariff>) => onChange(withTariff(plan, changes, published));
  return (
    <>
      <Field label={form.unit} of="unit" mistakes={mistakes}>
        {(id) => (
          <Select
            id={id}
            value={tariff.unit}
            options={units.map((unit) => ({ value: unit, label: form.units[unit] }))}
            onChange={(unit) => change({ unit })}
          />
        )}
      </Field>
      {amounts.map((amount) => (
        <Field key={amount} label={form[amount]} of={amount} mistakes={mistakes}>
          {(id) => (
            <InputNumber
              id={id}
              className={styles.number}
              prefix="¥"
              min={0}
              max={100_000}
              precision={2}
              controls={false}
              value={tariff[amount] / 100}
              onChange={(yuan) => change({ [amount]: fenOf(yuan) })}
            />
          )}
        </Field>
      ))}
      {counts.map(({ name, min, max }) => (
        <Field key={name} label={form[name]} of={name} mistakes={mistakes}>
          {(id) => (
            <InputNumber
              id={id}
              className={styles.number}
              min={min}
              max={max}
              precision={0}
              controls={false}
              value={tariff[name]}
              onChange={(number) => change({ [name]: number ?? min })}
            />
          )}
        </Field>
      ))}
    </>
  );
}

/** As the hub bounds them. */
const counts = [
  { name: "freeMinutes", min: 0, max: 1440 },
  { name: "graceMinutes", min: 0, max: 60 },
  { name: "longestLoanHours", min: 1, max: 8760 },
  { name: "renewals", min: 0, max: 100 },
] as const;

function TermFields({ plan, published, mistakes, onChange }: PlanFormProps) {
  const { form } = usePriceWords();
  const { tariff } = plan;
  const change = (changes: Partial<Tariff>) => onChange(withTariff(plan, changes, published));
  const wrong = [...mistakes, ...formMistakes(plan).map((field) => ({ field, text: form.mistakes[field] }))];
  return (
    <>
      <Field label={form.goodsName} of="goodsName" mistakes={wrong}>
        {(id) => (
          <Input
            id={id}
            maxLength={14}
            value={tariff.goodsName}
            onChange={(event) => change({ goodsName: event.target.value })}
          />
        )}
      </Field>
      <Field label={form.version} hint={form.versionHint} of="version" mistakes={wrong}>
        {(id) => (
          <Input
            id={id}
            maxLength={32}
            value={tariff.version}
            onChange={(event) => change({ version: event.target.value })}
          />
        )}
      </Field>
      <Field label={form.collectedBy} of="collectedBy" mistakes={wrong}>
        {(id) => (
          <Select
            id={id}
            value={tariff.collectedBy}
            options={(["provider", "merchant"] as const).map((value) => ({ value, label: form.collectors[value] }))}
            onChange={(collectedBy) => change({ collectedBy })}
          />
        )}
      </Field>
      <Field label={form.otherSlot} of="otherSlot" mistakes={wrong}>
        {(id) => (
          <Select
            id={id}
            value={tariff.otherSlot}
            options={(["take", "offer", "none"] as const).map((value) => ({ value, label: form.otherSlots[value] }))}
            onChange={(otherSlot) => change({ otherSlot })}
          />
        )}
      </Field>
      <Field label={form.deposit} of="depositAllowed" mistakes={wrong} isWide>
        {(id) => (
          <Checkbox
            id={id}
            checked={tariff.depositAllowed}
            onChange={(event) => change({ depositAllowed: event.target.checked })}
          >
            {form.depositAllowed}
          </Checkbox>
        )}
      </Field>
    </>
  );
}
