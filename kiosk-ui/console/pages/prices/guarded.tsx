import type { ReactNode } from "react";
import { Guarded as GuardedActs } from "../../parts/guarded.tsx";
import type { Obstacle } from "./draft-acts.ts";
import { usePriceWords } from "./words.ts";

/** Acts, or why they can't be done now. @param label of their buttons @param children the buttons that do it */
export function Guarded(props: {
  readonly label: string | readonly string[];
  readonly obstacle: Obstacle | undefined;
  readonly children: ReactNode;
}) {
  const { whyNot } = usePriceWords();
  return (
    <GuardedActs label={props.label} whyNot={props.obstacle && whyNot[props.obstacle]}>
      {props.children}
    </GuardedActs>
  );
}
