import type { ErrorCode } from "../../platform/app-error.ts";

export type PageLanguage = "zh-CN" | "en";

/** What a page says: the heading, and what to do. */
export interface PageText {
  readonly title: string;
  readonly text: string;
}

type Texts = Record<PageLanguage, PageText>;

const invalid: Texts = {
  "zh-CN": { title: "无法识别这个地址", text: "地址可能不完整，请用支付宝重新扫描机柜上的二维码。" },
  en: { title: "This address can't be read", text: "It may be incomplete. Scan the code on the cabinet again." },
};
const notFound: Texts = {
  "zh-CN": { title: "页面不存在", text: "请用支付宝扫描机柜上的二维码，或查看我的订单。" },
  en: { title: "Page not found", text: "Scan the code on the cabinet with Alipay, or see your orders." },
};
const busy: Texts = {
  "zh-CN": { title: "系统正在恢复", text: "请稍等片刻再试。归还不受影响，推入空仓即可。" },
  en: { title: "The service is coming back", text: "Try again in a moment. Returning an item works meanwhile." },
};
const fault: Texts = {
  "zh-CN": { title: "系统出了点问题", text: "请稍后再试。" },
  en: { title: "Something went wrong", text: "Try again in a moment." },
};

const texts: Partial<Record<ErrorCode, Texts>> = {
  "request/invalid": invalid,
  "request/not-found": notFound,
  "request/method-not-allowed": notFound,
  "request/too-many": {
    "zh-CN": { title: "操作太频繁", text: "请稍等片刻再试。" },
    en: { title: "Too many requests", text: "Wait a moment, then try again." },
  },
  "rider/not-known": {
    "zh-CN": { title: "请用支付宝扫码", text: "打开支付宝，用“扫一扫”扫描机柜上的二维码。" },
    en: { title: "Scan with Alipay", text: "Open Alipay and scan the code on the cabinet." },
  },
  "rider/login-failed": {
    "zh-CN": { title: "登录没有成功", text: "没有扣款，也没有借出。请重试，或重新扫描机柜上的二维码。" },
    en: {
      title: "The login failed",
      text: "Nothing was charged or lent. Try again, or scan the code on the cabinet again.",
    },
  },
  "credit/unavailable": {
    "zh-CN": { title: "支付宝暂时没有响应", text: "没有扣款，也没有借出。请稍后重试。" },
    en: { title: "Alipay doesn't answer", text: "Nothing was charged or lent. Try again in a moment." },
  },
  "hub/starting": busy,
  "hub/stopping": busy,
  "hub/away": busy,
  "store/away": busy,
  "store/write-failed": busy,
  "store/outcome-unknown": busy,
};

/** What a person reads about an error. */
export function problemText(code: ErrorCode, language: PageLanguage): PageText {
  return (texts[code] ?? fault)[language];
}

export const linkTexts: Record<
  PageLanguage,
  { readonly orders: string; readonly again: string; readonly brand: string }
> = {
  "zh-CN": { orders: "我的订单", again: "重试", brand: "借还" },
  en: { orders: "My orders", again: "Try again", brand: "Jiehuan" },
};

/** Chinese for readers of Chinese and where nothing is said, English for all others. */
export function pageLanguage(acceptLanguage: string | undefined): PageLanguage {
  const wanted = wantedLanguages(acceptLanguage);
  const known = wanted.find((language) => language === "zh" || language === "en");
  return known === "zh" || wanted.length === 0 ? "zh-CN" : "en";
}

/** The languages of `Accept-Language`, the preferred one first (RFC 9110 §12.5.4); `*` names none. */
export function wantedLanguages(acceptLanguage = ""): string[] {
  return acceptLanguage
    .toLowerCase()
    .split(",")
    .map((part) => {
      const [range = "", weight = ""] = part.trim().split(/\s*;\s*q=/);
      return { language: range.split("-")[0] ?? "", weight: weight === "" ? 1 : Number(weight) };
    })
    .filter(({ language, weight }) => language !== "" && language !== "*" && weight > 0)
    .toSorted((one, other) => other.weight - one.weight)
    .map(({ language }) => language);
}
