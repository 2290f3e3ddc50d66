import { useNavigate } from "react-router";
import { call } from "../../../shared/client.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { changed } from "../../queries.ts";
import { may, type Session, useSession } from "../../session.ts";
import type { Cabinet } from "./cabinet-types.ts";
import styles from "./cabinets.module.css";
import { ImpossibleActs } from "./impossible-acts.tsx";
import { EditCabinet, EnrolBridge, MoveCabinet, RenewSecret } from "./manage-acts.tsx";
import { useCabinetsWords } from "./words.ts";

/** Which permission each act on the whole cabinet needs. */
const needed: Readonly<Record<string, string>> = { look: "cabinets.operate", restart: "cabinets.operate" };
const manage = "cabinets.manage";
const dangerous = ["disable", "remove"];
/** Of these one is the way back of the other: only the one that applies is shown. */
const waysBack = ["enable", "disable", "trust-again"];

/** What can be done to a cabinet now, and what stands in the way of the rest. */
export function CabinetActs({ cabinet }: { readonly cabinet: Cabinet }) {
  const words = useCabinetsWords();
  const session = useSession() as Session;
  const mayManage = may(session, manage);
  const acts = cabinet.acts.filter(({ act, slot }) => slot === undefined && may(session, needed[act] ?? manage));
  const possible = acts.filter((act) => act.possible);
  const rest = acts.filter(({ act, possible: isPossible }) => !isPossible && !waysBack.includes(act));
  const removal = possible.filter(({ act }) => act === "remove");
  return (
    <section className={styles.card} aria-label={words.acts.title}>
      <h2>{words.acts.title}</h2>
      {acts.length === 0 && <p className={styles.muted}>{words.acts.none}</p>}
      <ul className={styles.acts}>
        {possible
          .filter(({ act }) => act !== "remove")
          .map(({ act }) => (
            <CabinetActItem key={act} cabinetId={cabinet.cabinetId} act={act} />
          ))}
        {mayManage && (
          <>
            <li>
              <EditCabinet cabinet={cabinet} />
            </li>
            <li>
              <MoveCabinet cabinet={cabinet} />
            </li>
            <li>
              <EnrolBridge cabinetId={cabinet.cabinetId} />
              <small>{words.acts.enrolDoes}</small>
            </li>
            <li>
              <RenewSecret cabinetId={cabinet.cabinetId} />
              <small>{words.acts.secretDoes}</small>
            </li>
          </>
        )}
        {removal.map(({ act }) => (
          <CabinetActItem key={act} cabinetId={cabinet.cabinetId} act={act} />
        ))}
      </ul>
      <ImpossibleActs acts={rest} />
    </section>
  );
}

function CabinetActItem({ cabinetId, act }: { readonly cabinetId: string; readonly act: string }) {
  const words = useCabinetsWords();
  const navigate = useNavigate();
  const name = words.acts.names[act] ?? act;
  const does = words.acts.does[act];
  return (
    <li>
      <ActButton
        label={name}
        title={`${name} · ${cabinetId}`}
        isDanger={dangerous.includes(act)}
        problemTexts={words.problems}
        act={async (reason) => {
          await sendToCabinet(cabinetId, act, reason);
          if (act === "remove") void navigate("/cabinets");
          await changed("cabinets");
        }}
      >
        <p className={styles.note}>{does}</p>
      </ActButton>
      <small>{does}</small>
    </li>
  );
}

function sendToCabinet(cabinetId: string, act: string, reason: string): Promise<unknown> {
  const request = { path: { cabinetId }, body: { reason } };
  switch (act) {
    case "look":
      return call("post", "/api/operator/cabinets/{cabinetId}/look", request);
    case "restart":
      return call("post", "/api/operator/cabinets/{cabinetId}/restart", request);
    case "disable":
      return call("post", "/api/operator/cabinets/{cabinetId}/disable", request);
    case "enable":
      return call("post", "/api/operator/cabinets/{cabinetId}/enable", request);
    case "trust-again":
      return call("post", "/api/operator/cabinets/{cabinetId}/trust-again", request);
    default:
      return call("delete", "/api/operator/cabinets/{cabinetId}", request);
  }
}
