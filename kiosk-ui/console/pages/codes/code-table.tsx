import { Button } from "antd";
import { addressOf, call } from "../../../shared/client.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { type Column, RowTable } from "../../parts/paged-table.tsx";
import { Time } from "../../parts/time.tsx";
import { ToneTag } from "../../parts/tone-tag.tsx";
import { changed } from "../../queries.ts";
import { type CodeRow, isValid } from "./code-rows.ts";
import styles from "./codes.module.css";
import { sheetPath } from "./print-sheet.tsx";
import { useCodesWords } from "./words.ts";

/** Codes by slot, with when they were scanned and what can be done. */
export function CodeTable(props: { readonly cabinetId: string; readonly codes: readonly CodeRow[] }) {
  const { cabinetId, codes } = props;
  const words = useCodesWords();
  const columns: Column<CodeRow>[] = [
    { key: "slot", title: words.slot, render: ({ slot }) => words.slotNumber(slot) },
    { key: "state", title: words.state, render: (code) => <State code={code} /> },
    { key: "issued", title: words.issued, render: ({ issuedAt }) => <Time at={issuedAt} plain /> },
    { key: "scans", title: words.scans, render: (code) => <Scans code={code} /> },
    { key: "acts", title: words.acts, render: (code) => isValid(code) && <Acts cabinetId={cabinetId} code={code} /> },
  ];
  return <RowTable label={words.codes} columns={columns} rowKey={({ id }) => id} rows={codes} empty={words.noCodes} />;
}

function State({ code: { revokedAt } }: { readonly code: CodeRow }) {
  const words = useCodesWords();
  if (revokedAt === undefined) return <ToneTag tone="good">{words.valid}</ToneTag>;
  return (
    <>
      <ToneTag tone="off">{words.revoked}</ToneTag> <Time at={revokedAt} plain />
    </>
  );
}

function Scans({ code }: { readonly code: CodeRow }) {
  const words = useCodesWords();
  const { scans, scansWhenRevoked, recent } = code;
  const [last] = recent;
  if (!last) return words.neverScanned;
  return (
    <details className={styles.scans}>
      <summary>
        {words.scanned(scans + scansWhenRevoked)} <Time at={last.at} />
      </summary>
      <ol>
        {recent.map(({ at, revoked }, place) => (
          <li key={`${at}/${place}`}>
            <Time at={at} plain /> {revoked && <ToneTag tone="warn">{words.whenRevoked}</ToneTag>}
          </li>
        ))}
      </ol>
    </details>
  );
}

function Acts({ cabinetId, code: { id, slot } }: { readonly cabinetId: string; readonly code: CodeRow }) {
  const words = useCodesWords();
  return (
    <div className={styles.acts}>
      <Button
        href={addressOf(sheetPath, { cabinetId }, { slots: slot })}
        target="_blank"
        aria-label={words.printOf(slot)}
      >
        {words.printOne}
      </Button>
      <ActButton
        label={words.replace}
        title={words.replaceOf(slot)}
        act={async (reason) => {
          const path = { cabinetId, slot: String(slot) };
          await call("post", "/api/operator/cabinets/{cabinetId}/slots/{slot}/code", { path, body: { reason } });
          await changed("codes");
        }}
      >
        <p>{words.replaceText}</p>
      </ActButton>
      <ActButton
        label={words.revoke}
        isDanger
        title={words.revokeOf(slot)}
        act={async (reason) => {
          await call("delete", "/api/operator/codes/{id}", { path: { id }, body: { reason } });
          await changed("codes");
        }}
      >
        <p>{words.revokeText}</p>
      </ActButton>
    </div>
  );
}
