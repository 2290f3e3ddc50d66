import { test } from "vitest";
import { HttpBench } from "../../support/http-bench.ts";
test("probe", async () => {
  const bench = await HttpBench.open();
  const cookie = await bench.logIn();
  console.log(cookie);
  for (const url of ["/nothing", "/q/%ZZ", "/api/operator/cabinets", "/api/rider/codes/" + "x".repeat(81), "/q/x", "/healthz", "/login/alipay"]) {
    const a = await bench.app.inject({ url, headers: { cookie } });
    console.log(url, a.statusCode, a.headers["content-type"], a.body.slice(0, 300));
  }
  const doc = await bench.app.inject("/openapi.json");
  console.log(doc.body.slice(0, 6000));
  const big = await bench.app.inject({ method: "POST", url: "/callbacks/zhima", payload: "x".repeat(70000), headers: {"content-type": "application/x-www-form-urlencoded"} });
  console.log(big.statusCode, big.body);
  const a = await bench.app.inject({ url: "/q/x", headers: { cookie } });
  console.log(a.headers);
  const t = await bench.app.inject({ method: "POST", url: "/callbacks/zhima", payload: "<a/>", headers: {"content-type": "text/xml"} });
  console.log(t.statusCode, t.body);
  const u = await bench.app.inject({ method: "POST", url: "/callbacks/zhima" });
  console.log(u.statusCode, u.body);
  console.log(bench.app.printRoutes());
  await bench.close();
});
