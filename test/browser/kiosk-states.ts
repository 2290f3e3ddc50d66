import type { ScreenView } from "../../server/http/screen-api.ts";
import { screenOf, twelve, withHappening, without } from "./kiosk-examples.ts";
import type { ScreenRefusal } from "./pretend-screen-hub.ts";

/** A state of the screen and what it then says. */
export interface KioskState {
  readonly name: string;
  readonly view: ScreenView | ScreenRefusal;
  /** How many codes can be scanned, where every one fits. */
  readonly codes: number;
  readonly chinese: readonly string[];
  readonly english: readonly string[];
}

const umbrellas: ScreenView = {
  ...screenOf(["ready", "empty", "ready", "faulted", "ready", "empty"], { columns: 6, rows: 1 }),
  itemKind: { id: "umbrella", name: { zh: "雨伞", en: "umbrella" }, icon: "umbrella" },
};
const emptied = screenOf(["empty", "flat", "empty", "faulted", "empty", "taken"], { columns: 2, rows: 3 });
const full = screenOf([90, 80, "flat", 70, 96, 50], { columns: 2, rows: 3 });

export const kioskStates: readonly KioskState[] = [
  {
    name: "at-rest",
    view: twelve,
    codes: 7,
    chinese: [
      "扫码借充电宝",
      "前 5 分钟免费，之后每小时 2 元，24 小时封顶 20 元，最高 99 元",
      "电量最足的一个",
      "客服 400-123-4567",
    ],
    english: ["Scan to borrow a power bank", "The fullest one", "Help 400-123-4567"],
  },
  {
    name: "umbrellas",
    view: umbrellas,
    codes: 4,
    chinese: ["扫码借雨伞", "任意一个", "可借 3 · 可还 2"],
    english: ["Scan to borrow an umbrella", "Any of them"],
  },
  {
    name: "opening",
    view: withHappening("opening", 7),
    codes: 6,
    chinese: ["7 号仓正在打开"],
    english: ["Slot 7 is opening"],
  },
  {
    name: "take",
    view: withHappening("take", 7),
    codes: 6,
    chinese: ["7 号仓已打开", "请取走充电宝"],
    english: ["Slot 7 is open", "Take your power bank"],
  },
  {
    name: "not-opened",
    view: withHappening("not-opened", 7),
    codes: 6,
    chinese: ["7 号仓没有打开", "没有借出，请看手机上的提示"],
    english: ["Slot 7 did not open"],
  },
  {
    name: "returned",
    view: withHappening("returned", 3, { amount: 300 }),
    codes: 7,
    chinese: ["3 号仓已归还，谢谢", "本次费用 3 元"],
    english: ["Returned to slot 3, thank you", "It cost ¥3"],
  },
  {
    name: "returned-for-nothing",
    view: withHappening("returned", 3, { amount: 0 }),
    codes: 7,
    chinese: ["本次免费"],
    english: ["It cost nothing"],
  },
  {
    name: "received",
    view: withHappening("received", 3),
    codes: 7,
    chinese: ["3 号仓已收到"],
    english: ["Slot 3 has taken it in"],
  },
  {
    name: "take-and-push",
    view: withHappening("push", 8, { no: 2 }, withHappening("take", 7)),
    codes: 6,
    chinese: ["7 号仓已打开", "8 号仓没有推到底", "请再往里推，听到“咔哒”一声为止"],
    english: ["Slot 8: not all the way in", "Push it in until it clicks"],
  },
  {
    name: "out-of-order",
    view: withHappening("out-of-order", 9),
    codes: 7,
    chinese: ["9 号仓暂停使用", "请换一个仓位"],
    english: ["Slot 9 is out of order"],
  },
  {
    name: "nothing-to-borrow",
    view: emptied,
    codes: 0,
    chinese: ["暂时没有可借的", "可还 3"],
    english: ["Nothing to borrow now", "3 empty to return"],
  },
  {
    name: "full",
    view: full,
    codes: 6,
    chinese: ["本机已满，暂时不能归还"],
    english: ["This cabinet is full: nothing can be returned now"],
  },
  {
    name: "closed",
    view: without("closed"),
    codes: 0,
    chinese: ["本机暂停借出", "归还照常，推入空仓位即可", "暂不可借"],
    english: ["This cabinet does not lend at the moment", "Not lent now"],
  },
  {
    name: "offline",
    view: without("offline"),
    codes: 0,
    chinese: ["本机暂时离线，不能借用", "归还照常，推入空仓位即可"],
    english: ["This cabinet is offline: no borrowing now"],
  },
  {
    name: "not-for-rent",
    view: without("not-for-rent"),
    codes: 0,
    chinese: ["本机暂不出借"],
    english: ["This cabinet does not lend now"],
  },
  {
    name: "unreachable",
    view: { ...twelve, codes: { ...twelve.codes, validFor: 0 } },
    codes: 0,
    chinese: ["网络中断，暂时不能扫码借用", "归还照常，推入空仓位即可", "暂不可借"],
    english: ["No connection: no borrowing now"],
  },
  {
    name: "pairing",
    view: "screen/not-paired",
    codes: 0,
    chinese: ["把这块屏幕连接到机柜", "H7KD 3MXA"],
    english: ["Connect this screen to a cabinet", "H7KD 3MXA"],
  },
  {
    name: "connecting",
    view: "hub/away",
    codes: 0,
    chinese: ["正在连接…"],
    english: ["Connecting…"],
  },
];
