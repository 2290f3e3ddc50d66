import type { ItemView, OrderView } from "../../server/http/rider-api.ts";
import { hubTime, itemView, lentSince, orderView, tariffWith } from "./rider-examples.ts";
import type { Screen } from "./screen.ts";

const renewal = { until: hubTime + (13 * 24 - 2) * 3_600_000, left: 2 };

/** An item that its rider bought, having said that it is lost. */
const bought = {
  amount: 9900,
  lines: [{ what: "lost", count: 1, amount: 9900 }],
  statements: [{ what: "lost", loanNo: 1, at: hubTime - 60_000, outcome: "confirmed", decidedAt: hubTime - 60_000 }],
} satisfies Partial<OrderView>;

/** What an order looks like, in each phase and with each task. */
export const orderScreens: Screen[] = [
  {
    name: "order confirm",
    order: orderView("confirm"),
    chinese: ["等待您在支付宝确认", "请在 14:15 前确认", "去支付宝确认", "取消借用"],
    english: ["Waiting for you to confirm in Alipay", "Confirm before 14:15", "Confirm in Alipay", "Give up"],
  },
  {
    name: "order opening",
    order: orderView("opening"),
    chinese: ["正在打开 7 号仓"],
    english: ["Opening slot 7"],
  },
  {
    name: "order just opened",
    order: lentSince(hubTime - 5_000, { amount: 0 }),
    chinese: ["7 号仓已打开，请取走", "如何归还"],
    english: ["Slot 7 is open: take it", "How to return"],
  },
  {
    name: "order lent",
    order: orderView("lent", { amountChangesAt: hubTime + 40 * 60_000, nextAmount: 600 }),
    chinese: ["租借中", "1:23:0", "¥4.00", "14:45 起 ¥6.00", "如何归还", "请在 11月12日 12:05 前归还", "空位 3"],
    english: ["On loan", "1:23:0", "¥6.00 from 14:45 on", "How to return", "Where to return it", "3 free slots"],
  },
  {
    name: "order overdue",
    order: lentSince(hubTime - 75 * 3_600_000, { amount: 6600, overdueAt: hubTime - 3 * 3_600_000 }),
    chinese: ["已逾期，请尽快归还", "最高 99 元", "3 天 03:00:0", "归还期限是 11月9日 11:05"],
    english: ["Overdue: please return it", "up to ¥99", "3 d 03:00:0", "due back at 9 Nov, 11:05"],
  },
  {
    name: "order checking",
    order: orderView("checking"),
    chinese: ["正在确认 7 号仓是否打开", "没有打开就不收费"],
    english: ["Checking whether slot 7 opened", "It costs nothing if it did not open"],
  },
  {
    name: "order in doubt with a way out",
    order: orderView("checking", { mayLeaveFrom: hubTime - 1000 }),
    chinese: ["正在确认 7 号仓是否打开", "没有拿到物品，先离开", "离开后可以去别处借"],
    english: ["Checking whether slot 7 opened", "I got nothing, leave", "You can then borrow elsewhere"],
  },
  {
    name: "order left in doubt",
    order: orderView("checking", { left: hubTime - 60_000 }),
    chinese: ["我们会继续核实", "现在可以去别处借", "不收取任何费用"],
    english: ["We go on checking", "can borrow elsewhere now", "nothing is charged"],
  },
  {
    name: "order in doubt not left",
    order: orderView("checking", { mayLeaveFrom: hubTime - 1000 }),
    tapped: { button: "没有拿到物品，先离开", answer: { status: 409, code: "order/not-leavable" } },
    chinese: ["正在确认 7 号仓是否打开", "订单已经有了变化", "请看最新状态"],
    english: ["Checking whether slot 7 opened", "Something has changed"],
  },
  {
    name: "report after too many",
    at: "/o/A7#report/1/not-opened",
    order: orderView("lent"),
    tapped: { button: "提交核实", answer: { status: 429, code: "rider/too-many-reports" } },
    chinese: ["7 号仓门没有打开？", "今天反馈次数已满", "返回"],
    english: ["Slot 7 did not open?", "Too many reports today", "Back"],
  },
  {
    name: "order not opened",
    order: orderView("not-opened"),
    chinese: ["抱歉，7 号仓没有打开", "不收取任何费用"],
    english: ["Sorry, slot 7 did not open", "nothing is charged"],
  },
  {
    name: "order collecting",
    order: orderView("collecting"),
    chinese: ["已归还", "正在通过支付宝结算", "¥26.00"],
    english: ["Returned", "Alipay is settling the payment", "¥26.00"],
  },
  {
    name: "order payment due",
    order: orderView("payment-due", { nextTryAt: hubTime + 86_400_000 }),
    chinese: ["已归还，等待扣款", "将于 11月10日 14:05 自动重试，不会重复扣款"],
    english: ["Returned, payment due", "tried again at 10 Nov, 14:05, and never charged twice"],
  },
  {
    name: "order settled",
    order: orderView("settled"),
    chinese: [
      "已归还，已付款",
      "免费 5 分钟",
      "1 小时 × 27",
      "24 小时封顶减免",
      "−¥28.00",
      "¥26.00",
      "1 天 2 小时 59 分钟",
      "晨光便利店（福州路店） · 3 号仓",
    ],
    english: ["Returned, paid", "1 hour × 27", "24-hour cap", "−¥28.00", "1 d 2 h 59 min", "slot 3"],
  },
  {
    name: "order settled free",
    order: orderView("settled", { amount: 0, lines: [{ what: "free", count: 4, amount: 0 }] }),
    chinese: ["已归还，本次免费", "免费 4 分钟"],
    english: ["Returned, free of charge", "4 minutes free"],
  },
  {
    name: "order lapsed",
    order: orderView("lapsed"),
    chinese: ["超时未确认", "没有收费"],
    english: ["Not confirmed in time", "nothing charged"],
  },
  {
    name: "order cancelled",
    order: orderView("cancelled"),
    chinese: ["订单已取消"],
    english: ["Order cancelled"],
  },
  {
    name: "order in review",
    order: orderView("review"),
    chinese: ["客服正在核实这笔订单", "暂停计费和扣款"],
    english: ["We are looking into this order", "paused meanwhile"],
  },
  {
    name: "order unknown",
    order: { status: 404, code: "order/unknown" },
    chinese: ["找不到这笔订单", "order/unknown"],
    english: ["Order not found", "order/unknown"],
  },
  {
    name: "order confirm of several",
    order: orderView("confirm", { items: three("waiting", "waiting", "waiting") }),
    chinese: ["等待您在支付宝确认", "3、7、12 号仓会立即打开", "等待打开"],
    english: ["Waiting for you to confirm in Alipay", "Slots 3, 7 and 12 open as soon as you confirm"],
  },
  {
    name: "order opening several",
    order: orderView("opening", {
      items: [
        itemView("lent", { slot: 3, openedAt: hubTime - 3_000 }),
        itemView("opening", { loanNo: 2 }),
        itemView("opening", { loanNo: 3, slot: 12 }),
      ],
    }),
    chinese: ["正在打开 7、12 号仓", "已打开，请取走"],
    english: ["Opening slots 7 and 12", "Open: take it"],
  },
  {
    name: "order just opened of several",
    order: orderView("lent", {
      openedAt: hubTime - 6_000,
      amount: 0,
      items: [
        itemView("lent", { slot: 3, openedAt: hubTime - 6_000 }),
        itemView("not-opened", { loanNo: 2 }),
        itemView("lent", { loanNo: 3, slot: 12, openedAt: hubTime - 4_000 }),
      ],
    }),
    chinese: ["3、12 号仓已打开，请取走", "已打开，请取走", "没有打开，不收费"],
    english: ["Slots 3 and 12 are open: take them", "Open: take it", "Did not open, costs nothing"],
  },
  {
    name: "order partly back",
    order: orderView("lent", { amount: 1000, items: three("lent", "returned", "lent") }),
    chinese: ["已归还 1 件，还有 2 件", "已归还 · 晨光便利店（福州路店） · 3 号仓", "¥10.00"],
    english: ["1 returned, 2 still out", "Returned · 晨光便利店（福州路店） · slot 3", "¥10.00"],
  },
  {
    name: "order choosing another slot",
    order: orderView("opening", { items: [itemView("not-opened")] }),
    chinese: ["7 号仓没有打开，正在找另一个仓"],
    english: ["Slot 7 did not open, looking for another"],
  },
  {
    name: "order offer",
    order: orderView("offer", { items: [itemView("not-opened"), itemView("offered", { loanNo: 2, slot: 9 })] }),
    chinese: ["7 号仓没有打开，9 号仓可以吗？", "请在 4", "打开 9 号仓", "不用了"],
    english: ["Slot 7 did not open. Take slot 9?", "Choose within", "Open slot 9", "No, thanks"],
  },
  {
    name: "order renewable",
    order: orderView("lent", { renewal, tariff: tariffWith({ longestLoanHours: 240, renewals: 2 }) }),
    chinese: ["租借中", "续借 10 天", "有问题？"],
    english: ["On loan", "Keep it 10 days longer", "Something wrong?"],
  },
  {
    name: "order renewal",
    at: "/o/A7#renew",
    order: orderView("lent", { renewal, tariff: tariffWith({ longestLoanHours: 240, renewals: 2 }) }),
    chinese: ["借到 11月22日 12:05？", "续借本身不收费", "还可以续借 2 次", "续借 10 天", "返回"],
    english: ["Keep it until 22 Nov, 12:05?", "The renewal itself costs nothing", "You can renew 2 times more"],
  },
  {
    name: "order trouble",
    at: "/o/A7#trouble",
    order: orderView("lent"),
    chinese: ["遇到了什么问题？", "仓门没有打开", "已归还，但仍在计费", "返回"],
    english: ["What is wrong?", "The slot did not open", "I returned it and am still billed", "Back"],
  },
  {
    name: "order trouble of every kind",
    at: "/o/A7#trouble",
    order: orderView("lent", {
      items: [itemView("lent", { buyOut: 9900 })],
      mayObjectTo: ["price-wrong", "item-broken", "other"],
    }),
    chinese: ["遇到了什么问题？", "物品丢了", "费用不对", "物品损坏或无法使用", "其他问题"],
    english: ["What is wrong?", "I lost it", "The price is wrong", "The item is broken", "Something else"],
  },
  {
    name: "order lost item",
    at: "/o/A7#lost/1",
    order: orderView("lent", { items: [itemView("lent", { buyOut: 9900 })] }),
    chinese: ["物品丢了？", "按 ¥99.00 买断", "立即停止计费", "确认丢失，支付 ¥99.00"],
    english: ["You lost it?", "bought for ¥99.00", "Billing ends immediately", "It is lost: pay ¥99.00"],
  },
  {
    name: "order objection",
    at: "/o/A7#object/price-wrong",
    order: orderView("settled", { mayObjectTo: ["price-wrong"] }),
    chinese: ["费用不对", "由客服核实", "补充说明（选填）", "提交核实"],
    english: ["The price is wrong", "Our staff checks it", "In your own words", "Have it checked"],
  },
  {
    name: "order with statements",
    order: orderView("settled", {
      mayObjectTo: ["other"],
      statements: [
        { what: "returned", loanNo: 1, at: hubTime - 120_000, outcome: "confirmed", decidedAt: hubTime - 60_000 },
        { what: "price-wrong", at: hubTime - 30_000, text: "多算了一小时", outcome: "open" },
        { what: "other", at: hubTime - 20_000, outcome: "refuted", answer: "已电话说明。" },
      ],
    }),
    chinese: [
      "已归还，已付款",
      "您提交的问题",
      "情况属实 · 11月9日 14:04",
      "多算了一小时",
      "核实中",
      "已电话说明。",
      "有问题？",
    ],
    english: ["Returned, paid", "What you told us", "it is as you said", "Being checked", "our records say otherwise"],
  },
  {
    name: "order trouble of several",
    at: "/o/A7#trouble",
    order: orderView("lent", { items: three("lent", "returned", "lent") }),
    chinese: ["遇到了什么问题？", "从 3 号仓借的", "从 12 号仓借的"],
    english: ["What is wrong?", "The one from slot 3", "The one from slot 12"],
  },
  {
    name: "report not opened",
    at: "/o/A7#report/1/not-opened",
    order: orderView("lent"),
    chinese: ["7 号仓门没有打开？", "立即暂停计费", "提交核实"],
    english: ["Slot 7 did not open?", "Billing is paused immediately", "Have it checked"],
  },
  {
    name: "report returned",
    at: "/o/A7#report/1/returned",
    order: orderView("lent"),
    chinese: ["已归还，但仍在计费？", "扫描归还仓位的二维码"],
    english: ["Returned and still billed?", "Scan the code of the slot"],
  },
  {
    name: "report returned here",
    at: "/o/A7#trouble/K7",
    order: orderView("lent"),
    chinese: ["已归还，但仍在计费？", "将首先核实您刚刚扫码的仓位"],
    english: ["Returned and still billed?", "We look into the slot that you have just scanned first"],
  },
  {
    name: "order with a report",
    order: orderView("lent", {
      paused: true,
      pausedAt: hubTime - 60_000,
      items: [itemView("lent", { reported: "returned", paused: true, mayReport: ["not-opened"] })],
    }),
    chinese: [
      "正在核实，计费已暂停",
      "正在查找您归还的物品",
      "计费时长",
      "1:22:00",
      "暂停于 14:04",
      "当前费用 · 计费已暂停",
    ],
    english: ["We are checking, billing is paused", "Rent so far · billing is paused"],
  },
  {
    name: "order of several with a report",
    order: orderView("lent", {
      items: [
        itemView("lent", { slot: 3 }),
        itemView("lent", {
          loanNo: 2,
          reported: "not-opened",
          paused: true,
          openedAt: hubTime - 20_000,
          mayReport: [],
        }),
      ],
    }),
    chinese: ["正在核实，计费已暂停", "正在确认仓门是否打开过", "正在核实，计费已暂停"],
    english: ["We are checking, billing is paused", "Being checked, billing is paused"],
  },
  {
    name: "order with a report that nothing bears out",
    order: orderView("lent", { items: [itemView("lent", { reported: "returned", mayReport: [] })] }),
    chinese: ["租借中", "尚未归还，已恢复计费"],
    english: ["On loan", "is not back in a cabinet yet, and billing goes on"],
  },
  {
    name: "order with a deposit",
    order: orderView("lent", { deposit: { amount: 9900, frozen: true } }),
    chinese: ["租借中", "已冻结押金 ¥99.00，归还并付清费用后解冻"],
    english: ["On loan", "A deposit of ¥99.00 is frozen"],
  },
  {
    name: "order settled with a deposit and a refund",
    order: orderView("settled", { deposit: { amount: 9900, frozen: true }, refund: 500 }),
    chinese: ["已归还，已付款", "押金 ¥99.00 已解冻", "商家已退还 ¥5.00"],
    english: ["Returned, paid", "The deposit of ¥99.00 is released", "The shop gave ¥5.00 back"],
  },
  {
    name: "order not opened with a deposit",
    order: orderView("not-opened", { deposit: { amount: 9900, frozen: true } }),
    chinese: ["抱歉，7 号仓没有打开", "冻结的押金 ¥99.00 会全部解冻"],
    english: ["Sorry, slot 7 did not open", "The frozen deposit of ¥99.00 is released in full"],
  },
  {
    name: "order owed",
    order: orderView("owed"),
    chinese: ["已归还，请向商家支付 ¥26.00", "支付宝不会扣款"],
    english: ["Returned, please pay the shop ¥26.00", "Alipay collects nothing"],
  },
  {
    name: "order settled of several",
    order: orderView("settled", {
      amount: 12_500,
      items: three("returned", "not-opened", "lost"),
      lines: [
        { what: "lost", count: 1, amount: 9900 },
        { what: "free", count: 5, amount: 0 },
        { what: "units", count: 13, amount: 2600 },
      ],
    }),
    chinese: ["未归还，已买断", "未归还，按最高金额计费", "1 小时 × 13", "未归还，已买断", "¥125.00"],
    english: ["Not returned, bought", "Not returned: the most it may cost", "Not returned, bought", "¥125.00"],
  },
  {
    name: "order settled of a declared loss",
    order: orderView("settled", { ...bought, items: [itemView("lost")] }),
    chinese: ["未归还，已买断", "您已申报丢失，按最高金额 99 元计费", "¥99.00"],
    english: ["Not returned, bought", "You said that it is lost", "¥99.00"],
  },
  {
    name: "order in review after a loss that came back",
    order: orderView("review", { ...bought, items: [itemView("lost", { returnedAt: hubTime })] }),
    chinese: ["物品已归还，正在核实退款", "未归还，按最高金额计费", "¥99.00"],
    english: ["The item is back, a refund is being decided", "Not returned: the most it may cost", "¥99.00"],
  },
  {
    name: "order refused",
    order: orderView("lapsed", { lapseReason: "refused-by-provider" }),
    chinese: ["暂不符合免押条件", "您可以试试", "选择支付押金", "逾期未还的订单"],
    english: ["No deposit-free loan at the moment", "What may help", "choose to pay the deposit"],
  },
  {
    name: "order refused without a deposit",
    order: orderView("lapsed", {
      lapseReason: "refused-by-provider",
      tariff: tariffWith({ depositAllowed: false }),
    }),
    chinese: ["暂不符合免押条件", "换一个本人的支付宝账号扫码"],
    english: ["No deposit-free loan at the moment", "another Alipay account of your own"],
  },
  {
    name: "order given up",
    order: orderView("lapsed", { lapseReason: "given-up" }),
    chinese: ["已取消"],
    english: ["Given up"],
  },
];

/** From slots 3, 7 and 12. */
function three(...states: [ItemView["state"], ItemView["state"], ItemView["state"]]): ItemView[] {
  return [3, 7, 12].map((slot, index) => itemView(states[index] ?? "lent", { loanNo: index + 1, slot }));
}
