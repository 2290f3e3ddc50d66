import { useQuery } from "@tanstack/react-query";
import { Alert, Checkbox } from "antd";
import { Link, useParams } from "react-router";
import { call, problemOf } from "../../../shared/client.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { useFilters } from "../../parts/use-filters.ts";
import { changed, keyOf } from "../../queries.ts";
import { type CodeRow, shownCodes, slotsWithout, stillThere } from "./code-rows.ts";
import { CodeTable } from "./code-table.tsx";
import styles from "./codes.module.css";
import { PrintSheet } from "./print-sheet.tsx";
import { useCodesWords } from "./words.ts";

/** The codes of one cabinet: printed, replaced, revoked, and when they were scanned. */
export function CabinetCodesPage() {
  const words = useCodesWords();
  const { cabinetId = "" } = useParams();
  const path = { cabinetId };
  const cabinet = useQuery({
    queryKey: keyOf("cabinets", cabinetId),
    queryFn: () => call("get", "/api/operator/cabinets/{cabinetId}", { path }),
  });
  const codes = useQuery({
    queryKey: keyOf("codes", cabinetId),
    queryFn: () => call("get", "/api/operator/cabinets/{cabinetId}/code-history", { path }),
  });
  const failed = cabinet.error ?? codes.error;
  return (
    <>
      <p>
        <Link to="/codes">{words.back}</Link>
      </p>
      <PageTitle title={words.codesOf(cabinet.data?.name ?? cabinetId)} />
      {failed && (
        <ErrorNotice
          problem={problemOf(failed)}
          again={() => {
            void cabinet.refetch();
            void codes.refetch();
          }}
        />
      )}
      {!failed && (cabinet.isPending || codes.isPending) && <Loading />}
      {cabinet.data && codes.data && <Codes cabinetId={cabinetId} slots={cabinet.data.slots} codes={codes.data} />}
    </>
  );
}

function Codes(props: { readonly cabinetId: string; readonly slots: number; readonly codes: readonly CodeRow[] }) {
  const { cabinetId, slots, codes } = props;
  const words = useCodesWords();
  const filters = useFilters(["revoked"]);
  const withRevoked = filters.values.revoked === "yes";
  const missing = slotsWithout(codes, slots);
  const ghosts = stillThere(codes);
  return (
    <>
      {missing.length > 0 && (
        <Alert
          className={styles.notice}
          type="info"
          showIcon
          title={words.missing(missing.join(words.comma))}
          action={
            <ActButton
              label={words.issue}
              isPrimary
              title={words.issue}
              act={async (reason) => {
                await call("post", "/api/operator/cabinets/{cabinetId}/codes", {
                  path: { cabinetId },
                  body: { reason },
                });
                await changed("codes");
              }}
            />
          }
        />
      )}
      {ghosts.length > 0 && (
        <Alert
          className={styles.notice}
          type="warning"
          showIcon
          title={words.stillThere([...new Set(ghosts.map(({ slot }) => slot))].join(words.comma))}
        />
      )}
      {missing.length < slots && <PrintSheet cabinetId={cabinetId} />}
      <Checkbox
        className={styles.notice}
        checked={withRevoked}
        onChange={({ target }) => filters.set({ revoked: target.checked ? "yes" : undefined })}
      >
        {words.showRevoked}
      </Checkbox>
      <CodeTable cabinetId={cabinetId} codes={shownCodes(codes, withRevoked)} />
    </>
  );
}
