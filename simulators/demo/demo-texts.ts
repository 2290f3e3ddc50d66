/** What the demo's operator has published. */
export const demoTexts = {
  terms: {
    zh: `这是演示环境，不构成任何合同。

## 借用

- 扫码并在支付宝确认后，仓门打开，从取出物品时开始计费。
- 仓门没有打开，不收费。

## 归还

- 推入任意一台我们的机柜的空仓，推到底。
- 超过最长借用时间仍未归还，按总封顶收费，物品归您所有。
`,
    en: `This is a demo. It is no contract.

## Borrowing

- Scan and confirm in Alipay. The slot opens, and billing begins when you take the item.
- Nothing is charged for a slot that does not open.

## Returning

- Push the item into an empty slot of any of our cabinets until it clicks.
- An item that is not returned within the longest loan's time costs the total cap, and is then yours.
`,
  },
  privacy: {
    zh: `我们保存您的支付宝用户标识、借还记录和付款结果，用于完成借还和处理您的反馈。

我们不读取您的姓名、手机号码或位置。首页按距离列出机柜时，位置只用于这一次查询，不会保存。
`,
    en: `We keep your Alipay user id, what you borrowed and returned, and what was paid: to lend, and to answer you.

We do not read your name, your number or your position. Where the home page lists cabinets by distance, your position serves that one search and is not
kept.
`,
  },
  prices: {
    zh: `| 物品 | 价格 | 24 小时封顶 | 总封顶 |
| --- | --- | --- | --- |
| 充电宝 | 每半小时 1.50 元 | 30 元 | 99 元 |
| 雨伞 | 每天 2 元，3 分钟内归还免费 | 2 元 | 30 元 |

不足一个计费单位按一个计。总封顶也是物品丢失时的赔偿金额。
`,
    en: `| item | price | most in 24 hours | most in all |
| --- | --- | --- | --- |
| power bank | ¥1.50 each half hour | ¥30 | ¥99 |
| umbrella | ¥2 a day, free within 3 minutes | ¥2 | ¥30 |

A unit that has begun counts as a whole one. The most in all is also what a lost item costs.
`,
  },
};
