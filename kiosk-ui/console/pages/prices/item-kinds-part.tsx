import { Checkbox, Form, Input, Select } from "antd";
import { call, problemOf } from "../../../shared/client.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { type Column, RowTable } from "../../parts/paged-table.tsx";
import { changed } from "../../queries.ts";
import { Guarded } from "./guarded.tsx";
import { type ItemKind, itemIcons } from "./price-types.ts";
import styles from "./prices.module.css";
import { useEditor, useItemKinds } from "./use-prices.ts";
import { usePriceWords } from "./words.ts";

/** What cabinets can lend: each kind may have a price. */
export function ItemKindsPart() {
  const words = usePriceWords();
  const { mayEdit } = useEditor();
  const { data, error, isPending, refetch } = useItemKinds();
  if (isPending) return <Loading />;
  if (error) return <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />;
  const { kinds } = words;
  const columns: readonly Column<ItemKind>[] = [
    { key: "id", title: kinds.id, render: ({ id }) => id },
    { key: "chinese", title: kinds.chinese, render: ({ name }) => name.zh },
    { key: "english", title: kinds.english, render: ({ name }) => name.en },
    { key: "icon", title: kinds.icon, render: ({ icon }) => kinds.icons[icon] },
    {
      key: "traits",
      title: kinds.traits,
      render: ({ hasItemId, hasLevel }) =>
        [hasItemId && kinds.hasItemId, hasLevel && kinds.hasLevel].filter(Boolean).join(" · ") || "–",
    },
    ...(mayEdit
      ? [{ key: "act", title: kinds.acts, render: (kind: ItemKind) => <KindButton label={kinds.change} kind={kind} /> }]
      : []),
  ];
  return (
    <div className={styles.kinds}>
      <RowTable label={kinds.title} columns={columns} rows={data} rowKey={({ id }) => id} />
      <Guarded label={kinds.add} obstacle={mayEdit ? undefined : "may-not-edit"}>
        <KindButton label={kinds.add} />
      </Guarded>
    </div>
  );
}

type KindValues = Omit<ItemKind, "id"> & { readonly id?: string };

const newKind: KindValues = { id: "", name: { zh: "", en: "" }, icon: "box", hasItemId: true, hasLevel: false };

/** @param props.kind that is changed; absent: a new one */
function KindButton({ label, kind }: { readonly label: string; readonly kind?: ItemKind }) {
  const words = usePriceWords();
  const { kinds } = words;
  const isRequired = { required: true, whitespace: true, message: kinds.nameMissing };
  return (
    <ActButton<KindValues>
      label={label}
      title={kind === undefined ? kinds.add : kinds.changeTitle(kind.id)}
      initialValues={kind ?? newKind}
      problemTexts={words.problems}
      act={async (reason, { id, ...details }) => {
        const path = { id: kind?.id ?? id ?? "" };
        await call("put", "/api/operator/item-kinds/{id}", { path, body: { ...details, reason } });
        await changed("settings", "prices");
      }}
    >
      {kind === undefined && (
        <Form.Item
          name="id"
          label={kinds.id}
          extra={kinds.idHint}
          rules={[{ required: true, pattern: /^[a-z][a-z0-9-]{0,31}$/, message: kinds.idWrong }]}
        >
          <Input maxLength={32} autoComplete="off" />
        </Form.Item>
      )}
      <Form.Item name={["name", "zh"]} label={kinds.chinese} rules={[isRequired]}>
        <Input maxLength={20} />
      </Form.Item>
      <Form.Item name={["name", "en"]} label={kinds.english} rules={[isRequired]}>
        <Input maxLength={20} />
      </Form.Item>
      <Form.Item name="icon" label={kinds.icon}>
        <Select options={itemIcons.map((icon) => ({ value: icon, label: kinds.icons[icon] }))} />
      </Form.Item>
      <Form.Item name="hasItemId" valuePropName="checked" extra={kinds.hasItemIdHint}>
        <Checkbox>{kinds.hasItemId}</Checkbox>
      </Form.Item>
      <Form.Item name="hasLevel" valuePropName="checked">
        <Checkbox>{kinds.hasLevel}</Checkbox>
      </Form.Item>
    </ActButton>
  );
}
