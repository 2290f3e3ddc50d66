import { createRoot } from "react-dom/client";
import { Console } from "./console.tsx";

const page = document.getElementById("page");
if (page === null) throw new Error("index.html has no element #page");
createRoot(page).render(<Console />);
