import { expect, test } from "vitest";
import { nowShown } from "../../kiosk-ui/kiosk/now-shown.ts";
import { twelve, withHappening, without } from "../browser/kiosk-examples.ts";

const readAt = 1_000_000;
const showing = (view = twelve, connected = true) => ({ kind: "showing", view, readAt, connected }) as const;

test("codes are shown as long as they are valid, whether the hub is heard or not", () => {
  for (const connected of [true, false]) {
    expect(nowShown(showing(twelve, connected), readAt + 44_999)).toMatchObject({ isCutOff: false });
    const after = nowShown(showing(twelve, connected), readAt + 45_000);
    expect([after.codes, after.isCutOff]).toEqual([undefined, true]);
  }
});

test("each slot has its own code, and the best item one", () => {
  const { codes } = nowShown(showing(), readAt);
  expect(codes?.best).toContain(".0.");
  expect([...(codes?.slots.keys() ?? [])]).toEqual([1, 2, 4, 7, 10, 11]);
});

test("a happening is shown for its time", () => {
  const state = showing(withHappening("returned", 3, { showFor: 15_000 }));
  expect(nowShown(state, readAt + 14_999).happenings).toHaveLength(1);
  expect(nowShown(state, readAt + 15_000).happenings).toEqual([]);
});

test("a screen without codes that loses the hub is cut off in the same moment", () => {
  const closed = without("closed");
  expect(nowShown(showing(closed), readAt).isCutOff).toBe(false);
  expect(nowShown(showing(closed, false), readAt).isCutOff).toBe(true);
});
