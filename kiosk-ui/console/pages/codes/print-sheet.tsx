import { Button, Select } from "antd";
import { useId, useState } from "react";
import { addressOf } from "../../../shared/client.ts";
import { type Format, formats } from "./code-rows.ts";
import styles from "./codes.module.css";
import { useCodesWords } from "./words.ts";

export const sheetPath = "/api/operator/cabinets/{cabinetId}/sheet.pdf";

/** Makes a sheet of all valid codes in the size that is chosen. */
export function PrintSheet({ cabinetId }: { readonly cabinetId: string }) {
  const words = useCodesWords();
  const id = useId();
  const [format, setFormat] = useState<Format>("a4");
  return (
    <section className={styles.print} aria-label={words.print}>
      <div className={styles.field}>
        <label htmlFor={id}>{words.format}</label>
        <Select
          id={id}
          value={format}
          options={formats.map((value) => ({ value, label: words.formats[value] }))}
          onChange={setFormat}
          popupMatchSelectWidth={false}
        />
      </div>
      <Button type="primary" href={addressOf(sheetPath, { cabinetId }, { format })} target="_blank">
        {words.openPdf}
      </Button>
      <p className={`${styles.note} ${styles.wide}`}>{words.printNote}</p>
    </section>
  );
}
