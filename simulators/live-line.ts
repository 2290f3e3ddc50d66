/** Shows a line in the place of the one before on a terminal, and below it elsewhere. Standard output stays free for results. */
export function showLine(text: string): void {
  process.stderr.write(process.stderr.isTTY ? `\r${text}\u001b[K` : `${text}\n`);
}
