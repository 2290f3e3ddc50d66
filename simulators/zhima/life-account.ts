import type { KeyObject } from "node:crypto";
import type { Clock } from "../../platform/clock.ts";
import { isSigned, requestText, sign } from "./signing.ts";
import { lifeAccountOf } from "./state.ts";
import type { StateFile } from "./state-file.ts";

/** What a user does at the merchant's life account (生活号), in Alipay's words. */
export type LifeEventType = "follow" | "unfollow" | "enter" | "click";

export interface LifeEvent {
  readonly type: LifeEventType;
  /** For `click` the key of the menu's entry, else the scene of the account's QR code by which the user came. */
  readonly parameter?: string | undefined;
}

export interface LifeAccountParts {
  readonly file: StateFile;
  readonly appId: string;
  readonly gatewayPrivateKey: KeyObject;
  readonly merchantPublicKey: KeyObject;
  readonly clock: Clock;
}

/** A receiver that takes longer has not answered; ms. */
const patience = 5000;

/** Tells the merchant what users do at its life account, at the address of its application gateway. */
export class LifeAccountMessages {
  readonly #parts: LifeAccountParts;

  constructor(parts: LifeAccountParts) {
    this.#parts = parts;
  }

  /** @returns `acknowledged`, or why the message was not */
  async tell(userId: string, event: LifeEvent): Promise<string> {
    const { file } = this.#parts;
    const account = lifeAccountOf(file.state, userId);
    if (event.type === "follow" || event.type === "unfollow") account.follows = event.type === "follow";
    await file.save();
    const { notifyUrl } = file.state;
    if (notifyUrl === undefined) return "no notify address is set";
    try {
      const body = new URLSearchParams(this.#form(userId, event));
      const signal = AbortSignal.timeout(patience);
      const response = await fetch(notifyUrl, { method: "POST", body, redirect: "manual", signal });
      const text = await response.text();
      return response.status === 200 && this.#isAcknowledged(text)
        ? "acknowledged"
        : `${response.status} ${text}`.slice(0, 80);
    } catch (error) {
      return error instanceof Error ? `no answer: ${error.message}` : "no answer";
    }
  }

  /** Unlike a notification, the form is signed over its `sign_type` too. */
  #form(userId: string, event: LifeEvent): Record<string, string> {
    const fields = {
      service: "alipay.mobile.public.message.notify",
      charset: "utf-8",
      sign_type: "RSA2",
      biz_content: this.#xml(userId, event),
    };
    return { ...fields, sign: sign(requestText(fields), this.#parts.gatewayPrivateKey) };
  }

  #xml(userId: string, { type, parameter = "" }: LifeEvent): string {
    const { appId, clock } = this.#parts;
    const action = type === "click" || parameter === "" ? parameter : JSON.stringify({ scene: { sceneId: parameter } });
    const fields = {
      AppId: appId,
      FromAlipayUserId: userId,
      CreateTime: String(clock.now()),
      MsgType: "event",
      EventType: type,
      ActionParam: action,
    };
    const elements = Object.entries(fields).map(
      ([name, text]) => `<${name}><![CDATA[${text.replaceAll("]]>", "")}]]></${name}>`,
    );
    return `<?xml version="1.0" encoding="utf-8"?><XML>${elements.join("")}</XML>`;
  }

  #isAcknowledged(text: string): boolean {
    const [, response = "", signature = ""] = /<response>(.*)<\/response><sign>([^<]+)<\/sign>/s.exec(text) ?? [];
    return response.includes("[ack]") && isSigned(response, signature, this.#parts.merchantPublicKey);
  }
}
