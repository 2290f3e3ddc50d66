import { call } from "../../../shared/client.ts";
import type { OperatorAct } from "../../hub-types.ts";

/**
 * The query for what an act would do. It stands under no topic: a preview stays as the operator saw it while the order
 * changes, and the act is then refused with `order/changed`.
 */
export function previewOf(orderNo: string, act: OperatorAct, language: string) {
  return {
    queryKey: ["act-preview", orderNo, act, language],
    queryFn: () => call("post", "/api/operator/orders/{orderNo}/acts/preview", { path: { orderNo }, body: { act } }),
  };
}
