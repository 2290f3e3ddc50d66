import type { ActPreview, OrderRecord } from "../../hub-types.ts";

type Loan = OrderRecord["order"]["loans"][number];
type Charge = NonNullable<OrderRecord["order"]["charge"]>;
type PriceLine = OrderRecord["bill"]["lines"][number];
type Unit = OrderRecord["order"]["tariff"]["unit"];
type SlotState = NonNullable<OrderRecord["slots"][number]["state"]>;
type Objection = NonNullable<OrderRecord["order"]["objections"]>[number];
type Outcome = NonNullable<Objection["decision"]>["outcome"];
type Moved = keyof ActPreview["money"];

const billedUnits: Readonly<Record<Unit, string>> = { "half-hour": "半小时", hour: "小时", day: "天", once: "次" };

/** What the pages of orders say, in Chinese. */
export const words = {
  title: "订单",
  orderTitle: (orderNo: string) => `订单 ${orderNo}`,
  back: "返回订单列表",
  orderNo: "订单号",
  creditOrderNo: "钱包订单号",
  rider: "用户",
  itemId: "物品编号",
  site: "网点",
  cabinet: "机柜",
  state: "状态",
  review: "审核",
  created: "下单时间",
  amount: "金额",
  amountFrom: "最低金额（元）",
  amountTo: "最高金额（元）",
  itemKind: "物品种类",
  items: "物品",
  inReview: "审核中",
  reviewFilters: { yes: "在审核中", no: "不在审核中" },
  moreFilters: "更多筛选",
  fewerFilters: "收起筛选",
  kinds: { "power-bank": "充电宝", umbrella: "雨伞" } as Readonly<Record<string, string>>,
  facts: "订单信息",
  due: "到期时间",
  ended: "结束时间",
  tariff: "价格版本",
  deposit: "押金与封顶",
  assignee: "处理人",
  reviewTitle: (why: string) => `审核：${why}`,
  reviewSince: "开始审核",
  nthItem: (loanNo: number) => `第 ${loanNo} 件`,
  slot: (slot: number) => `${slot} 号仓`,
  loanState: "状态",
  opened: "弹出",
  returned: "归还",
  evidence: "依据",
  notKnownItem: "无编号",
  loanStates: {
    waiting: "等待开仓",
    opening: "正在开仓",
    lent: "借出中",
    returned: "已归还",
    lost: "已丢失",
    "not-opened": "没有弹出",
    unknown: "不确定是否弹出",
  } satisfies Record<Loan["state"], string> as Record<Loan["state"], string>,
  returnUndated: "归还时间不明",
  returnUnproven: "快照尚未证实归还",
  returnByExclusion: "没有编号，因无其他订单符合而认定",
  reports: { "not-opened": "用户反馈：没有弹出", returned: "用户反馈：已归还" },
  reportOutcomes: { "borne-out": "属实", refuted: "不属实" } as Readonly<Record<string, string>>,
  reportOpen: "待核实",
  slotsNow: "仓位现状",
  slotStates: { empty: "空仓", occupied: "有物品", unreadable: "无法读取" } satisfies Record<
    SlotState,
    string
  > as Record<SlotState, string>,
  level: (percent: number) => `电量 ${percent}%`,
  neverSeen: "没有快照",
  seen: "快照",
  money: "费用",
  noCharge: "尚未产生费用",
  soFar: "到现在为止",
  total: "合计",
  grows: "下次增加",
  limit: "最多收取",
  priceLine: ({ what, count }: PriceLine, unit: Unit): string => {
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
        return count === 1 ? "未归还，买下" : `未归还，买下 ${count} 件`;
    }
  },
  charge: "扣款",
  chargeKinds: { rent: "租金", damage: "赔偿金" } satisfies Record<Charge["kind"], string> as Record<
    Charge["kind"],
    string
  >,
  chargeStates: {
    due: "等待扣款",
    completed: "已受理，等待到账",
    failed: "扣款失败",
    owed: "需要线下收取",
    paid: "已支付",
  } satisfies Record<Charge["state"], string> as Record<Charge["state"], string>,
  failures: (count: number) => `失败 ${count} 次`,
  byHand: "线下收款",
  refunded: "已退款",
  paid: "支付时间",
  objections: "用户的异议",
  objectionKinds: { "price-wrong": "价格有误", "item-broken": "物品损坏", other: "其他" } satisfies Record<
    Objection["kind"],
    string
  > as Record<Objection["kind"], string>,
  nthObjection: (objectionNo: number) => `第 ${objectionNo} 条`,
  outcome: "处理结果",
  outcomes: { upheld: "成立", rejected: "不成立" } satisfies Record<Outcome, string> as Record<Outcome, string>,
  outcomeMissing: "请选择处理结果。",
  answer: "答复用户",
  answerHint: "用户会看到这段话，可以不填",
  undecided: "待处理",
  acts: "操作",
  noActs: "现在没有可以做的操作。",
  notPossible: (count: number) => `现在不能做的 ${count} 项`,
  noPermission: "您的角色没有这项权限。",
  /** Chinese has no blanks around quotation marks. */
  quoted: (name: string, _before: string, _after: string) => `“${name}”`,
  fieldAmount: "金额（元）",
  fieldTime: "时间（北京时间）",
  fieldMissing: "请填写。",
  between: (from: string, to: string) => `${from} 至 ${to}`,
  outside: (from: string, to: string) => `请填写 ${from} 至 ${to} 之间的值。`,
  preview: "执行后",
  previewWaits: "填写后显示结果。",
  previewNothing: "订单和金额都不变。",
  changes: "变化",
  becomes: (before: string, after: string) => `${before} → ${after}`,
  none: "无",
  paused: "计费",
  pausedStates: { yes: "暂停", no: "进行中" },
  moved: {
    charged: "新增收费",
    givenUp: "放弃收取",
    collected: "记为已收",
    refunded: "记为已退",
  } satisfies Record<Moved, string> as Record<Moved, string>,
  thenDoes: "之后系统会",
  pending: "系统将要做的",
  timeline: "经过",
  actors: { rider: "用户", "credit-provider": "信用服务方", hub: "系统" } as Readonly<Record<string, string>>,
  ofCabinet: (cabinetId: string) => `机柜 ${cabinetId}`,
  ofOperator: (name: string) => `${name}（运营）`,
  because: (reason: string) => `原因：${reason}`,
  journal: (seq: number, slot: number) => `机柜日志第 ${seq} 条，${slot} 号仓`,
  uncertainty: (seconds: string) => `时钟误差不超过 ${seconds} 秒`,
  clockNeverSet: "机柜从未对时",
  slotBefore: (state: SlotState, itemId: string | undefined) =>
    `此前快照：${{ empty: "空仓", occupied: "有物品", unreadable: "无法读取" }[state]}${itemId ? `，${itemId}` : ""}`,
  problems: {
    "order/changed": "订单刚刚有了变化，下面已显示新的结果。请确认后再执行。",
    "order/return-charged": "订单已按这次归还计费，不能撤回归还。",
  } as Readonly<Record<string, string>>,
};

export type OrdersWords = typeof words;
