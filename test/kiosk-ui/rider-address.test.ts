import { expect, test } from "vitest";
import { whoIsMeant } from "../../kiosk-ui/console/pages/riders/rider-address.ts";

test("a rider is found by an Alipay user number, a whole id, or the number of an order", () => {
  expect(whoIsMeant(" 2088000000000001 ")).toEqual({ riderId: "user/2088000000000001" });
  expect(whoIsMeant("open/0a_b-C")).toEqual({ riderId: "open/0a_b-C" });
  expect(whoIsMeant("20261129160338837585")).toEqual({ orderNo: "20261129160338837585" });
});

test("other text is nobody", () => {
  for (const text of ["", "2088 0000", "user/", "../../etc", "lin"]) expect(whoIsMeant(text)).toBeUndefined();
});
