import { Type } from "typebox";
import type { Clock } from "../../../platform/clock.ts";
import type { LifeAccount } from "../life-account.ts";
import type { ZhimaKeys } from "./keys.ts";
import { readLifeMessage } from "./life-message.ts";
import { signedXml } from "./signed-xml.ts";
import type { VerifiedSdk } from "./verified-sdk.ts";
import type { ZhimaGateway } from "./zhima-gateway.ts";

export interface LifeAccountParts {
  readonly sdk: VerifiedSdk;
  readonly gateway: ZhimaGateway;
  readonly keys: ZhimaKeys;
  readonly appId: string;
  readonly clock: Clock;
}

/** The life account (生活号) of the application. */
export function createLifeAccount({ sdk, gateway, keys, appId, clock }: LifeAccountParts): LifeAccount {
  return {
    readMessage: (form) => readLifeMessage(sdk, appId, form),
    // The user's id and the application's hold no character that would end the section.
    acknowledgement: ({ userId }) =>
      signedXml(
        keys,
        `<XML><ToUserId><![CDATA[${userId}]]></ToUserId><AppId><![CDATA[${appId}]]></AppId>` +
          `<CreateTime>${clock.now()}</CreateTime><MsgType><![CDATA[ack]]></MsgType></XML>`,
      ),
    send: (userId, { title, text, action, url }) =>
      gateway.call(
        "alipay.open.public.message.custom.send",
        {
          to_user_id: userId,
          msg_type: "image-text",
          articles: [{ title, desc: text, action_name: action, url }],
        },
        Type.Object({}),
      ),
  };
}
