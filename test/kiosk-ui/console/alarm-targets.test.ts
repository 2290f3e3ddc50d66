import { expect, test } from "vitest";
import {
  type Delivery,
  isMail,
  lastTry,
  mailUrl,
  readable,
  shownAddress,
} from "../../../kiosk-ui/console/pages/alarms/target.ts";

test("a mail address is kept as a link and shown as people write it", () => {
  const url = mailUrl(" ops@example.com ");
  expect(url).toBe("mailto:ops@example.com");
  expect(isMail({ url })).toBe(true);
  expect(shownAddress({ url })).toBe("ops@example.com");
});

test("a webhook's address is shown whole", () => {
  const url = "https://accounting.example/hook?key=1";
  expect([isMail({ url }), shownAddress({ url })]).toEqual([false, url]);
});

test("the last try is shown by its status, or by why there was none", () => {
  const tried = (...tries: Delivery["tries"]) => lastTry({ tries });
  expect(tried()).toBeUndefined();
  expect(tried({ at: 1, error: "no answer within 10000 ms" }, { at: 2, status: 204 })).toBe("204");
  expect(tried({ at: 1, status: 503 }, { at: 2, error: "connection refused" })).toBe("connection refused");
});

test("the text of an event is indented for reading", () => {
  expect(readable('{"type":"jiehuan.order.settled"}')).toBe('{\n  "type": "jiehuan.order.settled"\n}');
});
