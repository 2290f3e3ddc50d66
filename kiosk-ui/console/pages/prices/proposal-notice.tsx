import { Alert } from "antd";
import { useNavigate } from "react-router";
import { call } from "../../../shared/client.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { Time } from "../../parts/time.tsx";
import { changed } from "../../queries.ts";
import { obstaclesOf } from "./draft-acts.ts";
import { Differences } from "./findings.tsx";
import { Guarded } from "./guarded.tsx";
import type { Draft, Prices } from "./price-types.ts";
import styles from "./prices.module.css";
import { useActorText, useEditor } from "./use-prices.ts";
import { usePriceWords } from "./words.ts";

/** A draft that waits for a second admin, and what he may do with it. */
export function ProposalNotice({ draft, prices }: { readonly draft: Draft; readonly prices: Prices }) {
  const words = usePriceWords();
  const actorText = useActorText();
  const navigate = useNavigate();
  const editor = useEditor();
  const { id, revision, proposal, check } = draft;
  if (!proposal) return null;
  const obstacles = obstaclesOf({ ...editor, draft, newest: prices.newest, check, isChanged: false });
  const isOwn = proposal.by === `operator/${editor.name}`;
  const reject = isOwn ? words.takeBack : words.reject;
  return (
    <Alert
      type="warning"
      showIcon
      title={words.waits(actorText(proposal.by))}
      description={
        <>
          <p>
            {words.waitsFor}
            {proposal.reason}
          </p>
          <p>
            {words.waitsUntil}
            {proposal.effectiveAt === undefined ? words.onConfirmation : <Time at={proposal.effectiveAt} />}
          </p>
          <div className={styles.acts}>
            <Guarded label={words.confirm} obstacle={obstacles.confirm}>
              <ActButton
                label={words.confirm}
                title={words.confirmTitle}
                isPrimary
                problemTexts={words.problems}
                act={async (reason) => {
                  const body = { revision, reason };
                  const list = await call("post", "/api/operator/prices/drafts/{id}/confirm", { path: { id }, body });
                  void navigate(`/prices/lists/${list.number}`);
                  await changed("prices");
                }}
              >
                <Differences differences={check.differences} />
              </ActButton>
            </Guarded>
            <Guarded label={reject} obstacle={editor.mayPublish ? undefined : "may-not-publish"}>
              <ActButton
                label={reject}
                title={words.rejectTitle}
                problemTexts={words.problems}
                act={async (reason) => {
                  await call("post", "/api/operator/prices/drafts/{id}/reject", { path: { id }, body: { reason } });
                  await changed("prices");
                }}
              >
                <p>{words.rejectText}</p>
              </ActButton>
            </Guarded>
          </div>
        </>
      }
    />
  );
}
