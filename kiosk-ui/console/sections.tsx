/**
 * The sections of the console, and how one is made.
 *
 * - A section is a folder `pages/<section>/` with a page component that is loaded when it is first opened, and one entry in
 *   the list below. The entry gives the menu item and the address; `/orders/*` takes the addresses below it too, for a section
 *   with several pages, which renders `<Routes>` of its own. A section without a page has no entry.
 * - `needs` is the permission without which the hub would refuse what the page asks for: operators without it see no menu item.
 * - Words stand in `pages/<section>/words-chinese.ts` and `words-english.ts`; the English file has the type of the Chinese one.
 *   `words.ts` there exports the hook, as in `words.ts` here. No text stands in a component.
 * - Data come through react-query and `call` of shared/client.ts:
 *   `useQuery({ queryKey: keyOf("orders", orderNo), queryFn: () => call("get", "/api/operator/orders/{orderNo}", …) })`.
 *   `keyOf` (queries.ts) says how keys are made: live events find queries by them.
 * - An act goes through `ActButton` or `ReasonDialog` (parts/), which ask for the reason; afterwards `changed("orders", …)`
 *   has what is shown asked for again.
 * - Lists: `PagedTable` over answers with `Link: rel="next"`; filters: `useFilters`, whose state is the address.
 * - A page begins with `PageTitle`; times are `Time`, amounts `Money`, failures `ErrorNotice`, waiting `Loading`.
 * - Everything works at 390 × 844, with the keyboard, and passes axe in both languages: test/journeys/console-browser.ts.
 */
import {
  AccountBookOutlined,
  AuditOutlined,
  BellOutlined,
  CheckSquareOutlined,
  CloudUploadOutlined,
  DashboardOutlined,
  FileTextOutlined,
  InboxOutlined,
  QrcodeOutlined,
  SolutionOutlined,
  TagsOutlined,
  TeamOutlined,
  UserOutlined,
} from "@ant-design/icons";
import { type ComponentType, lazy, type ReactNode } from "react";
import type { SectionName } from "./section-name.ts";

export interface Section {
  readonly name: SectionName;
  /** Its address below `/console`. */
  readonly path: string;
  readonly icon: ReactNode;
  /** Undefined: for everybody who is signed in. */
  readonly needs?: string;
  readonly Page: ComponentType;
}

/** In the order of the menu. The overview is what `/console` shows. */
export const sections: readonly Section[] = [
  {
    name: "overview",
    path: "/",
    icon: <DashboardOutlined aria-hidden />,
    needs: "orders.read",
    Page: lazy(async () => ({ default: (await import("./pages/overview/overview-page.tsx")).OverviewPage })),
  },
  {
    name: "work",
    path: "/work/*",
    icon: <CheckSquareOutlined aria-hidden />,
    needs: "orders.read",
    Page: lazy(async () => ({ default: (await import("./pages/work/work-section.tsx")).WorkSection })),
  },
  {
    name: "orders",
    path: "/orders/*",
    icon: <FileTextOutlined aria-hidden />,
    needs: "orders.read",
    Page: lazy(async () => ({ default: (await import("./pages/orders/orders-section.tsx")).OrdersSection })),
  },
  {
    name: "cabinets",
    path: "/cabinets/*",
    icon: <InboxOutlined aria-hidden />,
    needs: "cabinets.read",
    Page: lazy(async () => ({ default: (await import("./pages/cabinets/cabinets-section.tsx")).CabinetsSection })),
  },
  {
    name: "prices",
    path: "/prices/*",
    icon: <TagsOutlined aria-hidden />,
    needs: "prices.read",
    Page: lazy(async () => ({ default: (await import("./pages/prices/prices-section.tsx")).PricesSection })),
  },
  {
    name: "riders",
    path: "/riders/*",
    icon: <SolutionOutlined aria-hidden />,
    needs: "riders.read",
    Page: lazy(async () => ({ default: (await import("./pages/riders/riders-section.tsx")).RidersSection })),
  },
  {
    name: "codes",
    path: "/codes/*",
    icon: <QrcodeOutlined aria-hidden />,
    needs: "codes.manage",
    Page: lazy(async () => ({ default: (await import("./pages/codes/codes-section.tsx")).CodesSection })),
  },
  {
    name: "updates",
    path: "/updates/*",
    icon: <CloudUploadOutlined aria-hidden />,
    needs: "cabinets.read",
    Page: lazy(async () => ({ default: (await import("./pages/updates/updates-section.tsx")).UpdatesSection })),
  },
  {
    name: "money",
    path: "/money/*",
    icon: <AccountBookOutlined aria-hidden />,
    needs: "money.read",
    Page: lazy(async () => ({ default: (await import("./pages/money/money-section.tsx")).MoneySection })),
  },
  {
    name: "alarms",
    path: "/alarms/*",
    icon: <BellOutlined aria-hidden />,
    needs: "orders.read",
    Page: lazy(async () => ({ default: (await import("./pages/alarms/alarms-section.tsx")).AlarmsSection })),
  },
  {
    name: "people",
    path: "/people/*",
    icon: <TeamOutlined aria-hidden />,
    needs: "people.manage",
    Page: lazy(async () => ({ default: (await import("./pages/people/people-section.tsx")).PeopleSection })),
  },
  {
    name: "audit",
    path: "/audit",
    icon: <AuditOutlined aria-hidden />,
    needs: "audit.read",
    Page: lazy(async () => ({ default: (await import("./pages/audit/audit-page.tsx")).AuditPage })),
  },
  {
    name: "account",
    path: "/account",
    icon: <UserOutlined aria-hidden />,
    Page: lazy(async () => ({ default: (await import("./pages/account/account-page.tsx")).AccountPage })),
  },
];
