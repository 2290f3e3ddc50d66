/** On which a bare client gets commands, and answers them. */
export const commandTopic = "bench/command";
export const answerTopic = "bench/answer";
