import { createVerify, generateKeyPairSync, type KeyObject } from "node:crypto";
import { AppError } from "../platform/app-error.ts";
import { systemClock } from "../platform/clock.ts";
import { createZhima } from "../server/credit/zhima/zhima.ts";
import { noticeText, sign } from "../simulators/zhima/signing.ts";
import type { Measurement } from "./measurement.ts";
import { type Plan, rounds } from "./plan.ts";

const appId = "2021000000000001";
const batch = 100;

/** R9: reading notifications, from the posted form to the notice, over the same number of bare RSA verifications. */
export async function measureNotifications({ quick }: Plan): Promise<Measurement[]> {
  const gateway = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const merchant = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const zhima = createZhima(
    {
      appId,
      privateKey: pem(merchant.privateKey, "pkcs8"),
      alipayPublicKey: pem(gateway.publicKey, "spki"),
      gatewayUrl: "http://127.0.0.1:9/gateway.do",
      loginPageUrl: "http://127.0.0.1:9/login",
      loginReturnUrl: "http://127.0.0.1:9/login/alipay",
      timeout: 1000,
    },
    systemClock,
  );
  const forms = Array.from({ length: batch }, (_, index) => signedForm(index, gateway.privateKey));
  const lasting = quick ? 200 : 1000;
  const read: number[] = [];
  const verified: number[] = [];
  for (let round = 0; round < rounds; round++) {
    read.push(
      rateOf(lasting, () => {
        for (const { body } of forms) zhima.readNotice(Object.fromEntries(new URLSearchParams(body)));
      }),
    );
    verified.push(
      rateOf(lasting, () => {
        for (const { text, signature } of forms)
          if (!createVerify("RSA-SHA256").update(text).verify(gateway.publicKey, signature))
            throw new AppError("internal/fault", "a genuine signature was refused");
      }),
    );
  }
  return [
    {
      id: "R9",
      ours: { what: "notifications read", unit: "/s", values: read },
      base: { what: "bare RSA verifications", unit: "/s", values: verified },
      aim: { of: "ratio", bound: "at-least", value: 0.3 },
    },
  ];
}

function pem(key: KeyObject, type: "pkcs8" | "spki"): string {
  return key.export({ type, format: "pem" }).toString();
}

function signedForm(index: number, key: KeyObject): { body: string; text: string; signature: Buffer } {
  const fields = {
    app_id: appId,
    charset: "utf-8",
    notify_id: String(index).padStart(32, "0"),
    notify_time: "2026-11-23 12:00:00",
    notify_type: "ORDER_CREATE_NOTIFY",
    order_no: `20261123${String(index).padStart(12, "0")}`,
    out_order_no: `20261123120000${String(index).padStart(6, "0")}`,
    version: "1.0",
  };
  const text = noticeText(fields);
  const signature = sign(text, key);
  const body = new URLSearchParams({ ...fields, sign_type: "RSA2", sign: signature }).toString();
  return { body, text, signature: Buffer.from(signature, "base64") };
}

/** How many per second where `work` does a batch; it runs for `lasting` ms. */
function rateOf(lasting: number, work: () => void): number {
  const begun = performance.now();
  let done = 0;
  while (performance.now() - begun < lasting) {
    work();
    done += batch;
  }
  return done / ((performance.now() - begun) / 1000);
}
