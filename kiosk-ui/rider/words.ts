import type { OrderView, PriceLine } from "../../server/http/rider-api.ts";

/** A fact of an order that must be told to the rider, and what to do about it. */
export interface Message {
  title: string;
  text: string;
}

type Unit = OrderView["tariff"]["unit"];

/** What was bought out never came back. */
const ended = (returned: boolean) => (returned ? "已归还" : "租借已结束");

/** Everything the page says, in Chinese. Each other language is another `Words`, so none can lack a sentence. */
export const chinese = {
  brand: "借还",
  /** what the language switch says: the other language's name in that language */
  otherLanguage: "English",
  otherLanguageTag: "en",
  loading: "正在加载",
  connectionLost: "连接已断开，正在重新连接。下面是最后收到的状态。",
  slot: (slot: number) => `${slot} 号仓`,
  slotWord: "仓位",
  level: (percent: number) => `电量 ${percent}%`,

  priceTitle: "价格",
  startedUnits: { "half-hour": "不足半小时按半小时计", hour: "不足1小时按1小时计", day: "不足1天按1天计", once: "" },
  rent: "免押借用",
  rentNote: "芝麻信用免押金，在支付宝确认后立即开仓",
  checkAgain: "刷新状态",
  availability: {
    empty: { title: "这个仓是空的", text: "请扫描这台机柜上另一个仓的二维码。" },
    taken: { title: "这个仓正由其他人借用", text: "这个仓正在为另一位用户打开，请扫描另一个仓的二维码。" },
    faulted: { title: "这个仓暂停使用", text: "请扫描这台机柜上另一个仓的二维码。" },
    offline: { title: "机柜暂时离线", text: "现在无法开仓，请稍后再试，或使用附近的其他机柜。" },
  },
  liveOrder: { title: "您有一笔进行中的订单", text: "归还或放弃后才能再借。" },
  showOrder: "查看订单",

  confirm: (slot: number): Message => ({
    title: "等待您在支付宝确认",
    text: `确认后 ${slot} 号仓会立即打开，本页会自动更新。`,
  }),
  confirmBefore: (time: string) => `请在 ${time} 前确认，逾时自动取消，不收费。`,
  toWallet: "去支付宝确认",
  giveUp: "放弃借用",
  opening: (slot: number): Message => ({ title: `正在打开 ${slot} 号仓`, text: "请站在机柜前，通常只需几秒钟。" }),
  opened: (slot: number): Message => ({ title: `${slot} 号仓已打开，请取走`, text: "计时已经开始，祝您使用愉快。" }),
  lent: { title: "租借中", text: "" },
  checking: (slot: number): Message => ({
    title: `正在确认 ${slot} 号仓是否打开`,
    text: "目前没有收取任何费用。如果仓已打开，请直接取走；否则请稍等，本页会自动更新。",
  }),
  notOpened: (slot: number): Message => ({
    title: `抱歉，${slot} 号仓没有打开`,
    text: "免押订单会自动取消，不收取任何费用。请扫描另一个仓的二维码重试。",
  }),
  collecting: (returned: boolean): Message => ({ title: ended(returned), text: "正在通过支付宝结算，无需操作。" }),
  paymentDue: (returned: boolean): Message => ({
    title: `${ended(returned)}，等待扣款`,
    text: "支付宝暂时没能扣款。请保证账户余额充足，系统会自动重试，不会重复扣款。",
  }),
  settled: (returned: boolean, paid: boolean): Message => ({
    title: `${ended(returned)}，${paid ? "已付款" : "本次免费"}`,
    text: "感谢使用，再见。",
  }),
  lapsed: { title: "超时未确认", text: "没有借出，也没有收费。需要时请重新扫码。" },
  cancelled: { title: "订单已取消", text: "没有收取任何费用。需要时请重新扫码。" },
  review: { title: "客服正在核实这笔订单", text: "核实期间暂停计费和扣款，结果会显示在本页，您无需操作。" },

  elapsed: "已用时间",
  rentSoFar: "当前费用",
  returnTitle: "怎样归还",
  returnSteps: ["找到任意一台我们的机柜的空仓", "推入到底，听到“咔哒”一声", "几秒钟后本页显示“已归还”，计费停止"],
  returnBefore: (time: string) => `请在 ${time} 前归还。`,
  overdue: (time: string) => `已于 ${time} 逾期，请尽快归还，以免影响信用记录。`,

  receipt: "账单",
  borrowedFrom: "借出",
  returnedTo: "归还",
  placeAndSlot: (place: string, slot: number) => `${place} · ${slot} 号仓`,
  duration: "时长",
  total: "合计",
  orderNo: "订单号",
  priceLine: ({ what, count }: PriceLine, unit: Unit): string => {
    switch (what) {
      case "free":
        return `免费 ${count} 分钟`;
      case "units":
        return unit === "half-hour" ? `计费 ${count} 个半小时` : `计费 ${count} ${unit === "day" ? "天" : "小时"}`;
      case "once":
        return "按次计费";
      case "daily-cap":
        return count === 1 ? "24小时封顶减免" : `24小时封顶减免（${count} 天）`;
      case "total-cap":
        return "总封顶减免";
      case "waived":
        return "客服减免";
      case "lost":
        return "未归还，按总封顶价买断";
    }
  },

  tryAgain: "重试",
  openInAlipay: "在支付宝中打开",
  /** by the stable code of the error; a code that is not here is told as `otherProblem` */
  problems: {
    "rider/not-known": { title: "请用支付宝扫码", text: "打开支付宝，用“扫一扫”扫描机柜上的二维码。" },
    "rider/login-failed": { title: "登录没有成功", text: "支付宝没有确认您的身份，请重新扫码。" },
    "rider/too-many-orders": { title: "您有尚未归还的订单", text: "请先归还，再借新的。" },
    "code/unknown": { title: "无法识别这个二维码", text: "这不是我们机柜上的二维码，请重新扫码。" },
    "code/revoked": { title: "这个二维码已停用", text: "请扫描机柜上新贴的二维码。" },
    "cabinet/offline": { title: "机柜暂时离线", text: "现在无法开仓，请稍后再试，或使用附近的其他机柜。" },
    "slot/empty": { title: "这个仓是空的", text: "请扫描另一个仓的二维码。" },
    "slot/faulted": { title: "这个仓暂停使用", text: "请扫描另一个仓的二维码。" },
    "slot/taken": { title: "这个仓刚被其他人借用", text: "请扫描另一个仓的二维码。" },
    "order/unknown": { title: "找不到这笔订单", text: "请在支付宝的借还记录中查看，或重新扫码。" },
    "order/not-cancellable": { title: "已经不能放弃", text: "订单已经确认，请看最新状态。" },
    "credit/unavailable": { title: "支付宝暂时没有响应", text: "没有借出，也没有收费，请稍后重试。" },
    "request/too-many": { title: "操作太频繁", text: "请稍等片刻再试。" },
    "request/not-found": { title: "这里没有页面", text: "请重新扫描机柜上的二维码。" },
    "network/unreachable": { title: "网络连接失败", text: "请检查手机网络后重试。" },
  },
  otherProblem: { title: "系统出了点问题", text: "请稍后重试。" },
};

export type Words = typeof chinese;

/** What to tell the rider about an error code. */
export function messageFor(code: string, words: Words): Message {
  return new Map<string, Message>(Object.entries(words.problems)).get(code) ?? words.otherProblem;
}
