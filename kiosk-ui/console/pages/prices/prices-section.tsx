import { Route, Routes } from "react-router";
import { DraftPage } from "./draft-page.tsx";
import { ListPage } from "./list-page.tsx";
import { PricesPage } from "./prices-page.tsx";

/** The pages of prices, by their address. */
export function PricesSection() {
  return (
    <Routes>
      <Route index element={<PricesPage />} />
      <Route path="lists/:number" element={<ListPage />} />
      <Route path="drafts/:id" element={<DraftPage />} />
    </Routes>
  );
}
