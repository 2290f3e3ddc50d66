/** A question or an answer between two of our processes. */
export interface Numbered<T> {
  readonly id: number;
  readonly message: T;
}

/** Answers each question that the parent process asks (asked-process.ts), and ends when the parent has ended. */
export function answerParent(answer: (question: never) => unknown): void {
  const respond = async ({ id, message }: Numbered<never>) => {
    process.send?.({ id, message: await answer(message) } satisfies Numbered<unknown>);
  };
  // What fails ends the process, and so tells the parent.
  process.on("message", (question: Numbered<never>) => void respond(question));
  process.on("disconnect", () => process.exit(0));
}
