/** Who runs the demo's cabinets, as its riders see it. The telephone number is nobody's. */
export const demoProfile = {
  brand: { zh: "借还演示", en: "Jiehuan demo" },
  merchantName: "借还演示（模拟商户）",
  support: {
    telephone: "400-000-0000",
    hours: { zh: "每天 8:00–22:00", en: "8 am to 10 pm, every day" },
  },
  invoiceHint: {
    zh: "需要发票请致电客服，并提供订单号。演示环境不开具发票。",
    en: "For a tax invoice, call us and give the order number. The demo issues none.",
  },
};
