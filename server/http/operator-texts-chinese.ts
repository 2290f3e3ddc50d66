import { signedYuan } from "../books/signed-yuan.ts";
import { bookTime } from "../rental/book-day.ts";
import type { ChargeState, OrderState } from "../rental/transitions.ts";
import type { OperatorTexts } from "./coded-text.ts";
import { operatorActTextsChinese } from "./operator-act-texts-chinese.ts";
import { timelineTextsChinese } from "./timeline-texts-chinese.ts";

const kinds = { rent: "租金", damage: "赔偿金" } as const;
const times = {
  opening: "机柜上报的弹出时间",
  return: "机柜上报的归还时间",
  borrowing: "信用服务方返回的借用时间",
  restoring: "信用服务方返回的归还时间",
  payment: "信用服务方返回的支付时间",
} as const;
const reports = { "not-opened": "没有弹出", returned: "已归还" } as const;
const uses = { borrowed: "借用中", restored: "已完结", cancelled: "已撤销" } as const;
const payments = { "not-started": "未支付", "in-progress": "支付中", paid: "已支付", failed: "支付失败" } as const;
const states: Readonly<Record<OrderState, string>> = {
  requested: "待用户确认",
  confirmed: "已确认",
  active: "借用中",
  settling: "结算中",
  settled: "已结清",
  lapsed: "未确认",
  cancelling: "正在取消",
  cancelled: "已取消",
};
const charges: Readonly<Record<ChargeState, string>> = {
  due: "待扣款",
  completed: "已提交扣款",
  failed: "扣款失败",
  owed: "待线下收款",
  paid: "已支付",
};

const yuan = (amount: number) => `${signedYuan(amount)} 元`;

export const operatorTextsChinese: OperatorTexts = {
  ...operatorActTextsChinese,
  ...timelineTextsChinese,
  reviews: {
    "completed-before-lent": {
      says: () => "物品尚未借出，信用订单已被完结",
      advice: "在商家后台查明由谁完结；在后台退还已收款项，在 `end-by-hand` 的原因中写明金额，再提交 `close-review`。",
    },
    "provider-indefinite": {
      says: () => "信用服务方一直没有明确答复",
      advice: "在商家后台查询该订单；服务恢复后提交 `close-review`，系统会重新查询。",
    },
    "returned-after-write-off": {
      says: () => "物品按丢失处理后又归还",
      advice: "确定应退的赔偿金，在商家后台退款，提交 `record-refund`，再提交 `close-review`。",
    },
    "returned-before-write-off": {
      says: ({ at }) => `用户申报丢失之前，物品已于 ${bookTime(at)} 归还，机柜后来才上报`,
      advice: "用户只应支付到归还时为止的租金。在商家后台退还差额，提交 `record-refund`，再提交 `close-review`。",
    },
    "return-undated": {
      says: () => "无法确定归还时间",
      advice: "向用户核实并查看机柜日志；提交带时间的 `mark-returned`，再提交 `close-review`。",
    },
    "opening-unresolved": {
      says: () => "既无应答也无快照能说明仓门是否打开",
      advice: "查看仓位：物品未取走则提交 `mark-not-opened`；已被取走则提交 `close-review`，继续计费。",
    },
    "opening-contradicted": {
      says: () => "机柜对同一次弹出给出了矛盾的结果",
      advice: "查看仓位并询问用户；提交 `mark-not-opened` 或 `mark-returned`，再提交 `close-review`，并检修机柜。",
    },
    "return-not-reported": {
      says: () => "物品已在仓位中，但机柜没有上报归还",
      advice: "以首次看到该物品的快照时间提交 `mark-returned`，再提交 `close-review`。",
    },
    "times-refused": {
      says: ({ providerCode }) => `信用服务方拒绝新的时间：${providerCode}`,
      advice: "查询该错误码。我方的到期时间照常有效：提交 `close-review` 继续。",
    },
    "times-not-taken": {
      says: () => "信用服务方没有接受新的时间",
      advice: "服务恢复后提交 `close-review`；新的时间不会再次发送。",
    },
    "report-not-borne-out": {
      says: ({ claim }) => `用户反馈“${reports[claim]}”，但没有机柜能证实`,
      advice: "查看仓位：属实则提交 `mark-returned` 或 `mark-not-opened`；只提交 `close-review` 表示反馈不属实。",
    },
    "cancelled-while-lent": {
      says: () => "物品已借出，信用订单却被撤销",
      advice: "已无法通过信用服务方收款：线下收款后提交 `mark-collected`，或提交 `waive` 免除。",
    },
    "completion-refused": {
      says: ({ providerCode }) => `信用服务方拒绝完结：${providerCode}`,
      advice: "查询该错误码；原因消除后提交 `close-review`，否则线下收款并提交 `mark-collected`。",
    },
    "completion-not-taken": {
      says: () => "信用服务方没有完结订单",
      advice: "在商家后台查询该订单；服务恢复后提交 `close-review`，系统会先查询再重试。",
    },
    "collected-otherwise": {
      says: ({ asked, kind, shown = asked, shownKind = kind }) =>
        `信用服务方显示${kinds[shownKind]} ${yuan(shown)}，我方请求的是${kinds[kind]} ${yuan(asked)}`,
      advice: "在商家后台查明由谁修改并更正，再提交 `close-review`，系统会重新查询。",
    },
    "payment-failed": {
      says: () => "信用订单已完结，但扣款失败",
      advice: "订单不能再次完结：线下收款后提交 `mark-collected`，再提交 `close-review`。",
    },
    "paid-twice": {
      says: ({ amount }) => `运营已线下收款，用户又向信用服务方支付了 ${yuan(amount)}`,
      advice: "在商家后台退还其中一笔，并提交 `record-refund`。",
    },
    "ended-elsewhere": {
      says: ({ useState }) => `物品尚未归还，信用订单已是“${uses[useState]}”`,
      advice: "查明由谁结束；物品归还后提交 `mark-returned`，欠款线下收取后提交 `mark-collected`。",
    },
    "collection-failed": {
      says: () => "租金多次扣款失败",
      advice: "提交 `close-review` 立即再次扣款，或线下收款后提交 `mark-collected`，或提交 `waive` 免除。",
    },
    "completed-unlent": {
      says: () => "物品没有借出，信用订单却已完结",
      advice: "在商家后台退还已收款项，在 `end-by-hand` 的原因中写明金额，再提交 `close-review`。",
    },
    "cancellation-not-taken": {
      says: () => "信用服务方没有撤销订单",
      advice: "在商家后台撤销后提交 `end-by-hand`，或提交 `close-review` 再试。",
    },
    "time-implausible": {
      says: ({ what, claimed, kept }) => `${times[what]}不可信：${bookTime(claimed)}，暂按 ${bookTime(kept)}`,
      advice:
        "查明真实时间；若为归还时间则提交带时间的 `mark-returned`，或提交 `lower-amount`，再提交 `close-review`。",
    },
    "cabinet-distrusted": {
      says: ({ cabinetId }) => `只有机柜 ${cabinetId} 这样上报，而它已被标记为不可信`,
      advice: "到现场查看机柜；提交属实的处理（`mark-returned`、`mark-not-opened`），再提交 `close-review`。",
    },
    "item-lent-elsewhere": {
      says: ({ itemId, orderNo, cabinetId }) => {
        const where = orderNo === undefined ? `在机柜 ${cabinetId} 中` : `已在订单 ${orderNo} 中借出`;
        return `机柜上报弹出了物品 ${itemId}，但该物品${where}`;
      },
      advice: "核实用户手中是哪件物品，检修机柜的读卡器；查明后提交 `close-review`。",
    },
    "return-contradicted": {
      says: ({ cabinetId, shownBy }) => `机柜 ${cabinetId} 上报了归还，但物品出现在机柜 ${shownBy} 中`,
      advice:
        "查看物品所在位置；归还不属实则提交 `mark-not-returned`，再提交 `close-review`。误报的机柜已被标记为不可信。",
    },
    "return-not-borne-out": {
      says: ({ cabinetId, slot }) => `机柜 ${cabinetId} 称物品在 ${slot} 号仓，但其快照不能证实`,
      advice: "查看该仓位：为空则提交 `mark-not-returned`，再提交 `close-review`。",
    },
    "exclusion-contradicted": {
      says: ({ cabinetId, slot, by }) => {
        const later =
          by.what === "return"
            ? `之后机柜 ${by.cabinetId} 的 ${by.slot} 号仓又有一次无法匹配的归还`
            : `之后快照显示该仓是订单 ${by.orderNo} 的物品 ${by.itemId}`;
        return `机柜 ${cabinetId} 的 ${slot} 号仓的归还因没有其他订单符合而结束了本订单；${later}`;
      },
      advice: "判定哪位用户归还了哪件物品，多退少补，再提交 `close-review`。",
    },
  },
  drifts: {
    "slot-count": {
      says: ({ reported, registered }) => `机柜上报 ${reported} 个仓位，登记为 ${registered} 个`,
      advice: "登记正确的仓位数，或修正网关上的控制板设置。",
    },
    "bridge-slot-count": {
      says: ({ said, registered }) => `网关称有 ${said} 个仓位，登记为 ${registered} 个`,
      advice: "登记正确的仓位数，或修正 `BRIDGE_SLOTS`。",
    },
    "slot-twice": {
      says: ({ repeated }) => `${repeated} 号仓被重复上报`,
      advice: "该快照不可能属实，全部不予采信：检查网关的驱动和版本。",
    },
    "slot-unknown": {
      says: ({ named, registered }) => `上报了 ${named} 号仓，但只登记了 ${registered} 个仓位`,
      advice: "登记正确的仓位数；在此之前该机柜的快照都不予采信。",
    },
    "item-left": {
      says: ({ itemId }) => `物品 ${itemId} 未经指令离开了仓位`,
      advice: "可能被人为取走：检查锁扣，并在其他机柜中查找该物品。",
    },
    "item-lent": {
      says: ({ itemId, orderNo }) => `物品 ${itemId} 在此仓中，但订单 ${orderNo} 显示已借出`,
      advice: "归还可能漏报或尚未到达；若一直如此，对该订单提交 `mark-returned`。",
    },
    "item-elsewhere": {
      says: ({ itemId, cabinetId }) => `物品 ${itemId} 同时出现在机柜 ${cabinetId} 中`,
      advice: "两件物品编号相同，或读卡有误：查看两个仓位。",
    },
    "promised-item-gone": {
      says: ({ orderNo }) => `订单 ${orderNo} 等待的物品已不在此仓`,
      advice: "无需处理：订单会换仓，或免费结束。",
    },
  },
  differences: {
    "not-there": { says: "我方有，信用服务方没有", advice: "在商家后台查询；若为款项，先等次日账单。" },
    "not-here": { says: "信用服务方有，我方没有", advice: "查明归属；若属我方订单，通过该订单的处理补记。" },
    "borrowed-there": {
      says: "我方已结束，对方仍为借用中",
      advice: "我方订单已结束：在商家后台归还该信用订单。",
    },
    "restored-there": { says: "对方已完结，我方未记录", advice: "下次查询会自动结清；若在审核中，请处理审核。" },
    "cancelled-there": {
      says: "对方已撤销，我方未记录",
      advice: "已无法扣款：线下收款后提交 `mark-collected`，或提交 `waive` 免除。",
    },
    "paid-there": { says: "对方已支付，我方未记录", advice: "打开订单，下次查询会记录该笔支付。" },
    "not-paid-there": { says: "我方已记支付，对方未支付", advice: "在商家后台查询该笔款项，可能已被退回。" },
    "amount-differs": { says: "金额不一致", advice: "查明由谁修改，多收的退还。" },
    "kind-differs": { says: "租金与赔偿金类别不一致", advice: "与信用服务方更正。" },
    "fee-differs": { says: "手续费相差超过 1 分", advice: "向信用服务方确认费率。" },
    "other-day": { says: "同一笔款项记在另一天", advice: "发生在零点前后则无需处理。" },
    twice: { says: "账单中出现两次", advice: "退还其中一笔，并提交 `record-refund`。" },
    "other-rider": { says: "对方显示为另一位用户", advice: "打开订单核实：任何人都不应为他人付款。" },
    "other-credit-order": { says: "同一订单号对应另一个信用订单", advice: "在商家后台核对两个信用订单。" },
    "no-answer": { says: "信用服务方没有明确答复", advice: "稍后再次对账。" },
  },
  objections: {
    "price-wrong": {
      says: "用户认为价格有误",
      advice:
        "查看订单的计费明细。确实多收：未扣款用 `lower-amount`，已扣款则在商家后台退款并提交 `record-refund`；然后提交 `close-objection`，结果会显示给用户。",
    },
    "item-broken": {
      says: "用户反映物品损坏或不能充电",
      advice: "检查或更换该物品，决定是否减免（`lower-amount`），然后提交 `close-objection`。",
    },
    other: { says: "用户有其他异议", advice: "阅读用户的说明，处理后提交 `close-objection`。" },
  },
  side(side) {
    switch (side.side) {
      case "nothing":
        return "无";
      case "no-answer":
        return `无答复：${side.why}`;
      case "order": {
        const { state, charge } = side;
        if (!charge) return states[state];
        return `${states[state]}，${kinds[charge.kind]} ${yuan(charge.amount)}（${charges[charge.state]}）`;
      }
      case "credit-order": {
        const { useState, payment, payKind, payAmount, riderId } = side;
        const money = payAmount === undefined ? "" : `，${payKind ? kinds[payKind] : "金额"} ${yuan(payAmount)}`;
        const paid = payment === undefined ? "" : `，${payments[payment]}`;
        return `${uses[useState]}${money}${paid}${riderId === undefined ? "" : `，${riderId}`}`;
      }
      case "movement": {
        const what = side.gross < 0 ? "退款" : side.kind ? kinds[side.kind] : "收款";
        const fee = side.fee === undefined ? "" : `，手续费 ${yuan(side.fee)}`;
        return `${what} ${yuan(Math.abs(side.gross))}${fee}，${side.day}`;
      }
    }
  },
};
