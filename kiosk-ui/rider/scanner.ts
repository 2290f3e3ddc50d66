/** Where the page runs: in the wallet that lends, in WeChat, which opens no other app, in another browser of a phone, or on no phone. */
export type Scanner = "alipay" | "wechat" | "browser" | "desktop";

/** By the user agent: Alipay's and WeChat's web views name themselves in it. */
export function scannerOf(userAgent: string): Scanner {
  if (userAgent.includes("AlipayClient/")) return "alipay";
  if (userAgent.includes("MicroMessenger/")) return "wechat";
  return /Android|iPhone|iPad|Mobile|HarmonyOS/.test(userAgent) ? "browser" : "desktop";
}

/** Opens a page in the web view of the Alipay app, if it is installed. */
export function alipayAddress(page: string): string {
  return `alipays://platformapi/startapp?appId=20000067&url=${encodeURIComponent(page)}`;
}
