import { expect, test } from "vitest";
import { refusals } from "../../kiosk-ui/workbench/refusals-chinese.ts";
import { words as chinese } from "../../kiosk-ui/workbench/words-chinese.ts";
import { words as english } from "../../kiosk-ui/workbench/words-english.ts";
import { errorTable } from "../../platform/app-error.ts";

test("the workbench's Chinese page says why in Chinese where it knows the code, and shows the English text elsewhere", () => {
  expect(chinese.refusal("FOREIGN1 is in slot 1", "item-elsewhere")).toBe("这件物品已在别的仓位");
  expect(chinese.refusal("the hub refuses: the cabinet is away", "cabinet/not-connected")).toBe("网关没有连接到平台");
  expect(chinese.refusal("shop-9: /slots wants a number", "request/invalid")).toBe(
    "未执行：shop-9: /slots wants a number",
  );
  expect(chinese.refusal(chinese.noScript, "")).toBe(chinese.noScript);
  expect(english.refusal("FOREIGN1 is in slot 1", "item-elsewhere")).toBe("FOREIGN1 is in slot 1");
});

test("every error code that the workbench's Chinese page knows is one of the program's", () => {
  const codes = Object.keys(refusals).filter((code) => code.includes("/"));
  expect(Object.keys(errorTable)).toEqual(expect.arrayContaining(codes));
});
