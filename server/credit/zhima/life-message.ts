import { AppError } from "../../../platform/app-error.ts";
import { type FormBytes, isFormBytes } from "../../../platform/form-bytes.ts";
import type { LifeEvent, LifeMessage } from "../life-account.ts";
import type { VerifiedSdk } from "./verified-sdk.ts";

const service = "alipay.mobile.public.message.notify";
/** An account's id, or one that the user has for this application alone. */
const userIdShape = /^[\w-]{1,64}$/;
const sceneShape = /^[\w.-]{1,64}$/;

/**
 * Reads a message of the life account that Alipay posted to the application's gateway address: `biz_content` is XML with the
 * event, and it is signed over its `sign_type` too (zhima facts 2.1).
 * @returns undefined for a form that is none
 * @throws AppError notification/not-genuine; the detail repeats nothing that the sender wrote
 */
export async function readLifeMessage(
  sdk: VerifiedSdk,
  appId: string,
  form: Readonly<Record<string, unknown>>,
): Promise<LifeMessage | undefined> {
  const { service: named } = form;
  if (named !== service) return undefined;
  if (!isFormBytes(form)) throw notGenuine("a field is given twice");
  if (!sdk.isGenuine(form)) throw notGenuine("its signature is wrong");
  const fields = await xmlFields(form);
  const forApp = fields.get("AppId");
  if (forApp !== undefined && forApp !== appId) throw notGenuine("it is for another application");
  const userId = fields.get("FromAlipayUserId") ?? fields.get("FromUserId") ?? "";
  if (!userIdShape.test(userId)) throw notGenuine("it names no user");
  return { userId, event: eventOf(fields) };
}

function eventOf(fields: ReadonlyMap<string, string>): LifeEvent {
  const parameter = fields.get("ActionParam") ?? "";
  if (fields.get("MsgType") !== "event") return { kind: "other" };
  switch (fields.get("EventType") ?? "") {
    case "follow":
    case "enter": {
      const scene = sceneIn(parameter);
      return { kind: "entered", ...(scene !== undefined && { scene }) };
    }
    case "unfollow":
      return { kind: "unfollowed" };
    case "click":
      return { kind: "menu", key: parameter };
    default:
      return { kind: "other" };
  }
}

/** `{"scene":{"sceneId":"…"}}` where the user came by a QR code of the account. */
function sceneIn(parameter: string): string | undefined {
  try {
    const { scene } = JSON.parse(parameter) as { scene?: { sceneId?: unknown } };
    const id = scene?.sceneId;
    return typeof id === "string" && sceneShape.test(id) ? id : undefined;
  } catch {
    return undefined;
  }
}

/** The elements of the message by name. */
async function xmlFields(form: FormBytes): Promise<ReadonlyMap<string, string>> {
  // Few operators have a life account: no start should wait for the package.
  const { DOMParser, onErrorStopParsing } = await import("@xmldom/xmldom");
  try {
    const { biz_content: content = "", charset = "GBK" } = form;
    const text = new TextDecoder(charset, { fatal: true }).decode(Buffer.from(content, "latin1"));
    const document = new DOMParser({ onError: onErrorStopParsing }).parseFromString(text, "text/xml");
    const elements = [...(document.documentElement?.childNodes ?? [])];
    return new Map(elements.map(({ nodeName, textContent }) => [nodeName, textContent ?? ""]));
  } catch {
    throw notGenuine("it can't be read");
  }
}

function notGenuine(why: string): AppError {
  return new AppError("notification/not-genuine", `the message is not genuine: ${why}`);
}
