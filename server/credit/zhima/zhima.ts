import type { Clock } from "../../../platform/clock.ts";
import type { CreditProvider, RiderLogin } from "../credit-provider.ts";
import type { LifeAccount } from "../life-account.ts";
import { gatewayCheck } from "./gateway-check.ts";
import { readKeys } from "./keys.ts";
import { readNotice } from "./notice.ts";
import { VerifiedSdk } from "./verified-sdk.ts";
import { createZhimaCredit } from "./zhima-credit.ts";
import { ZhimaGateway } from "./zhima-gateway.ts";
import { createLifeAccount } from "./zhima-life-account.ts";
import { createZhimaLogin } from "./zhima-login.ts";

export interface ZhimaSettings {
  readonly appId: string;
  /** The application's private key: PEM or base64, PKCS#1 or PKCS#8. */
  readonly privateKey: string;
  /** Alipay's public key as the open platform shows it, not the application's own. */
  readonly alipayPublicKey: string;
  /** `https://openapi.alipay.com/gateway.do`, or a simulator. */
  readonly gatewayUrl: string;
  /** `https://openauth.alipay.com/oauth2/publicAppAuthorize.htm`, or a simulator. */
  readonly loginPageUrl: string;
  /** Our page that the rider comes back to after the login. */
  readonly loginReturnUrl: string;
  /** ms for one call as a whole. */
  readonly timeout: number;
}

export interface Zhima extends CreditProvider, RiderLogin {
  /**
   * The answer (XML) to the platform's one-time check of the application's gateway address, where a form posted there is
   * one; undefined for any other form.
   */
  answerGatewayCheck(form: Readonly<Record<string, unknown>>): string | undefined;
  readonly lifeAccount: LifeAccount;
}

/** Zhima's credit rent, Alipay's silent login and the application's life account. @throws AppError config/invalid for keys that can't be used */
export function createZhima(settings: ZhimaSettings, clock: Clock): Zhima {
  const { appId, timeout } = settings;
  const keys = readKeys(settings.privateKey, settings.alipayPublicKey);
  const sdk = new VerifiedSdk({
    appId,
    ...keys,
    keyType: "PKCS8",
    gateway: settings.gatewayUrl,
    timeout,
    camelcase: false,
  });
  const gateway = new ZhimaGateway(sdk, clock, timeout);
  return {
    ...createZhimaCredit(gateway),
    ...createZhimaLogin(gateway, appId, settings.loginPageUrl, settings.loginReturnUrl),
    readNotice: (form) => readNotice(sdk, appId, form),
    answerGatewayCheck: gatewayCheck(sdk, keys),
    lifeAccount: createLifeAccount({ sdk, gateway, keys, appId, clock }),
  };
}
