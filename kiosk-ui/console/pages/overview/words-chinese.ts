import type { Answer } from "../../hub-types.ts";
import type { FigureName } from "./figures.ts";

export type Overview = Answer<"/api/operator/overview">;
/** What an operator has to do something about: a count of the overview. */
export type Trouble = Exclude<keyof Overview["orders"], "out"> | "offline" | "distrusted" | "drifting";

/** What the overview says, in Chinese. */
export const words = {
  title: "总览",
  brokenNow: "需要处理",
  allWell: "现在没有需要处理的事项。",
  trouble: {
    review: "待审核订单",
    inDoubt: "不确定是否开仓",
    notCollected: "扣款失败",
    owed: "需线下收款",
    reported: "用户报告问题",
    objections: "用户提出异议",
    offline: "机柜离线",
    distrusted: "机柜数据不可信",
    drifting: "机柜与记录不一致",
  } satisfies Record<Trouble, string> as Record<Trouble, string>,
  now: "现在",
  out: "借出中的订单",
  slots: "运营中的仓位",
  cabinets: "机柜",
  inService: (count: number) => `${count} 台停用`,
  howItWent: "经营情况",
  range: "时间范围",
  ranges: { day: "今天", week: "近 7 天", month: "近 30 天" },
  figures: {
    loans: "订单",
    income: "收入",
    failed: "开仓失败",
    openingTime: "平均开仓时间",
    out: "借出中的订单",
    lentTime: "借用时长",
    perSlot: "每仓借出次数",
  } satisfies Record<FigureName, string> as Record<FigureName, string>,
  lentTimeNote: "按借出时间统计，归还后计入",
  average: { hour: "每小时平均", day: "每天平均" },
  failedOf: (share: string) => `占 ${share}`,
  seconds: (count: string) => `${count} 秒`,
  hours: (count: string) => `${count} 小时`,
  noOpening: "没有开仓",
  onAverage: "平均",
  noCount: "还没有统计",
  asTable: "以表格显示",
  time: "时间",
  hour: (hour: number) => `${hour} 时`,
};

export type OverviewWords = typeof words;
