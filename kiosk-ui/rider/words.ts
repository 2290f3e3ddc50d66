import type { Claim, ItemView, OrderView, Phase, PriceLine } from "../shared/rider-types.ts";

/** A fact of an order that must be told to the rider, and what to do about it. */
export interface Message {
  title: string;
  text: string;
}

type Unit = OrderView["tariff"]["unit"];

/** As they stand on the cabinet. */
const slots = (numbers: readonly number[]) => `${numbers.join("、")} 号仓`;

/** The tariff's longest loan: a renewal lasts as long. */
const hoursInWords = (hours: number) => (hours % 24 === 0 ? `${hours / 24} 天` : `${hours} 小时`);

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
    own: { title: "这个仓正为您保留", text: "您有一笔订单正在使用这个仓，请打开订单继续。" },
    faulted: { title: "这个仓暂停使用", text: "请扫描这台机柜上另一个仓的二维码。" },
    flat: { title: "这个仓的充电宝电量不足", text: "它正在充电，请扫描这台机柜上另一个仓的二维码。" },
    offline: { title: "机柜暂时离线", text: "现在无法开仓，请稍后再试，或使用附近的其他机柜。" },
    "not-for-rent": { title: "现在不能借用", text: "这里暂时没有开放借用，请稍后再试，或使用附近的其他机柜。" },
  },
  howMany: "借几件",
  oneMore: "多借一件",
  oneLess: "少借一件",
  items: (count: number) => `${count} 件`,
  forItems: (count: number, most: string) => `以上是每件的价格，${count} 件最多${most}。`,
  otherSlots: (slot: number, others: number) => `${slot} 号仓和同一机柜的另外 ${others} 个仓会打开。`,
  paidToMerchant: "费用由商家收取，归还后请向商家支付",
  liveOrder: (count: number): Message => ({
    title: count > 1 ? `您有 ${count} 笔进行中的订单` : "您有一笔进行中的订单",
    text: "归还或放弃后才能再借。",
  }),
  ownUnconfirmed: (place: string, slot: number): Message => ({
    title: "您有一笔待确认的订单",
    text: `${place} ${slot} 号仓正为您保留。请继续确认，或放弃后再借。`,
  }),
  goOn: "继续这笔订单",
  paused: (time: string): Message => ({
    title: "请稍后再借",
    text: `您最近多次放弃或没有确认订单，请在 ${time} 后再试。`,
  }),
  showOrder: "查看订单",
  returnedHere: "我把东西还在这里了，但还在计费",
  orders: "我的订单",
  noOrders: { title: "还没有订单", text: "用支付宝扫描机柜上的二维码，就可以借用。" },
  phases: {
    confirm: "待确认",
    opening: "开仓中",
    offer: "待您选择",
    checking: "核实中",
    lent: "租借中",
    collecting: "结算中",
    owed: "待付给商家",
    "payment-due": "待扣款",
    settled: "已完成",
    lapsed: "没有借出",
    "not-opened": "没有借出",
    cancelled: "已取消",
    review: "客服核实中",
  } satisfies Record<Phase, string> as Record<Phase, string>,

  confirm: (numbers: readonly number[]): Message => ({
    title: "等待您在支付宝确认",
    text: `确认后 ${slots(numbers)}会立即打开，本页会自动更新。`,
  }),
  confirmBefore: (time: string) => `请在 ${time} 前确认，逾时自动取消，不收费。`,
  toWallet: "去支付宝确认",
  giveUp: "放弃借用",
  givingUp: { title: "正在取消", text: "没有借出，也没有收费。请稍等，本页会自动更新。" },
  opening: (numbers: readonly number[]): Message => ({
    title: `正在打开 ${slots(numbers)}`,
    text: "请站在机柜前，通常只需几秒钟。",
  }),
  opened: (numbers: readonly number[]): Message => ({
    title: `${slots(numbers)}已打开，请取走`,
    text: "计时已经开始，祝您使用愉快。",
  }),
  lent: { title: "租借中", text: "" },
  partlyBack: (back: number, out: number): Message => ({ title: `已归还 ${back} 件，还有 ${out} 件`, text: "" }),
  choosing: (failed: number): Message => ({
    title: `${failed} 号仓没有打开，正在找另一个仓`,
    text: "请稍等，没有打开的仓不收费。",
  }),
  offer: (failed: number, offered: number): Message => ({
    title: `${failed} 号仓没有打开，${offered} 号仓可以吗？`,
    text: "没有打开的仓不收费。",
  }),
  offerLeft: (seconds: number) => `请在 ${seconds} 秒内选择`,
  takeOffer: (slot: number) => `打开 ${slot} 号仓`,
  declineOffer: "不用了",
  itemStates: {
    waiting: "等待打开",
    offered: "可以改借这一件",
    opening: "正在打开",
    checking: "正在确认是否打开",
    lent: "租借中",
    returned: "已归还",
    lost: "未归还，已买断",
    "not-opened": "没有打开，不收费",
  } satisfies Record<ItemView["state"], string> as Record<ItemView["state"], string>,
  itemToTake: "已打开，请取走",
  itemInQuestion: "正在核对，计费已暂停",
  checking: (numbers: readonly number[]): Message => ({
    title: `正在确认 ${slots(numbers)}是否打开`,
    text: "没有打开就不收费。如果仓已打开，请直接取走；否则请稍等，本页会自动更新。",
  }),
  leave: "没有拿到物品，先离开",
  leaveNote: "离开后可以去别处借。我们会继续核实，如果查明仓没有打开，不收取任何费用。",
  left: {
    title: "我们会继续核实",
    text: "您已告诉我们没有拿到物品，现在可以去别处借。如果查明仓没有打开，不收取任何费用；如果仓已经打开，从打开时起计费。",
  },
  notOpened: (numbers: readonly number[]): Message => ({
    title: `抱歉，${slots(numbers)}没有打开`,
    text: "订单会自动取消，不收取任何费用。请扫描另一个仓的二维码重试。",
  }),
  collecting: (returned: boolean): Message => ({ title: ended(returned), text: "正在通过支付宝结算，无需操作。" }),
  paymentDue: (returned: boolean): Message => ({
    title: `${ended(returned)}，等待扣款`,
    text: "支付宝暂时没能扣款。请保证账户余额充足，系统会自动重试，不会重复扣款。",
  }),
  owed: (returned: boolean, amount: string): Message => ({
    title: `${ended(returned)}，请向商家支付 ${amount}`,
    text: "支付宝不会扣款。付款后，商家会结清这笔订单。",
  }),
  settled: (returned: boolean, paid: boolean): Message => ({
    title: `${ended(returned)}，${paid ? "已付款" : "本次免费"}`,
    text: "感谢使用，再见。",
  }),
  lapsed: {
    "not-confirmed": { title: "超时未确认", text: "没有借出，也没有收费。需要时请重新扫码。" },
    "given-up": { title: "已放弃借用", text: "没有借出，也没有收费。需要时请重新扫码。" },
    "refused-by-provider": {
      title: "这次没能免押借用",
      text: "没有借出，也没有收费。这由支付宝评估，我们看不到原因。",
    },
    "decided-by-a-person": { title: "客服已关闭这笔订单", text: "没有借出，也没有收费。需要时请重新扫码。" },
  },
  whatHelps: "您可以试试",
  payDeposit: "重新扫码，在支付宝页面选择支付押金：押金只是冻结，归还后解冻",
  refusalAdvice: [
    "在支付宝的借还记录里，看看有没有逾期未还的订单",
    "在支付宝里了解您的芝麻信用",
    "换一个本人的支付宝账号扫码",
  ],
  cancelled: { title: "订单已取消", text: "没有收取任何费用。需要时请重新扫码。" },
  review: (billing: boolean): Message => ({
    title: "客服正在核实这笔订单",
    text: billing
      ? "核实期间不会扣款，尚未归还的物品照常计费，结果会显示在本页。"
      : "核实期间暂停计费和扣款，结果会显示在本页，您无需操作。",
  }),

  elapsed: "已用时间",
  rentSoFar: "当前费用",
  priceOfEach: (price: string) => `每件：${price}`,
  rentPaused: "当前费用 · 计费已暂停",
  returnTitle: "怎样归还",
  returnSteps: ["找到任意一台我们的机柜的空仓", "推入到底，听到“咔哒”一声", "几秒钟后本页显示“已归还”，计费停止"],
  returnBefore: (time: string) => `请在 ${time} 前归还。`,
  overdue: (time: string) => `已于 ${time} 逾期，请尽快归还，以免影响信用记录。`,
  renew: (hours: number) => `再借 ${hoursInWords(hours)}`,
  renewal: (until: string): Message => ({ title: `借到 ${until}？`, text: "归还期限会延长到这个时间。" }),
  renewalCost: "续借本身不收费，计费照常进行。",
  renewalsLeft: (left: number) => `还可以续借 ${left} 次`,
  back: "返回",

  trouble: "有问题？",
  whichTrouble: { title: "遇到了什么问题？", text: "" },
  itemFrom: (slot: number) => `从 ${slot} 号仓借的`,
  claims: {
    "not-opened": "仓没有打开，或打不开",
    returned: "我已经还了，但还在计费",
  } satisfies Record<Claim, string> as Record<Claim, string>,
  report: {
    "not-opened": (slot: number): Message => ({
      title: `${slot} 号仓没有打开？`,
      text: "如果物品还在仓里，这一件不收费。",
    }),
    returned: (slot: number): Message => ({
      title: "已经还了，但还在计费？",
      text: `找到您从 ${slot} 号仓借的物品后，计费停在您归还的时候。`,
    }),
  } satisfies Record<Claim, unknown>,
  reportSteps: ["马上暂停计费", "我们会核对机柜里的实际情况", "结果显示在本页，查不清由客服处理"],
  scanWhereItIs: "就在机柜旁边？扫描您还入的那个仓的二维码，在打开的页面上告诉我们，核对会更快。",
  lookWhereScanned: "我们会先看您刚刚扫码的那个仓。",
  sendReport: "请核对",
  looking: {
    "not-opened": { title: "我们正在核对，计费已暂停", text: "正在确认仓有没有打开。结果会显示在本页，您无需操作。" },
    returned: { title: "我们正在核对，计费已暂停", text: "正在查看您归还的物品。结果会显示在本页，您无需操作。" },
  } satisfies Record<Claim, Message> as Record<Claim, Message>,
  notBorneOut: (slot: number) =>
    `我们核对过了：从 ${slot} 号仓借的物品还没有还到机柜里，计费继续。如有疑问，请凭订单号联系客服。`,

  depositFrozen: (amount: string) => `已冻结押金 ${amount}，归还并付清费用后解冻`,
  depositComesBack: (amount: string) => `冻结的押金 ${amount} 会全部解冻`,
  depositReleased: (amount: string) => `押金 ${amount} 已解冻，扣除费用后的余额原路退回`,

  receipt: "账单",
  borrowedFrom: "借出",
  returnedTo: "归还",
  placeAndSlot: (place: string, slot: number) => `${place} · ${slot} 号仓`,
  duration: "时长",
  total: "合计",
  refunded: (amount: string) => `商家已退还 ${amount}`,
  orderNo: "订单号",
  priceLine: ({ what, count }: PriceLine, unit: Unit): string => {
    switch (what) {
      case "put-back":
        return `${count} 分钟内归还免费`;
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
        return count === 1 ? "未归还，按总封顶价买断" : `${count} 件未归还，按总封顶价买断`;
    }
  },

  tryAgain: "重试",
  openInAlipay: "在支付宝中打开",
  /** by the stable code of the error; a code that is not here is told as `otherProblem` */
  problems: {
    "rider/not-known": { title: "请用支付宝扫码", text: "打开支付宝，用“扫一扫”扫描机柜上的二维码。" },
    "rider/login-failed": { title: "登录没有成功", text: "支付宝没有确认您的身份，请重新扫码。" },
    "rider/too-many-orders": { title: "您有进行中的订单", text: "请先归还或放弃，再借新的。" },
    "rider/unconfirmed": { title: "您有一笔待确认的订单", text: "请先确认或放弃那笔订单，再借新的。" },
    "rider/pause": { title: "请稍后再借", text: "您最近多次放弃或没有确认订单，请过一会儿再试。" },
    "rider/too-many-reports": { title: "今天反馈次数已满", text: "如果订单仍显示未归还，请联系客服，并提供订单号。" },
    "code/unknown": { title: "无法识别这个二维码", text: "这不是我们机柜上的二维码，请重新扫码。" },
    "code/revoked": { title: "这个二维码已停用", text: "请扫描机柜上新贴的二维码。" },
    "cabinet/disabled": { title: "机柜暂停服务", text: "这台机柜暂停使用，请使用附近的其他机柜。" },
    "cabinet/offline": { title: "机柜暂时离线", text: "现在无法开仓，请稍后再试，或使用附近的其他机柜。" },
    "cabinet/busy": { title: "这台机柜正忙", text: "其他人正在确认借用，请稍等片刻再试。" },
    "slot/empty": { title: "这个仓是空的", text: "请扫描另一个仓的二维码。" },
    "slot/flat": { title: "这个仓的充电宝电量不足", text: "它正在充电，请扫描另一个仓的二维码。" },
    "slot/faulted": { title: "这个仓暂停使用", text: "请扫描另一个仓的二维码。" },
    "slot/taken": { title: "这个仓刚被其他人借用", text: "请扫描另一个仓的二维码。" },
    "tariff/none": { title: "现在不能借用", text: "这里暂时没有开放借用，请使用附近的其他机柜。" },
    "order/unknown": { title: "找不到这笔订单", text: "请在支付宝的借还记录中查看，或重新扫码。" },
    "slot/too-few": { title: "可借的没有这么多了", text: "请减少件数，或扫描另一台机柜。" },
    "order/given-up": { title: "刚才的订单正在取消", text: "没有收费，请稍等片刻再试。" },
    "order/no-offer": { title: "这个仓不再为您保留", text: "没有打开的仓不收费，需要时请重新扫码。" },
    "order/not-renewable": { title: "这笔订单不能续借", text: "请看最新状态，按时归还。" },
    "order/not-reportable": { title: "订单已经有了变化", text: "请看最新状态。" },
    "order/not-leavable": { title: "订单已经有了变化", text: "请看最新状态。" },
    "order/not-cancellable": { title: "已经不能放弃", text: "订单已经确认，请看最新状态。" },
    "credit/unavailable": { title: "支付宝暂时没有响应", text: "没有借出，也没有收费，请稍后重试。" },
    "store/write-failed": { title: "系统暂时不可用", text: "这次没有借出，也没有收费。归还不受影响，请稍后重试。" },
    "store/away": { title: "系统暂时不可用", text: "这次没有借出，也没有收费。归还不受影响，请稍后重试。" },
    "request/key-reused": { title: "请重新操作", text: "刚才的操作没有生效，请返回后再试一次。" },
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
