import { chineseLocale } from "../shared/locale-chinese.ts";
import type { Message } from "./message.ts";
import type { HappeningKind, SlotState } from "./screen-state.ts";

export const locale = chineseLocale;

const returnsAsUsual = "归还照常，推入空仓位即可";

/** A space stands between digits and Chinese, everywhere. */
export const words = {
  scanToBorrow: (item: string) => `扫码借${item}`,
  withAlipay: "打开支付宝扫一扫",
  fullest: "电量最足的一个",
  anyItem: "任意一个",
  slot: (slot: number) => `${slot} 号仓`,
  states: {
    ready: "可借",
    empty: "空位 · 可还",
    taken: "正在借出",
    faulted: "暂停使用",
    flat: "充电中",
    offline: "暂不可用",
  } as Record<SlotState, string>,
  /** Where there is room for a few characters. */
  shortStates: {
    ready: "可借",
    empty: "可还",
    taken: "借出中",
    faulted: "停用",
    flat: "充电中",
    offline: "—",
  } as Record<SlotState, string>,
  isOpen: "已打开",
  /** Of an item in a cabinet that does not lend now. */
  notLent: "暂不可借",
  level: (percent: number) => `电量 ${percent}%`,
  counts: (ready: number, empty: number) => `可借 ${ready} · 可还 ${empty}`,
  returningWorks: "归还不受影响",
  mayReturn: (empty: number) => `可还 ${empty}`,
  toReturn: "归还：推入空仓位，听到“咔哒”一声即可",
  full: "本机已满，暂时不能归还",
  help: (telephone: string) => `客服 ${telephone}`,
  cabinetSlots: "机柜仓位",
  showCode: "点击显示大码",
  codeOf: (slot: number) => `${slot} 号仓的二维码`,
  bestCode: "二维码：打开支付宝扫一扫",
  close: "关闭",
  wake: "点击屏幕查看全部仓位",
  nothingToBorrow: { title: "暂时没有可借的", text: "请稍后再来，或到附近的机柜借用" },
  closed: { title: "本机暂停借出", text: returnsAsUsual },
  offline: { title: "本机暂时离线，不能借用", text: returnsAsUsual },
  "not-for-rent": { title: "本机暂不出借", text: returnsAsUsual },
  unreachable: { title: "网络中断，暂时不能扫码借用", text: returnsAsUsual },
  connecting: { title: "正在连接…", text: returnsAsUsual },
  happenings: {
    opening: (slot) => ({ title: `${slot} 号仓正在打开`, text: "请稍候" }),
    take: (slot, item) => ({ title: `${slot} 号仓已打开`, text: `请取走${item}` }),
    "not-opened": (slot) => ({ title: `${slot} 号仓没有打开`, text: "没有借出，请看手机上的提示" }),
    returned: (slot) => ({ title: `${slot} 号仓已归还，谢谢`, text: "费用以手机上的账单为准" }),
    received: (slot) => ({ title: `${slot} 号仓已收到`, text: "手机上仍显示租借中？请在订单里点“已归还”" }),
    push: (slot) => ({ title: `${slot} 号仓没有推到底`, text: "请再往里推，听到“咔哒”一声为止" }),
    "out-of-order": (slot) => ({ title: `${slot} 号仓暂停使用`, text: "请换一个仓位" }),
  } as Record<HappeningKind, (slot: number, item: string) => Message>,
  cost: (amount: string) => `本次费用 ${amount}`,
  costsNothing: "本次免费",
  pairing: {
    title: "把这块屏幕连接到机柜",
    code: "配对码",
    steps: ["把配对码告诉运营人员", "运营人员给这台机柜添加屏幕，输入配对码", "屏幕会自动显示机柜"],
    renews: "配对码 10 分钟内有效，过期自动更换",
  },
};
