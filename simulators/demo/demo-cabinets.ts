/** What the hub is told of the demo's two cabinets. */
export const demoCabinets = [
  {
    cabinetId: "demo-1",
    details: {
      name: "街角咖啡馆",
      address: "人民路 1 号",
      slots: 12,
      itemKind: "power-bank",
      location: { latitude: 31.22967, longitude: 121.47614 },
      layout: { columns: 3, rows: 4 },
      openingHours: { zh: "7:30–22:00", en: "7.30 am to 10 pm" },
    },
    boardId: "DEMO",
  },
  {
    cabinetId: "demo-2",
    details: {
      name: "地铁站 2 号口",
      address: "人民路 8 号",
      slots: 4,
      itemKind: "umbrella",
      location: { latitude: 31.23241, longitude: 121.47386 },
      layout: { columns: 4, rows: 1 },
      openingHours: { zh: "5:30–23:00", en: "5.30 am to 11 pm" },
    },
    boardId: "UMBRELLA",
  },
] as const;
