import { Route, Routes } from "react-router";
import { RiderPage } from "./rider-page.tsx";
import { RidersPage } from "./riders-page.tsx";

/** Riders: one is looked for by the own id or by an order. */
export function RidersSection() {
  return (
    <Routes>
      <Route index element={<RidersPage />} />
      <Route path=":kind/:id" element={<RiderPage />} />
    </Routes>
  );
}
