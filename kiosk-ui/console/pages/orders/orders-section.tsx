import { Route, Routes } from "react-router";
import { OrderPage } from "./order-page.tsx";
import { OrdersPage } from "./orders-page.tsx";

/** The list of orders, and one order. */
export function OrdersSection() {
  return (
    <Routes>
      <Route index element={<OrdersPage />} />
      <Route path=":orderNo" element={<OrderPage />} />
    </Routes>
  );
}
