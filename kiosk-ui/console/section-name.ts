/** Every section of the console: the first part of its address, and the key of its title. */
export type SectionName =
  | "overview"
  | "orders"
  | "work"
  | "cabinets"
  | "updates"
  | "codes"
  | "prices"
  | "money"
  | "riders"
  | "people"
  | "audit"
  | "alarms"
  | "account";
