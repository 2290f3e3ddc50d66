import { Route, Routes } from "react-router";
import { PeoplePage } from "./people-page.tsx";
import { PersonPage } from "./person-page.tsx";

/** Who may use the console: everybody, and one person. */
export function PeopleSection() {
  return (
    <Routes>
      <Route index element={<PeoplePage />} />
      <Route path=":name" element={<PersonPage />} />
    </Routes>
  );
}
