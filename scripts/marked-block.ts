/**
 * Puts `content` between `<!-- name -->` and `<!-- /name -->` of a Markdown text; all around it stays.
 * @throws Error where the text has no such block, or has it twice
 */
export function replaceBlock(text: string, name: string, content: string): string {
  const [before, inside, ...more] = text.split(`<!-- ${name} -->`);
  const [, after, ...rest] = inside?.split(`<!-- /${name} -->`) ?? [];
  if (before === undefined || after === undefined || more.length > 0 || rest.length > 0) {
    throw new Error(`there must be one block <!-- ${name} --> … <!-- /${name} -->`);
  }
  return `${before}<!-- ${name} -->\n${content}\n<!-- /${name} -->${after}`;
}
