import { signedYuan } from "../books/signed-yuan.ts";
import { bookTime } from "../rental/book-day.ts";
import type { Answer, CreditView } from "../rental/credit-view.ts";
import type { ItemBack } from "../rental/event.ts";
import type { OperatorAct } from "../rental/operator-act.ts";
import type { TimelineTexts } from "./coded-text.ts";
import { operatorActTextsChinese } from "./operator-act-texts-chinese.ts";

const uses = { borrowed: "借用中", restored: "已完结", cancelled: "已撤销" } as const;
const payments = { "not-started": "未支付", "in-progress": "支付中", paid: "已支付", failed: "支付失败" } as const;
const kinds = { rent: "租金", damage: "赔偿金" } as const;
const claims = { "not-opened": "没有弹出", returned: "已归还" } as const;
const objections = { "price-wrong": "价格有误", "item-broken": "物品损坏", other: "其他" } as const;
const outcomes = { upheld: "成立", rejected: "不成立" } as const;
const states = { empty: "空仓", occupied: "有物品", unreadable: "无法读取" } as const;
const refusals = {
  expired: "指令已过期",
  "clock-unknown": "机柜尚未对时",
  "no-such-slot": "没有这个仓位",
  "slot-empty": "仓位是空的",
  "item-unreadable": "读不到物品编号",
  "lock-fault": "电机动作后物品仍在原位",
  "board-silent": "控制板没有应答",
  "board-refused": "控制板拒绝",
} as const;
const doubts = {
  "board-silent": "控制板没有应答",
  unclear: "控制板的应答自相矛盾",
  restarted: "网关在开仓途中重启",
} as const;
const wakes = {
  "confirmation-overdue": "等待确认的时间已到",
  "answer-overdue": "等待机柜应答的时间已到",
  "given-up-for-lost": "等待归还的时间已到",
  "offer-over": "为用户保留仓位的时间已到",
  "sighting-due": "再次核对仓位中的物品",
  "proof-due": "核对归还是否得到证实",
  "report-due": "核对用户的反馈是否属实",
} as const;

const yuan = (amount: number) => `${signedYuan(amount)} 元`;
const item = (itemId: string | undefined) => (itemId === undefined ? "" : `，物品 ${itemId}`);
const suspect = (distrusted: true | undefined) => (distrusted ? "（该机柜已被标记为不可信）" : "");

function answered<Value>(answer: Answer<Value>, yes: (value: Value) => string): string {
  switch (answer.outcome) {
    case "ok":
      return yes(answer.value);
    case "refused":
      return `被拒绝：${answer.providerCode}`;
    case "unknown":
      return `没有明确结果：${answer.why}`;
  }
}

function credit({ creditOrderNo, useState, payment, payKind, payAmount }: CreditView): string {
  const paid = payment === undefined ? "" : `，${payments[payment]}`;
  const amount = payAmount === undefined ? "" : `，${payKind ? kinds[payKind] : "金额"} ${yuan(payAmount)}`;
  return `${creditOrderNo} ${uses[useState]}${paid}${amount}`;
}

function back({ place, slot, at, latest, claimed, unseen }: ItemBack): string {
  const when =
    at === null ? "，时间不明" : `，时间 ${bookTime(at)}${latest === undefined ? "" : ` 至 ${bookTime(latest)}`}`;
  const said = claimed === undefined ? "" : `（机柜称 ${bookTime(claimed)}，不可信）`;
  return `机柜“${place.name}”${slot} 号仓${when}${said}${unseen ? "，快照尚未显示该物品" : ""}`;
}

function decision(act: OperatorAct): string {
  const { name } = operatorActTextsChinese.acts[act.act];
  const facts = [
    "loanNo" in act ? `第 ${act.loanNo} 件` : "",
    "at" in act ? bookTime(act.at) : "",
    "until" in act ? bookTime(act.until) : "",
    "amount" in act ? yuan(act.amount) : "",
    "outcome" in act ? outcomes[act.outcome] : "",
    "answer" in act && act.answer !== undefined ? `答复用户：${act.answer}` : "",
  ].filter((fact) => fact !== "");
  return facts.length === 0 ? name : `${name}：${facts.join("，")}`;
}

export const timelineTextsChinese: TimelineTexts = {
  timeline: {
    requested: ({ request: { place, slots } }) =>
      `用户在“${place.name}”申请借用 ${slots.map(({ slot }) => slot).join("、")} 号仓的物品`,
    "credit-noticed": ({ about }) => `信用服务方通知：信用订单${about === "created" ? "已创建" : "已完结"}`,
    "rider-came-back": ({ refused }) => (refused ? "用户从钱包返回，钱包称未通过" : "用户从钱包返回"),
    "credit-seen": ({ answer }) => `查询信用订单：${answered(answer, credit)}`,
    "credit-completed": ({ answer }) => `请求扣款：${answered(answer, () => "已受理")}`,
    "credit-cancelled": ({ answer }) => `请求撤销信用订单：${answered(answer, () => "已撤销")}`,
    "credit-modified": ({ times, answer }) =>
      `告知新的到期时间 ${bookTime(times.expiresAt)}：${answered(answer, () => "已接受")}`,
    "slot-chosen": ({ choice }) => (choice === null ? "没有其他可用的仓位" : `另选 ${choice.slot} 号仓`),
    "offer-answered": ({ accepted }) => (accepted ? "用户接受另一个仓位" : "用户不要另一个仓位"),
    renewed: () => "用户续借",
    "rider-reported": ({ loanNo, report: { claim, where }, unpaused, unmatchedEvent }) => {
      const at =
        where === undefined ? "" : `，机柜 ${where.cabinetId}${where.slot === undefined ? "" : ` ${where.slot} 号仓`}`;
      const found = unmatchedEvent === undefined ? "" : `；符合一次未匹配的归还：${back(unmatchedEvent)}`;
      return `用户反馈第 ${loanNo} 件${claims[claim]}${at}${unpaused ? "（计费不暂停）" : ""}${found}`;
    },
    "rider-declared-lost": ({ loanNo }) => `用户申报第 ${loanNo} 件丢失并买下`,
    "rider-objected": ({ objection: { kind, text } }) =>
      `用户提出异议：${objections[kind]}${text === undefined ? "" : `，“${text}”`}`,
    "rider-left": () => "仓门是否打开尚不清楚，用户称没有弹出并离开",
    "slot-answered": ({ result, at, claimed, elsewhere, distrusted }) => {
      const when = `，时间 ${bookTime(at)}${claimed === undefined ? "" : `（机柜称 ${bookTime(claimed)}，不可信）`}`;
      const other = elsewhere === undefined ? "" : `，但物品 ${elsewhere.itemId} 另有去处`;
      switch (result.outcome) {
        case "opened":
          return `机柜应答：已打开${item(result.itemId)}${when}${other}${suspect(distrusted)}`;
        case "refused":
          return `机柜应答：没有打开，${refusals[result.reason]}${when}`;
        case "unknown":
          return `机柜应答：不确定是否打开，${doubts[result.reason]}${when}`;
      }
    },
    "slot-seen": ({ report, at }) =>
      `快照显示 ${report.slot} 号仓${states[report.state]}${item(report.itemId)}，时间 ${bookTime(at)}`,
    "item-seen": ({ loanNo, sighting: { place, slot, at } }) =>
      `快照显示第 ${loanNo} 件在机柜“${place.name}”${slot} 号仓，时间 ${bookTime(at)}`,
    "item-returned": ({ itemId, byExclusion, distrusted, ...where }) =>
      `归还${item(itemId)}：${back(where)}${byExclusion ? "，因没有其他订单符合而归于本订单" : ""}${suspect(distrusted)}`,
    "return-proven": ({ loanNo }) => `快照证实第 ${loanNo} 件已归还`,
    "return-contradicted": ({ loanNo, shownBy }) => `第 ${loanNo} 件的归还被否定：物品在机柜 ${shownBy} 中`,
    "exclusion-contradicted": ({ loanNo }) => `第 ${loanNo} 件的归还可能是另一件物品`,
    "cabinet-came": () => "机柜重新上线",
    "operator-acted": ({ act }) => decision(act),
    "given-up": () => "用户放弃",
    "clock-stepped": ({ by }) => `系统时钟调整了 ${by / 1000} 秒`,
    woken: ({ about, distrusted }) => `${wakes[about.what]}${suspect(distrusted)}`,
  },
};
