import { useState } from "react";
import { call } from "../../../shared/client.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { SecretDialog } from "../../parts/secret-dialog.tsx";
import { changed } from "../../queries.ts";
import { CabinetFields } from "./cabinet-fields.tsx";
import { type CabinetValues, cabinetBody } from "./cabinet-values.ts";
import styles from "./cabinets.module.css";
import { IdField } from "./place-fields.tsx";
import { useCabinetsWords } from "./words.ts";

type Values = CabinetValues & { readonly cabinetId: string };

/** Registers a cabinet and shows its secret once. @param ids of all cabinets */
export function NewCabinet({ ids }: { readonly ids: readonly string[] }) {
  const words = useCabinetsWords();
  const [made, setMade] = useState<{ readonly cabinetId: string; readonly secret: string }>();
  const register = async (reason: string, { cabinetId, ...values }: Values) => {
    const body = { ...cabinetBody(values), reason };
    const { secret } = await call("put", "/api/operator/cabinets/{cabinetId}", { path: { cabinetId }, body });
    if (secret !== undefined) setMade({ cabinetId, secret });
    void changed("cabinets");
  };
  return (
    <>
      <ActButton<Values>
        label={words.newCabinet}
        title={words.newCabinet}
        isPrimary
        initialValues={{ itemKind: "power-bank" } as Values}
        problemTexts={words.problems}
        act={register}
      >
        <p className={styles.note}>{words.create.text}</p>
        <IdField name="cabinetId" label={words.fields.cabinetId} hint={words.fields.idHint} ids={ids} />
        <CabinetFields />
      </ActButton>
      {made && <CabinetSecret {...made} onClose={() => setMade(undefined)} />}
    </>
  );
}

/** A cabinet's secret, which can't be read again, as its bridge wants it. */
export function CabinetSecret(props: {
  readonly cabinetId: string;
  readonly secret: string;
  readonly onClose: () => void;
}) {
  const { cabinetId, secret, onClose } = props;
  const { create } = useCabinetsWords();
  return (
    <SecretDialog
      title={create.secretTitle(cabinetId)}
      text={create.secretText}
      lines={[`BRIDGE_CABINET_ID=${cabinetId}`, `BRIDGE_SECRET=${secret}`]}
      onClose={onClose}
    />
  );
}
