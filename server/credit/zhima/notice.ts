import { Type } from "typebox";
import { Value } from "typebox/value";
import { AppError } from "../../../platform/app-error.ts";
import { isFormBytes } from "../../../platform/form-bytes.ts";
import { OrderNo } from "../../../protocol/ids.ts";
import type { Notice } from "../credit-provider.ts";
import { CreditOrderNo } from "./credit-answer.ts";
import type { VerifiedSdk } from "./verified-sdk.ts";

const abouts = { ORDER_CREATE_NOTIFY: "created", ORDER_COMPLETE_NOTIFY: "completed" } as const;

/** The fields that are read; the signature covers whatever else the form holds. */
const Form = Type.Object({
  notify_type: Type.Enum(["ORDER_CREATE_NOTIFY", "ORDER_COMPLETE_NOTIFY"]),
  notify_id: Type.String({ pattern: "^[0-9A-Za-z_-]{1,128}$" }),
  app_id: Type.String(),
  order_no: CreditOrderNo,
  out_order_no: OrderNo,
});

/**
 * Reads a notification that Alipay posted to the application's gateway address (product document 5, item 6).
 * @param form the form body (form-bytes.ts) and nothing else: a field of the query string would break the signature
 * @throws AppError notification/not-genuine; the detail repeats nothing that the sender wrote
 */
export function readNotice(sdk: VerifiedSdk, appId: string, form: Readonly<Record<string, unknown>>): Notice {
  if (!isFormBytes(form)) throw notGenuine("a field is given twice");
  if (!sdk.isGenuine(form)) throw notGenuine("its signature is wrong");
  const fields: Record<string, string> = { ...form };
  const { app_id: forApp } = fields;
  if (forApp !== appId) throw notGenuine("it is for another application");
  if (!Value.Check(Form, fields)) throw notGenuine("it is not about an order of ours");
  return {
    about: abouts[fields.notify_type],
    noticeId: fields.notify_id,
    orderNo: fields.out_order_no,
    creditOrderNo: fields.order_no,
  };
}

function notGenuine(why: string): AppError {
  return new AppError("notification/not-genuine", `the notification is not genuine: ${why}`);
}
