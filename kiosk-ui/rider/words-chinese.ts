import { chineseHours, chineseLocale } from "../shared/locale-chinese.ts";
import type { Claim, ItemView, Phase, PriceLine, Statement, Tariff } from "../shared/rider-types.ts";
import type { Message } from "./message.ts";

export const locale = chineseLocale;

/** Before "× 3" on a receipt. */
const billedUnits: Record<Tariff["unit"], string> = {
  "half-hour": "0.5 小时",
  hour: "1 小时",
  day: "1 天",
  once: "1 次",
};

/** As they stand on the cabinet. */
const slots = (numbers: readonly number[]) => `${numbers.join("、")} 号仓`;

/** What was bought out never came back. */
const ended = (returned: boolean) => (returned ? "已归还" : "租借已结束");

/** Everything the page says, in Chinese. Each other language is another `Words`, so none can lack a sentence. */
export const words = {
  brand: "借还",
  loading: "正在加载",
  connectionLost: "连接已断开，正在重新连接。下面是最后收到的状态。",
  slot: (slot: number) => `${slot} 号仓`,
  slotWord: "仓位",
  level: (percent: number) => `电量 ${percent}%`,

  priceTitle: "价格",
  startedUnits: {
    "half-hour": "不足半小时按半小时计",
    hour: "不足 1 小时按 1 小时计",
    day: "不足 1 天按 1 天计",
    once: "",
  } satisfies Record<Tariff["unit"], string> as Record<Tariff["unit"], string>,
  rent: "免押借用",
  rentNote: "芝麻信用免押金，在支付宝确认后立即开仓",
  checkAgain: "刷新",
  availability: {
    empty: { title: "这个仓是空的", text: "请扫描这台机柜上另一个仓的二维码。" },
    taken: { title: "这个仓正由其他人借用", text: "正在为另一位用户开仓，请扫描另一个仓的二维码。" },
    own: { title: "这个仓正为您保留", text: "您有一笔订单正在使用这个仓，请打开订单继续。" },
    faulted: { title: "这个仓暂停使用", text: "请扫描这台机柜上另一个仓的二维码。" },
    flat: { title: "这个仓的充电宝电量不足", text: "它正在充电，请扫描这台机柜上另一个仓的二维码。" },
    offline: { title: "机柜暂时离线", text: "现在无法开仓，请稍后再试，或使用附近的其他机柜。" },
    "not-lending": { title: "这台机柜暂停借出", text: "归还不受影响。如需借用，请使用附近的其他机柜。" },
    "not-for-rent": { title: "这台机柜暂不出借", text: "归还不受影响。如需借用，请使用附近的其他机柜。" },
    closed: { title: "机柜暂停服务", text: "这台机柜暂停使用，请使用附近的其他机柜。" },
  },
  howMany: "借用数量",
  oneMore: "增加一件",
  oneLess: "减少一件",
  items: (count: number) => `${count} 件`,
  forItems: (count: number, most: string) => `${count} 件合计最高 ${most}`,
  otherSlots: (slot: number, others: number) => `将打开 ${slot} 号仓及本机柜另外 ${others} 个仓位`,
  paidToMerchant: "费用由商家收取，归还后请向商家支付",
  liveOrder: (count: number): Message => ({
    title: count > 1 ? `您有 ${count} 笔进行中的订单` : "您有一笔进行中的订单",
    text: "归还或取消后才能借新的。",
  }),
  ownUnconfirmed: (place: string, slot: number): Message => ({
    title: "您有一笔待确认的订单",
    text: `${place} ${slot} 号仓正为您保留。请继续确认，或取消后再借。`,
  }),
  goOn: "继续这笔订单",
  paused: (time: string): Message => ({
    title: "请稍后再借",
    text: `您最近多次取消或未确认订单，请在 ${time} 后再试。`,
  }),
  returnHere: { title: "可以还在这里", text: "把物品推入到底，听到“咔哒”一声。几秒钟后停止计费。" },
  showOrder: "查看订单",
  returnedHere: "已还到这里，但仍在计费",
  orders: "我的订单",
  home: "首页",
  help: "帮助",
  close: "关闭",
  scanTitle: "扫码即可借用",
  scanText: "扫描机柜上的二维码，免押金借用，在任意同类机柜归还。",
  scan: "扫一扫",
  notOurs: "这不是我们机柜上的二维码。",
  borrowed: "正在借用",
  outFor: (duration: string) => `已用 ${duration}`,
  nearby: "附近的机柜",
  whereToReturn: "可归还的机柜",
  sortByDistance: "查看附近的",
  noLocation: "无法获取位置，以下按名称排列。",
  noPlaces: "暂时没有可用的机柜。",
  distance: (metres: number) => (metres < 1000 ? `${metres} 米` : `${(metres / 1000).toFixed(1)} 公里`),
  itemsReady: (count: number) => `可借 ${count}`,
  slotsFree: (count: number) => `空位 ${count}`,
  placeOffline: "暂停服务",
  openMap: "查看地图",
  returnElsewhere: "要归还？",
  returnElsewhereText: "请使用空仓位。本机柜没有空位时，可到下列机柜归还；计费在归还后停止。",
  agree: "借用即同意",
  textNames: { terms: "服务协议", privacy: "隐私政策", prices: "计费规则" },
  helpTitle: "需要帮助？",
  call: (telephone: string) => `拨打客服电话 ${telephone}`,
  writeToUs: "在线客服",
  noSupport: "运营商尚未公布客服电话。您可以在订单页提交问题，由运营商核实。",
  copy: "复制",
  copied: "已复制",
  toReport: "去提交",
  questions: (most: string | undefined) => [
    {
      about: "not-opened" as const,
      question: "仓门没有打开？",
      answer: "没有打开不收费。请在订单页提交“仓门没有打开”：计费立即暂停，系统核实机柜，结果显示在订单页。",
    },
    {
      about: "returned" as const,
      question: "已归还，但仍在计费？",
      answer: "请扫描归还的仓位，提交“已还到这里，但仍在计费”：计费立即暂停，核实后费用按实际归还时间计算。",
    },
    {
      about: "full" as const,
      question: "机柜满了，还不进去？",
      answer: "请到附近有空位的机柜归还，首页和订单页都能查到。计费在归还后停止。",
    },
    {
      about: "lost" as const,
      question: "物品丢了？",
      answer: `请在订单页提交“物品丢了”：立即停止计费，${most === undefined ? "按最高金额买断" : `按 ${most}买断`}，物品归您。`,
    },
    {
      about: "price" as const,
      question: "费用不对？",
      answer: "账单逐项列出费用。仍有疑问请在订单页提交“费用不对”，核实后多收的部分原路退回。",
    },
  ],
  print: "打印",
  saveImage: "保存为图片",
  saveImageHint: "长按图片即可保存或转发。",
  merchant: "收款方",
  paidAt: "付款时间",
  ofThisItem: "本件费用",
  noOrders: { title: "还没有订单", text: "用支付宝扫描机柜上的二维码，就可以借用。" },
  phases: {
    confirm: "待确认",
    opening: "开仓中",
    offer: "待您选择",
    checking: "核实中",
    lent: "租借中",
    collecting: "结算中",
    owed: "待向商家支付",
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
  confirmBefore: (time: string) => `请在 ${time} 前确认，超时自动取消，不收费。`,
  toWallet: "去支付宝确认",
  giveUp: "取消借用",
  givingUp: { title: "正在取消", text: "没有借出，也没有收费。请稍等，本页会自动更新。" },
  opening: (numbers: readonly number[]): Message => ({
    title: `正在打开 ${slots(numbers)}`,
    text: "请在机柜前稍候，通常只需几秒钟。仓门弹开后即可取走。",
  }),
  opened: (numbers: readonly number[]): Message => ({
    title: `${slots(numbers)}已打开，请取走`,
    text: "计时已经开始，祝您使用愉快。",
  }),
  lent: { title: "租借中", text: "" },
  overdue: (most: string): Message => ({
    title: "已逾期，请尽快归还",
    text: `费用继续累计，最高 ${most}。一直未归还，将按此价买断，并可能影响信用记录。`,
  }),
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
  itemInQuestion: "正在核实，计费已暂停",
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
  paymentDue: (returned: boolean, nextTry: string | undefined): Message => ({
    title: `${ended(returned)}，等待扣款`,
    text: `扣款未成功，请确认支付宝可用余额或银行卡。${nextTry === undefined ? "" : `将于 ${nextTry} `}自动重试，不会重复扣款。`,
  }),
  owed: (returned: boolean, amount: string): Message => ({
    title: `${ended(returned)}，请向商家支付 ${amount}`,
    text: "支付宝不会扣款。付款后，商家会结清这笔订单。",
  }),
  settled: (returned: boolean, paid: boolean): Message => ({
    title: `${ended(returned)}，${paid ? "已付款" : "本次免费"}`,
    text: returned ? "感谢使用。" : "",
  }),
  boughtOut: (most: string, declared: boolean): Message => ({
    title: "未归还，已买断",
    text: `${declared ? "您已申报丢失" : "超过归还期限仍未归还"}，按最高金额 ${most}计费，物品归您。`,
  }),
  /** it was written off, and came back after that */
  backAfterAll: "物品已归还。此前已按买断计费，如有疑问，请凭订单号联系客服。",
  backInReview: {
    title: "物品已归还，正在核实退款",
    text: "此前已按买断付款。客服会核实应退的金额，结果会显示在本页，您无需操作。",
  },
  lapsed: {
    "not-confirmed": { title: "超时未确认", text: "没有借出，也没有收费。需要时请重新扫码。" },
    "given-up": { title: "已取消", text: "没有借出，也没有收费。需要时请重新扫码。" },
    "refused-by-provider": {
      title: "暂不符合免押条件",
      text: "没有借出，也没有收费。免押资格由芝麻信用评估。",
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
  elapsedPaused: "计费时长",
  pausedAt: (time: string) => `暂停于 ${time}`,
  rentSoFar: "当前费用",
  nextCharge: (time: string, amount: string) => `${time} 起 ${amount}`,
  priceOfEach: (price: string) => `每件：${price}`,
  rentPaused: "当前费用 · 计费已暂停",
  returnTitle: "如何归还",
  returnSteps: ["找到任意同类机柜的空仓位", "推入到底，听到“咔哒”一声", "几秒钟后本页显示“已归还”，计费停止"],
  returnBefore: (time: string) => `请在 ${time} 前归还。`,
  overdueSince: (time: string) => `归还期限是 ${time}。`,
  renew: (hours: number) => `续借 ${chineseHours(hours)}`,
  renewal: (until: string): Message => ({ title: `借到 ${until}？`, text: "归还期限会延长到这个时间。" }),
  renewalCost: "续借本身不收费，计费照常进行。",
  renewalsLeft: (left: number) => `还可以续借 ${left} 次`,
  back: "返回",

  statements: {
    "not-opened": "仓门没有打开",
    returned: "已归还，但仍在计费",
    lost: "物品丢了",
    "price-wrong": "费用不对",
    "item-broken": "物品损坏或无法使用",
    other: "其他问题",
  } satisfies Record<Statement["what"], string> as Record<Statement["what"], string>,
  outcomes: {
    open: "核实中，结果会显示在这里",
    confirmed: "已核实，情况属实",
    refuted: "已核实，与记录不符",
  } satisfies Record<Statement["outcome"], string> as Record<Statement["outcome"], string>,
  saidTitle: "您提交的问题",
  lost: (slot: number, amount: string): Message => ({
    title: "物品丢了？",
    text: `从 ${slot} 号仓借的物品按 ${amount} 买断，之后不再计费。`,
  }),
  lostSteps: (amount: string) => [
    `立即停止计费，共收取 ${amount}`,
    "通过支付宝扣款，物品归您",
    "如果之后找到并归还，请联系客服",
  ],
  agreeLost: (amount: string) => `确认丢失，支付 ${amount}`,
  objectionText: "由客服核实，结果会显示在订单页。核实期间照常计费。",
  inYourWords: "补充说明（选填）",
  trouble: "有问题？",
  whichTrouble: { title: "遇到了什么问题？", text: "" },
  itemFrom: (slot: number) => `从 ${slot} 号仓借的`,
  claims: {
    "not-opened": "仓门没有打开",
    returned: "已归还，但仍在计费",
  } satisfies Record<Claim, string> as Record<Claim, string>,
  report: {
    "not-opened": (slot: number): Message => ({
      title: `${slot} 号仓门没有打开？`,
      text: "如果物品还在仓里，这一件不收费。",
    }),
    returned: (slot: number): Message => ({
      title: "已归还，但仍在计费？",
      text: `核实归还后，费用按实际归还时间计算（从 ${slot} 号仓借的物品）。`,
    }),
  } satisfies Record<Claim, unknown>,
  reportSteps: ["立即暂停计费", "核实机柜里的实际情况", "结果显示在本页，无法确认时由客服处理"],
  scanWhereItIs: "就在机柜旁边？扫描归还仓位的二维码，在打开的页面上提交，核实更快。",
  lookWhereScanned: "将首先核实您刚刚扫码的仓位。",
  sendReport: "提交核实",
  looking: {
    "not-opened": { title: "正在核实，计费已暂停", text: "正在确认仓门是否打开过。结果会显示在本页，您无需操作。" },
    returned: { title: "正在核实，计费已暂停", text: "正在查找您归还的物品。结果会显示在本页，您无需操作。" },
  } satisfies Record<Claim, Message> as Record<Claim, Message>,
  notBorneOut: (slot: number) => `经核实，从 ${slot} 号仓借的物品尚未归还，已恢复计费。如有疑问，请凭订单号联系客服。`,

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
  priceLine: ({ what, count }: PriceLine, unit: Tariff["unit"]): string => {
    switch (what) {
      case "put-back":
        return `${count} 分钟内归还免费`;
      case "free":
        return `免费 ${count} 分钟`;
      case "units":
        return `${billedUnits[unit]} × ${count}`;
      case "once":
        return "按次计费";
      case "daily-cap":
        return count === 1 ? "24 小时封顶减免" : `24 小时封顶减免（${count} 天）`;
      case "total-cap":
        return "最高金额减免";
      case "waived":
        return "客服减免";
      case "lost":
        return count === 1 ? "未归还，按最高金额计费" : `${count} 件未归还，按最高金额计费`;
    }
  },

  tryAgain: "重试",
  openInAlipay: "在支付宝中打开",
  inWeChat: "微信内无法借用。请打开支付宝，用“扫一扫”扫描机柜上的二维码。",
  onDesktop: "电脑上无法借用。请用手机支付宝“扫一扫”扫描机柜上的二维码。",
  scanThis: "也可以用支付宝扫描这个二维码",
  /** by the stable code of the error; a code that is not here is told as `otherProblem` */
  problems: {
    "rider/not-known": { title: "请用支付宝扫码借用", text: "打开支付宝，用“扫一扫”扫描机柜上的二维码。" },
    "rider/login-failed": { title: "登录没有成功", text: "支付宝没有确认您的身份，请重新扫码。" },
    "rider/too-many-orders": { title: "您有进行中的订单", text: "请先归还或取消，再借新的。" },
    "rider/unconfirmed": { title: "您有一笔待确认的订单", text: "请先确认或取消那笔订单，再借新的。" },
    "rider/pause": { title: "请稍后再借", text: "您最近多次取消或未确认订单，请过一会儿再试。" },
    "rider/too-many-reports": { title: "今天反馈次数已满", text: "如果订单仍显示未归还，请联系客服，并提供订单号。" },
    "code/unknown": { title: "无法识别这个二维码", text: "这不是我们机柜上的二维码，请重新扫码。" },
    "code/revoked": { title: "这个二维码已停用", text: "请扫描机柜上新贴的二维码。" },
    "code/expired": { title: "这个二维码已过期", text: "请扫描机柜屏幕上现在显示的二维码。" },
    "code/not-accepted": { title: "请扫描屏幕上的二维码", text: "这台机柜不再使用贴纸上的二维码。" },
    "cabinet/disabled": { title: "机柜暂停服务", text: "这台机柜暂停使用，请使用附近的其他机柜。" },
    "cabinet/not-lending": { title: "这台机柜暂停借出", text: "归还不受影响。如需借用，请使用附近的其他机柜。" },
    "cabinet/offline": { title: "机柜暂时离线", text: "现在无法开仓，请稍后再试，或使用附近的其他机柜。" },
    "cabinet/busy": { title: "这台机柜正忙", text: "其他人正在确认借用，请稍等片刻再试。" },
    "slot/empty": { title: "这个仓是空的", text: "请扫描另一个仓的二维码。" },
    "slot/flat": { title: "这个仓的充电宝电量不足", text: "它正在充电，请扫描另一个仓的二维码。" },
    "slot/faulted": { title: "这个仓暂停使用", text: "请扫描另一个仓的二维码。" },
    "slot/taken": { title: "这个仓刚被其他人借用", text: "请扫描另一个仓的二维码。" },
    "tariff/none": { title: "现在不能借用", text: "这里暂时没有开放借用，请使用附近的其他机柜。" },
    "order/unknown": { title: "找不到这笔订单", text: "请在支付宝的借还记录中查看，或重新扫码。" },
    "slot/too-few": { title: "可借数量不足", text: "请减少数量，或使用另一台机柜。" },
    "order/given-up": { title: "刚才的订单正在取消", text: "没有收费，请稍等片刻再试。" },
    "order/no-offer": { title: "这个仓不再为您保留", text: "没有打开的仓不收费，需要时请重新扫码。" },
    "order/not-renewable": { title: "这笔订单不能续借", text: "请看最新状态，按时归还。" },
    "order/not-reportable": { title: "订单已经有了变化", text: "请看最新状态。" },
    "order/not-losable": { title: "订单已经有了变化", text: "请看最新状态。" },
    "order/price-differs": { title: "金额已经有了变化", text: "请返回后再看一次。" },
    "order/not-objectionable": { title: "订单已经有了变化", text: "请看最新状态。" },
    "order/not-leavable": { title: "订单已经有了变化", text: "请看最新状态。" },
    "order/not-cancellable": { title: "已无法取消", text: "订单已经确认，请看最新状态。" },
    "credit/unavailable": { title: "支付宝暂时没有响应", text: "没有借出，也没有收费，请稍后重试。" },
    "store/write-failed": { title: "系统暂时不可用", text: "这次没有借出，也没有收费。归还不受影响，请稍后重试。" },
    "store/away": { title: "系统暂时不可用", text: "这次没有借出，也没有收费。归还不受影响，请稍后重试。" },
    "request/key-reused": { title: "请重新操作", text: "刚才的操作没有生效，请返回后再试一次。" },
    "request/too-many": { title: "操作太频繁", text: "请稍等片刻再试。" },
    "request/not-found": { title: "页面不存在", text: "请重新扫描机柜上的二维码。" },
    "network/unreachable": { title: "网络连接失败", text: "请检查手机网络后重试。" },
  },
  otherProblem: { title: "系统出了点问题", text: "请稍后重试。" },
};
