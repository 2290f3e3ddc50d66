import { expect, test } from "vitest";
import { alipayAddress, scannerOf } from "../../kiosk-ui/rider/scanner.ts";

test.each([
  ["Mozilla/5.0 (Linux; Android 12) NebulaSDK AliApp(AP/10.5.96) AlipayClient/10.5.96 Mobile", "alipay"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) MicroMessenger/8.0.42 Language/zh_CN", "wechat"],
  ["Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36", "browser"],
  ["Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36", "desktop"],
])("the user agent %s is known as %s", (userAgent, scanner) => {
  expect(scannerOf(userAgent)).toBe(scanner);
});

test("the address for the wallet carries the page whole", () => {
  expect(alipayAddress("https://a.example/q/K7?x=1&y=2")).toBe(
    "alipays://platformapi/startapp?appId=20000067&url=https%3A%2F%2Fa.example%2Fq%2FK7%3Fx%3D1%26y%3D2",
  );
});
