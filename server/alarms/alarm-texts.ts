import { bookTime } from "../rental/book-day.ts";
import type { Alarm, AlarmFacts, AlarmKind } from "../store/alarm-table.ts";

/** An alarm as people read it. */
export interface AlarmText {
  readonly title: string;
  readonly text: string;
}

type Texts = Readonly<Record<AlarmKind, (facts: AlarmFacts, subject: string) => AlarmText>>;

const since = ({ since: at }: AlarmFacts): string => (typeof at === "number" ? bookTime(at) : "");

const chinese: Texts = {
  "cabinet-silent": (facts, subject) => ({
    title: `机柜离线：${facts["name"] ?? subject}`,
    text: `机柜 ${subject} 自 ${since(facts)} 起没有连接。请检查电源和网络。`,
  }),
  "cabinet-disk": (facts, subject) => ({
    title: `机柜存储故障：${facts["name"] ?? subject}`,
    text: `机柜 ${subject} 的网关无法写入存储。归还照常上报，但不能借出。请检查存储卡：可能已满、变为只读或已损坏。`,
  }),
  "cabinet-journal": (facts, subject) => ({
    title: `机柜积压事件过多：${facts["name"] ?? subject}`,
    text: `机柜 ${subject} 积压 ${facts["count"]} 条事件，丢弃 ${facts["dropped"]} 条。请检查传感器和网络。`,
  }),
  "review-waits": (facts) => ({
    title: `${facts["count"]} 个订单待审核超过一天`,
    text: `最早的从 ${since(facts)} 开始等待。请在后台处理。`,
  }),
  "charges-fail": (facts) => ({
    title: `${facts["count"]} 个订单扣款失败`,
    text: "系统会自动重试。请在后台查看原因。",
  }),
  "return-unmatched": (facts) => ({
    title: `${facts["count"]} 次归还没有匹配的订单`,
    text: `最早的发生在 ${since(facts)}。用户可能仍在计费，请在后台指定订单。`,
  }),
  "openings-fail": (facts, subject) => ({
    title: "开仓失败较多",
    text: `${subject}：最近一刻钟的 ${facts["of"]} 次开仓中有 ${facts["count"]} 次没有成功。`,
  }),
  guessing: (facts, subject) => ({
    title: "有人在猜测密码或令牌",
    text: `${subject}：最近一刻钟有 ${facts["count"]} 次错误的密码、验证码或令牌。系统已限速。`,
  }),
  "provider-away": (facts, subject) => ({
    title: "无法连接支付平台",
    text: `${subject}：最近一刻钟的 ${facts["of"]} 次调用中有 ${facts["count"]} 次没有得到明确答复。系统会自动重试，不会重复扣款。`,
  }),
  "hub-not-ready": (facts, subject) => ({
    title: "服务器无法正常工作",
    text: `${subject}：${facts["reasons"]}`,
  }),
};

const english: Texts = {
  "cabinet-silent": (facts, subject) => ({
    title: `Cabinet away: ${facts["name"] ?? subject}`,
    text: `The cabinet ${subject} has not been connected since ${since(facts)} (Beijing time). Check its power and its network.`,
  }),
  "cabinet-disk": (facts, subject) => ({
    title: `Disk of a cabinet fails: ${facts["name"] ?? subject}`,
    text: `The bridge of the cabinet ${subject} can't write its disk. Returns are still reported, but nothing can be borrowed. Check the card: it may be full, read-only or broken.`,
  }),
  "cabinet-journal": (facts, subject) => ({
    title: `Too many events of a cabinet: ${facts["name"] ?? subject}`,
    text: `The bridge of the cabinet ${subject} holds ${facts["count"]} events that the hub does not have, and dropped ${facts["dropped"]}. Check its sensors and its network.`,
  }),
  "review-waits": (facts) => ({
    title: `${facts["count"]} orders have waited for an operator for more than a day`,
    text: `The oldest has waited since ${since(facts)} (Beijing time). Decide about it in the console.`,
  }),
  "charges-fail": (facts) => ({
    title: `${facts["count"]} charges could not be collected`,
    text: "The hub tries again by itself. The console shows the reasons.",
  }),
  "return-unmatched": (facts) => ({
    title: `${facts["count"]} returns belong to no order`,
    text: `The oldest came at ${since(facts)} (Beijing time). Its rider may be paying on: assign it in the console.`,
  }),
  "openings-fail": (facts, subject) => ({
    title: "Many slots do not open",
    text: `${subject}: ${facts["count"]} of ${facts["of"]} openings in the last quarter of an hour did not succeed.`,
  }),
  guessing: (facts, subject) => ({
    title: "Somebody guesses passwords or tokens",
    text: `${subject}: ${facts["count"]} wrong passwords, codes or tokens in the last quarter of an hour. The hub slows them down.`,
  }),
  "provider-away": (facts, subject) => ({
    title: "The credit provider can't be reached",
    text: `${subject}: ${facts["count"]} of ${facts["of"]} calls in the last quarter of an hour had no definite answer. They are repeated; nothing is charged twice.`,
  }),
  "hub-not-ready": (facts, subject) => ({
    title: "The hub can't do its work",
    text: `${subject}: ${facts["reasons"]}`,
  }),
};

type Told = Pick<Alarm, "kind" | "subject" | "facts">;

/** An alarm in both languages. */
export function alarmText({ kind, subject, facts }: Told): { readonly zh: AlarmText; readonly en: AlarmText } {
  return { zh: chinese[kind](facts, subject), en: english[kind](facts, subject) };
}

/** An alarm as other systems are told of it, with its words in both languages. */
export function toldAlarm(alarm: Alarm): object {
  const { zh, en } = alarmText(alarm);
  const { id, kind, subject, facts, raisedAt, clearedAt } = alarm;
  const texts = { title: { zh: zh.title, en: en.title }, text: { zh: zh.text, en: en.text } };
  return { alarmId: id, kind, subject, facts, raisedAt, ...(clearedAt !== undefined && { clearedAt }), ...texts };
}
