import { expect, it } from "vitest";
import { trustedProxies } from "../../../server/http/trusted-proxies.ts";

it("the named addresses and subnets are believed, and no others", () => {
  const isTrusted = trustedProxies("loopback, 172.28.0.0/24 10.1.2.3,fd00:1::/32");
  for (const address of ["127.0.0.1", "127.9.9.9", "::1", "172.28.0.255", "10.1.2.3", "fd00:1:2::3"])
    expect(isTrusted(address)).toBe(true);
  for (const address of ["172.28.1.0", "10.1.2.4", "fd00:2::1", "203.0.113.9", "", "unix", "127.0.0.1, 1.2.3.4"])
    expect(isTrusted(address)).toBe(false);
  expect(trustedProxies("none")("127.0.0.1")).toBe(false);
});

it.each([
  "",
  " , ",
  "none,loopback",
  "proxy.example",
  "10.0.0.0/33",
  "10.0.0.0/x",
  "10.0.0.0/8/8",
  "::/129",
  "0.0.0.0/0",
  "::/0",
])("the setting %j is refused at the start", (text) => {
  expect(() => trustedProxies(text)).toThrow(/HUB_TRUSTED_PROXIES: .+ \(config\/invalid\)/);
});
