/** What a person or a program may be in the console. */
export const roles = ["viewer", "support", "technician", "finance", "admin"] as const;
export type Role = (typeof roles)[number];

const everybody = roles;
/** Admins may do everything; these name who may besides. */
const admins = ["admin"] as const;

/**
 * Who may do what: the one table. Every operator route names its permission (`config.permission`), and the hub refuses to
 * start with a route that names none. docs/reference/roles.md is made from it.
 */
export const permissions = {
  /** A person's own password, second factor and sessions. */
  "own-account": everybody,
  "orders.read": everybody,
  "orders.decide": ["support", "finance", ...admins],
  /** Decisions that change what a rider pays: waive, lower, refund, collected outside. */
  "money.decide": ["finance", ...admins],
  "money.read": ["finance", ...admins],
  /** What the owners of sites get. */
  "shares.edit": ["finance", ...admins],
  "cabinets.read": everybody,
  /** Register, move, take out of service, retire; secrets and screens. */
  "cabinets.manage": ["technician", ...admins],
  /** Work on a cabinet from afar: open and lock slots, snapshot, restart its bridge. */
  "cabinets.operate": ["support", "technician", ...admins],
  /** Slot codes: see, print, replace, revoke. */
  "codes.manage": ["technician", ...admins],
  /** Releases of the bridge's software, and which cabinets get them. */
  "updates.manage": ["technician", ...admins],
  "prices.read": everybody,
  /** Item kinds, and drafts of prices. */
  "prices.edit": ["finance", ...admins],
  /** Publish, confirm, reject and withdraw prices; say whether two people have to. */
  "prices.publish": admins,
  "riders.read": ["support", ...admins],
  /** Log a rider out of all browsers. */
  "riders.manage": ["support", ...admins],
  "texts.read": everybody,
  "texts.edit": admins,
  "people.manage": admins,
  /** What other systems are told: their addresses get what happens, so that they are like keys. */
  "webhooks.manage": admins,
  "audit.read": ["finance", ...admins],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

export function isPermission(text: string): text is Permission {
  return Object.hasOwn(permissions, text);
}

/** Whether a role has a permission. */
export function may(role: Role, permission: Permission): boolean {
  return (permissions[permission] as readonly Role[]).includes(role);
}
