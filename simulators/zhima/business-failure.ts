/**
 * A refusal by the business rules (code 40004) or of an argument (40002), as it stands in a signed answer. The codes of
 * 40004 that integrators have seen are UNITRADE_WITHHOLDING_PAY_FAILED, ORDER_GOODS_IS_RESTORED, ORDER_IS_CANCEL and
 * ORDER_IS_NOT_BORROW; Ant's list was not found, so the others are assumed.
 */
export class BusinessFailure extends Error {
  readonly code: string;
  readonly subCode: string;

  constructor(subCode: string, subMsg: string, code = "40004") {
    super(subMsg);
    this.code = code;
    this.subCode = subCode;
  }
}

export function invalidArgument(detail: string): BusinessFailure {
  return new BusinessFailure("isv.invalid-parameter", `参数无效: ${detail}`, "40002");
}
