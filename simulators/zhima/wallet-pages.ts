import type { Admission } from "./admission.ts";
import type { Order, RentRequest } from "./state.ts";
import { toBeijing, toYuan } from "./wire-values.ts";

const units = { DAY_YUAN: "元/天", HOUR_YUAN: "元/小时", YUAN: "元", YUAN_ONCE: "元/次" } as const;

const style = `
  * { box-sizing: border-box; }
  body { margin: 0; background: #f5f5f5; color: #333; font: 16px/1.5 -apple-system, "PingFang SC", "Noto Sans CJK SC", sans-serif; }
  header { background: #1677ff; color: #fff; padding: 14px 16px; text-align: center; }
  header small, p small { display: block; opacity: .75; font-size: 12px; }
  main { max-width: 480px; margin: 0 auto; padding: 12px; }
  section { background: #fff; border-radius: 8px; padding: 4px 16px; margin-bottom: 12px; }
  h1 { margin: 0; font-size: 18px; font-weight: 500; }
  .deposit { text-align: center; padding: 20px 16px; }
  .deposit strong { display: block; font-size: 32px; font-weight: 500; }
  .deposit s { color: #999; }
  dl { margin: 0; display: grid; grid-template-columns: 8em 1fr; }
  dt, dd { margin: 0; padding: 10px 0; border-bottom: 1px solid #eee; }
  dt { color: #888; } dd { text-align: right; overflow-wrap: anywhere; }
  dl > :nth-last-child(-n+2) { border-bottom: 0; }
  button, .button { display: block; width: 100%; border: 0; border-radius: 8px; padding: 13px; margin-bottom: 10px; background: #1677ff;
    color: #fff; font: inherit; font-size: 18px; text-align: center; text-decoration: none; }
  .quiet { background: none; color: #666; font-size: 15px; }
  h2 { font-size: 16px; font-weight: 500; margin: 12px 0 6px; }
  label { display: flex; justify-content: space-between; align-items: center; padding: 6px 0; }
  label select, label input { flex: 0 1 auto; min-width: 0; max-width: 55%; margin-left: 12px; font: inherit; }
  form { margin: 0 0 8px; } .row { display: flex; flex-wrap: wrap; } .row form { flex: 1 1 30%; margin: 0 6px 0 0; }
  .row button { font-size: 15px; padding: 10px 4px; }
  .note { color: #888; font-size: 13px; padding: 0 4px; }`;

/** The page on which the user confirms the loan (免押金借用申请), refuses it, or learns that he may not have it. */
export function consentPage(request: RentRequest, admission: Admission, userId: string, signedQuery: string): string {
  const form = (decision: string, label: string, look: string) =>
    `<form method="post" action="/consent"><input type="hidden" name="request" value="${escapeHtml(signedQuery)}">` +
    `<input type="hidden" name="user" value="${escapeHtml(userId)}"><input type="hidden" name="decision" value="${decision}">` +
    `<button class="${look}" id="${decision}">${label}</button></form>`;
  const deposit = toYuan(request.depositAmount);
  const offers: Record<Admission, [headline: string, english: string, button: string]> = {
    credit: ["免押金 ¥0.00", "No deposit: your credit is good", "确认借用 Borrow"],
    "credit-after-signing": [
      "免押金 ¥0.00",
      "No deposit; rent is withheld automatically",
      "同意协议并确认借用 Agree and borrow",
    ],
    deposit: [
      `支付押金 ¥${deposit}`,
      "A deposit is frozen and given back on return",
      "支付押金并借用 Freeze deposit and borrow",
    ],
    refused: ["暂不符合免押金条件", "You can't borrow without a deposit here", ""],
  };
  const [headline, english, button] = offers[admission];
  const rent = request.rentAmount === 0 ? "免费 Free" : `${toYuan(request.rentAmount)} ${units[request.rentUnit]}`;
  return page(
    "免押金借用",
    "Borrow on credit",
    `<section class="deposit"><strong>${headline}</strong>${admission.startsWith("credit") ? `<s>¥${deposit}</s>` : ""}<p><small>${english}</small></p></section>
    <section>${list([
      ["借用物品 Goods", request.goodsName],
      ["租金 Rent", rent],
      ["租金说明 Terms", request.rentInfo],
      ["押金 Deposit", `${deposit} 元`],
      ["借用地点 Place", request.shopName],
      ["归还期限 Due", toBeijing(request.expiryTime)],
      ["账号 Account", userId],
    ])}</section>
    ${admission === "credit-after-signing" ? `<p class="note">确认即同意《信用借还自动扣款服务协议》<small>Confirming signs the withholding agreement.</small></p>` : ""}
    ${admission === "refused" ? "" : form("confirm", button, "")}
    ${form("refuse", "返回 Back", "quiet")}`,
  );
}

/** Alipay's general error page: the merchant learns nothing of it. */
export function errorPage(code: string, detail: string): string {
  return page(
    "系统有点忙",
    "Something is wrong with this request",
    `<section class="deposit"><strong>抱歉</strong><p>${escapeHtml(detail)}<small>${escapeHtml(code)}</small></p></section>`,
  );
}

/** 借用记录: the user's loans, with what he can do about them himself. */
export function recordsPage(userId: string, orders: readonly Order[]): string {
  const states = { borrow: "借用中 Borrowed", restore: "已完结 Returned", cancel: "已撤销 Cancelled" } as const;
  const payments = {
    PAY_INIT: "未支付 Not paid",
    PAY_SUCCESS: "已支付 Paid",
    PAY_FAILED: "扣款失败 Payment failed",
    PAY_INPROGRESS: "待短信确认 Waits for SMS",
  } as const;
  const cards = orders.map(
    (order) =>
      `<section>${list([
        ["物品 Goods", order.request.goodsName],
        ["状态 State", states[order.useState]],
        ["借用时间 Since", toBeijing(order.borrowTime)],
        ["归还时间 Until", order.restoreTime === undefined ? undefined : toBeijing(order.restoreTime)],
        ["金额 Amount", order.payAmount === undefined ? undefined : `${toYuan(order.payAmount)} 元`],
        ["支付 Payment", order.payStatus && payments[order.payStatus]],
        ["冻结押金 Frozen", order.deposit.held > 0 ? `${toYuan(order.deposit.held)} 元` : undefined],
        ["订单号 Order", order.outOrderNo],
      ])}</section>${order.payStatus === "PAY_FAILED" ? action(order, "pay", "立即支付 Pay now") : ""}${
        order.payStatus === "PAY_INPROGRESS" ? action(order, "sms-confirm", "回复短信确认 Confirm by SMS") : ""
      }`,
  );
  const none = `<section class="deposit"><p>暂无借用记录<small>No loans yet</small></p></section>`;
  return page("借用记录", `Loans of ${userId}`, cards.join("") || none);
}

function action(order: Order, name: string, label: string): string {
  return `<form method="post" action="/records/${escapeHtml(order.outOrderNo)}/${name}"><button>${label}</button></form>`;
}

export function page(title: string, english: string, content: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>${style}</style></head><body><header><h1>${title}</h1><small>${escapeHtml(english)}</small></header><main>${content}</main></body></html>`;
}

export function list(rows: readonly (readonly [name: string, value: string | undefined])[]): string {
  const shown = rows.filter(([, value]) => value !== undefined);
  return `<dl>${shown.map(([name, value = ""]) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`).join("")}</dl>`;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
