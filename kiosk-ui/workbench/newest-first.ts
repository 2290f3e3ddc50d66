/** The same list from its end. Chrome 69 has no `toReversed`. */
export function newestFirst<Each>(list: readonly Each[]): Each[] {
  return list.reduceRight<Each[]>((turned, each) => {
    turned.push(each);
    return turned;
  }, []);
}
