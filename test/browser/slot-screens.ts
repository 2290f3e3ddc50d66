import type { OrderSummary, SlotView } from "../../server/http/rider-api.ts";
import { hubTime, orderSummary, slotView, tariffWith } from "./rider-examples.ts";
import type { Screen } from "./screen.ts";

const price = ["充电宝", "2 元/小时", "前 5 分钟免费", "24 小时封顶 20 元", "最长 3 天", "未归还按此价买断"];
const englishPrice = ["¥2 per hour", "First 5 minutes free", "¥20 per 24 h at most", "Up to 3 days"];
export const placeName = slotView().place.name;

/** What a scanned slot, and the list of the rider's orders, look like. */
export const slotScreens: Screen[] = [
  {
    name: "slot ready",
    slot: slotView(),
    chinese: [placeName, "上海市黄浦区南京西路 8 号 1 层", ...price, "电量 82%", "免押借用"],
    english: [placeName, ...englishPrice, "82% charged", "Borrow deposit-free"],
  },
  {
    name: "slot empty",
    slot: slotView({ availability: "empty" }),
    chinese: ["这个仓是空的", "刷新"],
    english: ["This slot is empty", "Check again"],
  },
  {
    name: "slot taken",
    slot: slotView({ availability: "taken" }),
    chinese: ["这个仓正由其他人借用"],
    english: ["Another rider is borrowing here"],
  },
  {
    name: "slot faulted",
    slot: slotView({ availability: "faulted" }),
    chinese: ["这个仓暂停使用"],
    english: ["This slot is out of order"],
  },
  {
    name: "slot offline",
    slot: slotView({ availability: "offline" }),
    chinese: ["机柜暂时离线"],
    english: ["This cabinet is offline"],
  },
  {
    name: "slot of a cabinet that lends nothing",
    slot: slotView({ availability: "not-lending", itemsReady: 0 }),
    chinese: ["这台机柜暂停借出", "归还不受影响"],
    english: ["This cabinet lends nothing at the moment", "Returning works"],
  },
  {
    name: "slot flat",
    slot: slotView({ availability: "flat", level: 6 }),
    chinese: ["这个仓的充电宝电量不足", "请扫描这台机柜上另一个仓的二维码", "刷新"],
    english: ["This power bank is low on charge", "Scan the code of another slot of this cabinet", "Check again"],
  },
  {
    name: "slot of the own unconfirmed order",
    slot: slotView({ availability: "own", liveOrders: ["A1"], mayOrder: false, ownOrder: own("confirm") }),
    list: [orderSummary("confirm", { orderNo: "A1" })],
    chinese: ["您有一笔待确认的订单", `${placeName} 7 号仓正为您保留`, "继续这笔订单"],
    english: ["You have a request to confirm", `Slot 7 at ${placeName} is kept for you`, "Go on with this order"],
  },
  {
    name: "slot beside the own unconfirmed order",
    slot: slotView({ liveOrders: ["A1"], mayOrder: false, ownOrder: { ...own("confirm"), slot: 3, here: false } }),
    list: [orderSummary("confirm", { orderNo: "A1" })],
    chinese: ["您有一笔待确认的订单", `${placeName} 3 号仓正为您保留`, "继续这笔订单"],
    english: ["You have a request to confirm", `Slot 3 at ${placeName} is kept for you`, "Go on with this order"],
  },
  {
    name: "slot that opens for the rider",
    slot: slotView({ availability: "own", liveOrders: ["A1"], ownOrder: own("checking") }),
    list: [orderSummary("checking", { orderNo: "A1" })],
    chinese: ["这个仓正为您保留", "请打开订单继续", "继续这笔订单"],
    english: ["This slot is kept for you", "Open that order to go on", "Go on with this order"],
  },
  {
    name: "slot during a pause",
    slot: slotView({ pausedUntil: hubTime + 4 * 60_000 }),
    chinese: ["请稍后再借", "请在 14:09 后再试", "刷新"],
    english: ["Please try again later", "You can borrow again after 14:09", "Check again"],
  },
  {
    name: "slot refused for a pause",
    slot: slotView(),
    tapped: {
      button: "免押借用",
      answer: { status: 429, code: "rider/pause" },
      slot: slotView({ pausedUntil: hubTime + 4 * 60_000 }),
    },
    chinese: ["请稍后再借", "请在 14:09 后再试", "刷新"],
    english: ["Please try again later", "You can borrow again after 14:09", "Check again"],
  },
  {
    name: "slot of a busy cabinet",
    slot: slotView(),
    tapped: { button: "免押借用", answer: { status: 429, code: "cabinet/busy" } },
    chinese: [placeName, "这台机柜正忙", "请稍等片刻再试", "免押借用"],
    english: [placeName, "This cabinet is busy", "Try again in a moment", "Borrow deposit-free"],
  },
  {
    name: "slot with another live order",
    slot: slotView({ liveOrders: ["A1"], mayOrder: false }),
    list: [orderSummary("lent", { orderNo: "A1" }), orderSummary("settled", { orderNo: "A0" })],
    chinese: ["您有一笔进行中的订单", "¥4.00", "已还到这里，但仍在计费", "要归还？", "可归还的机柜", "查看订单"],
    english: ["You have an order under way", "On loan", "I returned it here and am still billed", "Show my order"],
  },
  {
    name: "code unknown",
    slot: { status: 404, code: "code/unknown" },
    chinese: ["无法识别这个二维码", "code/unknown", "扫一扫"],
    english: ["Unknown code", "code/unknown", "Scan"],
  },
  {
    name: "code revoked",
    slot: { status: 410, code: "code/revoked" },
    chinese: ["这个二维码已停用"],
    english: ["This code is no longer valid"],
  },
  {
    name: "rider not known",
    slot: { status: 401, code: "rider/not-known" },
    chinese: ["请用支付宝扫码借用", placeName, ...price, "在支付宝中打开"],
    english: ["Scan with Alipay to borrow", placeName, ...englishPrice, "Open in Alipay"],
  },
  {
    name: "hub at fault",
    slot: { status: 500, code: "internal/fault" },
    chinese: ["系统出了点问题", "internal/fault", "重试"],
    english: ["Something went wrong", "internal/fault", "Try again"],
  },
  {
    name: "slot of several",
    slot: slotView({ itemsReady: 3 }),
    chinese: [placeName, "借用数量", "免押借用"],
    english: [placeName, "How many", "Borrow deposit-free"],
  },
  {
    name: "slot not for rent",
    slot: slotWithoutTariff("not-for-rent"),
    chinese: ["这台机柜暂不出借", "归还不受影响", "刷新"],
    english: ["This cabinet does not lend now", "Returning works", "Check again"],
  },
  {
    name: "slot of a cabinet out of service",
    slot: slotWithoutTariff("closed"),
    chinese: ["机柜暂停服务", "请使用附近的其他机柜", "刷新"],
    english: ["This cabinet is out of service", "Use another cabinet nearby", "Check again"],
  },
  {
    name: "slot empty with a loan where nothing is for rent",
    slot: { ...slotWithoutTariff("empty"), liveOrders: ["A1"], mayOrder: false },
    list: [orderSummary("lent", { orderNo: "A1" })],
    chinese: ["可以还在这里", "推入到底", "¥4.00", "查看订单"],
    english: ["You can return it here", "Push it in", "¥4.00", "Show my order"],
  },
  {
    name: "slot of a merchant who collects",
    slot: slotView({ tariff: tariffWith({ collectedBy: "merchant", depositAllowed: false }) }),
    chinese: [placeName, "归还后请向商家支付"],
    english: [placeName, "You pay the shop"],
  },
  {
    name: "slot for one more order",
    slot: slotView({ liveOrders: ["A1", "A2"], itemsReady: 2 }),
    list: [orderSummary("confirm", { orderNo: "A2" }), orderSummary("lent", { orderNo: "A1", items: 2, amount: 800 })],
    chinese: [placeName, "待确认", "¥8.00", "2 件", "已还到这里，但仍在计费", "免押借用"],
    english: [placeName, "To be confirmed", "2 items", "Borrow deposit-free"],
  },
  {
    name: "my orders",
    at: "/orders",
    list: [
      orderSummary("lent", { orderNo: "A1", items: 3, amount: 1200 }),
      orderSummary("payment-due", { orderNo: "A2" }),
      orderSummary("settled", { orderNo: "A3" }),
      orderSummary("lapsed", { orderNo: "A4" }),
    ],
    chinese: ["我的订单", "租借中", "3 件", "待扣款", "已完成", "没有借出"],
    english: ["My orders", "On loan", "3 items", "Payment due", "Done", "Not lent"],
  },
  {
    name: "home",
    at: "/",
    list: [orderSummary("lent", { orderNo: "A1" }), orderSummary("settled", { orderNo: "A3" })],
    chinese: [
      "扫码即可借用",
      "扫一扫",
      "正在借用",
      "¥4.00",
      "已用 1 小时 23 分钟",
      "附近的机柜",
      "晨光便利店（福州路店）",
      "空位 3",
      "暂停服务",
    ],
    english: [
      "Scan to borrow",
      "On loan now",
      "¥4.00",
      "1 h 23 min so far",
      "Cabinets nearby",
      "3 free slots",
      "Out of service",
    ],
  },
  {
    name: "slot empty of another kind than the loan",
    slot: slotView({ availability: "empty", liveOrders: ["A1"], mayOrder: false }),
    list: [
      orderSummary("lent", {
        orderNo: "A1",
        itemKind: { id: "umbrella", name: { zh: "雨伞", en: "umbrella" }, icon: "umbrella" },
      }),
    ],
    chinese: ["您有一笔进行中的订单", "要归还？"],
    english: ["You have an order under way", "Do you want to return it?"],
  },
  {
    name: "slot empty with a loan",
    slot: slotView({ availability: "empty", liveOrders: ["A1"], mayOrder: false }),
    list: [orderSummary("lent", { orderNo: "A1" })],
    chinese: ["可以还在这里", "推入到底", "¥4.00", "查看订单"],
    english: ["You can return it here", "Push it in", "¥4.00", "Show my order"],
  },
  {
    name: "slot with texts to agree to",
    slot: slotView({ texts: { terms: 3, privacy: 2 } }),
    chinese: [placeName, "借用即同意", "服务协议", "隐私政策"],
    english: [placeName, "By borrowing you agree to", "Terms of service", "Privacy notice"],
  },
  {
    name: "my orders none",
    at: "/orders",
    list: [],
    chinese: ["还没有订单", "扫一扫"],
    english: ["No orders yet", "Scan"],
  },
];

/** The rider's order that holds the scanned slot. */
function own(phase: OrderSummary["phase"]): NonNullable<SlotView["ownOrder"]> {
  return { orderNo: "A1", phase, place: placeName, slot: 7, here: true };
}

function slotWithoutTariff(availability: SlotView["availability"]): SlotView {
  const { tariff: _, ...slot } = slotView({ availability, itemsReady: 0 });
  return slot;
}
