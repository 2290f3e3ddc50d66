/** The address of a rider's page below `/console`. @param riderId `user/2088…` or `open/…` */
export function riderAddress(riderId: string): string {
  return `/riders/${riderId}`;
}

/**
 * What somebody typed to find a rider. Alipay's user numbers, 2088 and twelve digits, are known by their form; of other kinds
 * the id is typed whole.
 */
export function whoIsMeant(text: string): { readonly riderId: string } | { readonly orderNo: string } | undefined {
  const typed = text.trim();
  if (/^2088\d{12}$/.test(typed)) return { riderId: `user/${typed}` };
  if (/^[a-z]{1,20}\/[0-9A-Za-z_-]{1,128}$/.test(typed)) return { riderId: typed };
  return /^\d{1,32}$/.test(typed) ? { orderNo: typed } : undefined;
}
