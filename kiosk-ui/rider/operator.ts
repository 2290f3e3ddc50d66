import { useEffect, useState } from "preact/hooks";
import type { OperatorView } from "../shared/rider-types.ts";
import { fetchOperator } from "./rider-client.ts";

let asked: Promise<OperatorView> | undefined;

/** Who runs the cabinets; undefined until the hub has said so. It is asked once for a page. */
export function useOperator(): OperatorView | undefined {
  const [operator, setOperator] = useState<OperatorView>();
  useEffect(() => {
    asked = asked ?? fetchOperator();
    void asked.then(setOperator, () => {
      asked = undefined;
    });
  }, []);
  return operator;
}
