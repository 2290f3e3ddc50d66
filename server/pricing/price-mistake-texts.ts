import type { EpochMs } from "../../protocol/ids.ts";
import type { Bilingual } from "../rental/bilingual.ts";
import type { Overlap } from "../rental/rate-plan.ts";
import type { PriceMistake } from "./price-mistake.ts";
import type { PriceRemark } from "./price-remarks.ts";

/** What is wrong and how to mend it, for the operator who wrote the prices. */
export function mistakeText(mistake: PriceMistake): Bilingual {
  switch (mistake.code) {
    case "goods-name-blank":
      return { zh: "物品名称不能为空", en: "The name of the goods must not be blank" };
    case "goods-name-long":
      return { zh: "物品名称最多 14 个字符", en: "The name of the goods must have at most 14 characters" };
    case "goods-name-characters":
      return {
        zh: "物品名称不能含英文双引号、英文逗号、控制字符或文字方向符号，钱包不接受",
        en: "The name of the goods must hold no straight double quote, no comma, no control character and no mark of the writing direction: the wallet refuses them",
      };
    case "total-cap-zero":
      return {
        zh: "总封顶不能为 0：它是押金，也是物品未归还时的买断价",
        en: "The total cap must not be 0: it is the deposit, and what an item costs that never comes back",
      };
    case "daily-cap-above-total":
      return {
        zh: "每 24 小时封顶不能高于总封顶（押金）：芝麻信用不会扣取超过押金的费用",
        en: "The cap for 24 hours must not be above the total cap, the deposit: the wallet collects no more than the deposit",
      };
    case "price-above-daily-cap":
      return {
        zh: "单价不能高于每 24 小时封顶",
        en: "The price of a unit must not be above the cap for 24 hours",
      };
    case "daily-cap-without-price":
      return {
        zh: "单价为 0 时，每 24 小时封顶也须为 0：没有租金的订单不会签约代扣，之后无法扣款",
        en: "The cap for 24 hours must be 0 where the price of a unit is 0: without a rent nobody signs a withholding, and nothing can be collected later",
      };
    case "deposit-without-provider":
      return {
        zh: "由商家自行收款时不能允许押金：此时钱包不收押金",
        en: "The deposit must not be allowed where the merchant collects: the wallet takes no deposit then",
      };
    case "version-differs":
      return {
        zh: `价格版本 ${mistake.version} 在此出现两次，内容不同：请为其中一个换新版本号`,
        en: `Tariff ${mistake.version} stands here twice with different content: give one of them another version`,
      };
    case "version-published":
      return {
        zh: `价格版本 ${mistake.version} 已发布过，内容不同：请换新版本号`,
        en: `Tariff ${mistake.version} was published with other content: give this one a new version`,
      };
    case "never-applies":
      return {
        zh: "此方案永不生效：结束时间须晚于开始时间",
        en: "The plan never applies: its end must be later than its start",
      };
    case "overlap":
      return overlapText(mistake.version, mistake);
    case "item-kind-unknown":
      return {
        zh: `没有物品种类 ${mistake.itemKind}：请先添加`,
        en: `There is no item kind ${mistake.itemKind}: add it first`,
      };
    case "time-unreadable":
      return { zh: "这个时间不存在", en: "There is no such moment" };
    case "provider-refuses":
      return {
        zh: `一次借 ${mistake.items} 件时，钱包会拒绝：${mistake.why}`,
        en: `The wallet would refuse a loan of ${mistake.items}: ${mistake.why}`,
      };
  }
}

/** What an operator should know before he publishes. */
export function remarkText(remark: PriceRemark): Bilingual {
  switch (remark.code) {
    case "cabinets-unknown": {
      const names = remark.cabinets.join(", ");
      return { zh: `没有登记这些机柜：${names}`, en: `These cabinets are not registered: ${names}` };
    }
    case "cabinets-without-price": {
      const names = remark.cabinets.join(", ");
      return {
        zh: `这些机柜没有适用的价格，不能租借：${names}`,
        en: `No plan applies to these cabinets, so they lend nothing: ${names}`,
      };
    }
    case "replaced-later":
      return {
        zh: `第 ${remark.number} 版价格已定于之后生效，届时取代此价格`,
        en: `Price list ${remark.number} takes effect later and replaces these prices then`,
      };
  }
}

/** A mistake on one line of a command's output. */
export function mistakeLine(mistake: PriceMistake): string {
  return `tariff ${mistake.version}: ${mistakeText(mistake).en}`;
}

function overlapText(version: string, { other, itemKind, cabinets, from, until }: Overlap): Bilingual {
  const places = cabinets?.join(", ");
  const zh = `${places ?? "所有地点"} 的 ${itemKind}${time(from, " 自 ")}${time(until, " 至 ")}`;
  const en = `each ${itemKind} ${places === undefined ? "in every place" : `of ${places}`}${time(from, " from ")}${time(until, " until ")}`;
  return {
    zh: `价格 ${other} 与 ${version} 同时适用于${zh}：请错开时间或地点`,
    en: `Tariffs ${other} and ${version} both apply to ${en}: let them differ in time or place`,
  };
}

function time(at: EpochMs | undefined, word: string): string {
  return at === undefined ? "" : `${word}${new Date(at).toISOString()}`;
}
