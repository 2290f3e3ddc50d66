interface Transition {
  readonly from: string;
  readonly to: string;
  readonly when: string;
}

/** Draws a machine's table, which begins with its first state, as a Mermaid diagram, in a code block of Markdown. */
export function stateDiagram(transitions: readonly Transition[]): string {
  const froms = new Set(transitions.map(({ from }) => from));
  const states = [...new Set(transitions.flatMap(({ from, to }) => [from, to]))];
  const lines = [
    "stateDiagram-v2",
    ...states.filter((state) => state !== idOf(state)).map((state) => `  state "${state}" as ${idOf(state)}`),
    ...states.slice(0, 1).map((state) => `  [*] --> ${idOf(state)}`),
    ...transitions.map(({ from, to, when }) => `  ${idOf(from)} --> ${idOf(to)}: ${when}`),
    ...states.filter((state) => !froms.has(state)).map((state) => `  ${idOf(state)} --> [*]`),
  ];
  return ["```mermaid", ...lines, "```"].join("\n");
}

/** Mermaid takes a hyphen in a name for the beginning of an arrow. */
function idOf(state: string): string {
  return state.replaceAll("-", "_");
}
