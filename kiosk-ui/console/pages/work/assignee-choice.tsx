import { useQuery } from "@tanstack/react-query";
import { App, Select } from "antd";
import { call, problemOf } from "../../../shared/client.ts";
import { changed, keyOf } from "../../queries.ts";
import { may, type Session, useSession } from "../../session.ts";
import { useShellWords } from "../../words.ts";
import { useWorkWords } from "./words.ts";
import type { WorkEntry } from "./work-lists.ts";
import styles from "./work-page.module.css";

/** Who sees to something, and for those who may decide a choice of who should. */
export function AssigneeChoice({ entry }: { readonly entry: Pick<WorkEntry, "orderNo" | "eventKey" | "assignee"> }) {
  const words = useWorkWords();
  const { problems, otherProblem } = useShellWords();
  const session = useSession() as Session;
  const { message } = App.useApp();
  const mayDecide = may(session, "orders.decide");
  const { data: people = [] } = useQuery({
    queryKey: keyOf("people", "list", "assignees"),
    queryFn: () => call("get", "/api/operator/assignees", {}),
    enabled: mayDecide,
  });
  const { orderNo, eventKey, assignee } = entry;
  if (!mayDecide || (orderNo === undefined && eventKey === undefined)) return assignee ?? words.nobody;
  const give = async (name: string | null) => {
    const body = { assignee: name, reason: words.givenReason };
    try {
      if (orderNo !== undefined)
        await call("put", "/api/operator/orders/{orderNo}/assignee", { path: { orderNo }, body });
      else if (eventKey !== undefined)
        await call("put", "/api/operator/unmatched-events/{key}/assignee", { path: { key: eventKey }, body });
    } catch (error) {
      const { code } = problemOf(error);
      void message.error(words.problems[code] ?? problems[code] ?? otherProblem);
    }
    await changed("orders");
  };
  const names = [...new Set([...people.map(({ name }) => name), ...(assignee === undefined ? [] : [assignee])])];
  return (
    <Select
      aria-label={words.who}
      className={styles.assignee}
      size="small"
      value={assignee ?? ""}
      options={[
        { value: "", label: words.nobody },
        ...names.map((name) => ({
          value: name,
          label: name === session.name ? `${name} · ${words.whoOf.mine}` : name,
        })),
      ]}
      onChange={(name) => void give(name === "" ? null : name)}
      popupMatchSelectWidth={false}
    />
  );
}
