import type { App } from "./typed-app.ts";

/** Nothing foreign is loaded, framed or posted to (Content Security Policy level 3). */
const contentPolicy = [
  "default-src 'self'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "script-src 'self'",
  "script-src-attr 'none'",
  // antd-mobile sets style attributes.
  "style-src 'self' 'unsafe-inline'",
].join(";");

/** As the OWASP Secure Headers Project advises; the last three are for older browsers, which live on inside apps. */
const always = {
  "content-security-policy": contentPolicy,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "origin-agent-cluster": "?1",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-dns-prefetch-control": "off",
  "x-download-options": "noopen",
  "x-permitted-cross-domain-policies": "none",
  "x-frame-options": "SAMEORIGIN",
  "x-xss-protection": "0",
};

const overTls = { ...always, "strict-transport-security": "max-age=31536000; includeSubDomains" };

/**
 * What every answer says to the browser. It is the same each time, so it is made once.
 * @param secure whether riders reach the hub over TLS
 */
export function securityHeaders(app: App, secure: boolean): void {
  const headers = secure ? overTls : always;
  app.addHook("onRequest", (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
}
