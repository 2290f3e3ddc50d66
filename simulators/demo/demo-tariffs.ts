/**
 * The demo's rate plans. Of power banks the first half hour costs something at once, so that a loan of some seconds shows
 * what a charge is; umbrellas have a grace.
 */
export const demoRatePlans = [
  {
    itemKind: "power-bank",
    tariff: {
      version: "demo-bank-1",
      freeMinutes: 0,
      unit: "half-hour",
      pricePerUnit: 150,
      dailyCap: 3000,
      totalCap: 9900,
      longestLoanHours: 240,
      renewals: 2,
      otherSlot: "offer",
    },
  },
  {
    itemKind: "umbrella",
    tariff: {
      version: "demo-umbrella-1",
      goodsName: "共享雨伞",
      freeMinutes: 0,
      graceMinutes: 3,
      unit: "day",
      pricePerUnit: 200,
      dailyCap: 200,
      totalCap: 3000,
      longestLoanHours: 168,
      renewals: 1,
      otherSlot: "take",
    },
  },
];
