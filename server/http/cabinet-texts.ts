import type { CabinetAct, Obstacle } from "../fleet/cabinet-acts.ts";
import type { VisitReason } from "../fleet/visit-reasons.ts";
import { bookTime } from "../rental/book-day.ts";
import { type CodedTexts, says } from "./coded-text.ts";
import { type PageLanguage, pageLanguage, wantedLanguages } from "./problem-texts.ts";

/** What operators read about cabinets that the hub decides by codes, in one language. */
export interface CabinetTexts {
  readonly obstacles: Readonly<Record<Obstacle, string>>;
  readonly visits: CodedTexts<VisitReason>;
}

export const cabinetTextsEnglish: CabinetTexts = {
  obstacles: {
    "cabinet/not-connected": "The cabinet is not connected.",
    "cabinet/out-of-service": "The cabinet is out of service.",
    "cabinet/in-service": "The cabinet is in service.",
    "cabinet/in-use": "Orders or returns of this cabinet are open. Decide them first.",
    "cabinet/not-distrusted": "The cabinet is not distrusted.",
    "cabinet/service-limit": "The cabinet got as many commands as it may within ten minutes. Wait a moment.",
    "bridge/too-old": "The bridge's software is too old for this. Update it.",
    "slot/held": "An order holds this slot. Wait until it has its item, or decide the order.",
    "slot/in-service": "This slot is being opened for an operator.",
    "slot/locked": "This slot is locked already.",
    "slot/not-locked": "This slot is not locked.",
  },
  visits: {
    silent: {
      says: ({ since }) => `not connected since ${bookTime(since)}`,
      advice: "Check power and network on site. Items can still be returned; they are booked once it is connected.",
    },
    "board-silent": {
      says: () => "the bridge is connected, but the board does not answer",
      advice:
        "Restart the bridge. If that does not help, check the cable between bridge and board, and the board's power.",
    },
    "disk-failing": {
      says: () => "the bridge can't write its disk: nothing is lent, and returns are kept in memory only",
      advice: "Keep its power on until the returns are booked. Then make room on the SD card, or replace it.",
    },
    distrusted: {
      says: ({ since }) => `distrusted since ${bookTime(since)}`,
      advice: "Compare the slots with what the hub shows. When the cause is gone, trust the cabinet again.",
    },
    full: {
      says: ({ slots }) => `all ${slots} slots that work hold an item`,
      advice: "Take some items out, so that riders can return theirs.",
    },
    empty: {
      says: () => "there is no item to lend",
      advice: "Bring items. Push them into empty slots; no command is needed for that.",
    },
    "faulty-slots": {
      says: ({ slots }) => `slots out of order: ${slots.join(", ")}`,
      advice: "Look into the slots and clean or repair them. Lock a slot that can't be repaired now.",
    },
    "low-charge": {
      says: ({ slots, below }) => `most items are charged below ${below} %: slots ${slots.join(", ")}`,
      advice: "Check the cabinet's power supply and its chargers, or swap the items.",
    },
    "locked-slots": {
      says: ({ slots, since }) => `slots locked since ${bookTime(since)}: ${slots.join(", ")}`,
      advice: "Repair the slots and unlock them.",
    },
    drift: {
      says: ({ drifts }) =>
        drifts.length === 1
          ? "the cabinet shows something that differs from the hub's books"
          : `the cabinet shows ${drifts.length} kinds of things that differ from the hub's books`,
      advice: "The cabinet's page names each difference, and what to look for.",
    },
  },
};

export const cabinetTextsChinese: CabinetTexts = {
  obstacles: {
    "cabinet/not-connected": "机柜未连接。",
    "cabinet/out-of-service": "机柜已停用。",
    "cabinet/in-service": "机柜正在使用中。",
    "cabinet/in-use": "该机柜还有未完结的订单或未匹配的归还，请先处理。",
    "cabinet/not-distrusted": "机柜未被标记为不可信。",
    "cabinet/service-limit": "十分钟内下达的指令已达上限，请稍后再试。",
    "bridge/too-old": "网关软件版本过旧，不支持此操作，请先升级。",
    "slot/held": "有订单占用该仓位，请等待物品弹出，或先处理该订单。",
    "slot/in-service": "该仓位正在为运维人员打开。",
    "slot/locked": "该仓位已锁定。",
    "slot/not-locked": "该仓位未锁定。",
  },
  visits: {
    silent: {
      says: ({ since }) => `自 ${bookTime(since)} 起未连接`,
      advice: "到现场检查电源和网络。期间仍可归还，恢复连接后自动入账。",
    },
    "board-silent": {
      says: () => "网关已连接，但控制板没有应答",
      advice: "先重启网关；仍无应答时，检查网关与控制板之间的线缆和控制板电源。",
    },
    "disk-failing": {
      says: () => "网关无法写入存储卡：暂停借出，归还记录只保存在内存中",
      advice: "归还入账前请勿断电；之后清理存储卡空间或更换存储卡。",
    },
    distrusted: {
      says: ({ since }) => `自 ${bookTime(since)} 起被标记为不可信`,
      advice: "核对仓位与系统显示是否一致；原因排除后恢复信任。",
    },
    full: {
      says: ({ slots }) => `可用的 ${slots} 个仓位已满`,
      advice: "取出部分物品，以便用户归还。",
    },
    empty: {
      says: () => "没有可借的物品",
      advice: "补充物品，直接推入空仓即可，无需下达指令。",
    },
    "faulty-slots": {
      says: ({ slots }) => `故障仓位：${slots.join("、")}`,
      advice: "检查并清洁或维修仓位；暂时无法修复的请锁定。",
    },
    "low-charge": {
      says: ({ slots, below }) => `多数物品电量低于 ${below}%：仓位 ${slots.join("、")}`,
      advice: "检查机柜供电和充电模块，或更换物品。",
    },
    "locked-slots": {
      says: ({ slots, since }) => `自 ${bookTime(since)} 起锁定的仓位：${slots.join("、")}`,
      advice: "维修后解除锁定。",
    },
    drift: {
      says: ({ drifts }) => `机柜与系统记录有 ${drifts.length} 类差异`,
      advice: "机柜页面列出了每条差异及核对方法。",
    },
  },
};

const texts: Readonly<Record<PageLanguage, CabinetTexts>> = { "zh-CN": cabinetTextsChinese, en: cabinetTextsEnglish };

/** The texts in the reader's language. @param acceptLanguage the header; programs that ask for no language get English */
export function cabinetTextsFor(acceptLanguage: string | undefined): CabinetTexts {
  return texts[wantedLanguages(acceptLanguage).length === 0 ? "en" : pageLanguage(acceptLanguage)];
}

/** A reason for a visit with its facts, and as text. */
export function visitView(reason: VisitReason, { visits }: CabinetTexts) {
  return { ...reason, what: says(visits, reason), advice: visits[reason.code].advice };
}

/** An act as the console offers it: possible, or with what stands in its way, as a code and as text. */
export function cabinetActView(
  { act, slot, obstacle }: { readonly act: CabinetAct; readonly slot?: number; readonly obstacle?: Obstacle },
  { obstacles }: CabinetTexts,
) {
  return {
    act,
    ...(slot !== undefined && { slot }),
    possible: obstacle === undefined,
    ...(obstacle !== undefined && { obstacle: { code: obstacle, text: obstacles[obstacle] } }),
  };
}
