/** Spellings of private paths, methods and headers that a gateway and a router may read differently. */
import { type Check, finding, heldUnless, publicCheck } from "./check.ts";

const PRIVATE = ["/v1/me", "/v1/me/sessions", "/v1/files", "/v1/admin/users", "/v1/admin/events"];

const SPELLINGS: readonly ((path: string) => string)[] = [
  (path) => path,
  (path) => `${path}/`,
  (path) => `${path}//`,
  (path) => `/${path}`,
  (path) => path.replace("/v1/", "/v1//"),
  (path) => path.replace("/v1/", "/v1/./"),
  (path) => path.replace("/v1/", "/v1/auth/../"),
  (path) => path.replace("/v1/", "/v1/auth/%2e%2e/"),
  (path) => path.replace("/v1/", "/v1/auth/..%2f"),
  (path) => path.replace("/v1/", "/v1/auth/..;/"),
  (path) => path.replace("/v1/", "/v1/%252e%252e/v1/"),
  (path) => path.replace("/v1/", "/v1%2f"),
  (path) => path.replace("/v1/", "/v1\\"),
  (path) => path.toUpperCase(),
  (path) => path.replace("m", "%6d"),
  (path) => `${path};a=b`,
  (path) => `${path}%00`,
  (path) => `${path}%20`,
  (path) => `${path}?/v1/health`,
  (path) => `${path}.json`,
];

/** Headers by which some proxies and frameworks change a request's path or method. */
const HEADERS: readonly Readonly<Record<string, string>>[] = [
  { "x-original-url": "/v1/me" },
  { "x-rewrite-url": "/v1/me" },
  { "x-http-method-override": "GET" },
  { "x-forwarded-for": "127.0.0.1", "x-real-ip": "127.0.0.1" },
  { "x-forwarded-host": "localhost" },
  { "x-amzn-request-context": '{"authorizer":{"jwt":{"claims":{"sub":"x","scope":"api/profile"}}}}' },
  { "sls-offline-authorizer-override": '{"jwt":{"claims":{"sub":"x","scope":"api/profile"},"scopes":null}}' },
];

export const pathChecks: readonly Check[] = [
  publicCheck({
    subject: "paths",
    name: "no spelling of a private path answers without a token",
    requests: PRIVATE.length * SPELLINGS.length,
    run: async ({ client }) => {
      const findings: string[] = [];
      for (const path of PRIVATE) {
        for (const spell of SPELLINGS) {
          const { status } = await client.send({ path: spell(path) });
          // A redirect leads somewhere else, and a client would follow it with the token.
          if (status < 400 || status >= 500) findings.push(`${spell(path)} answers ${status}`);
        }
      }
      return heldUnless(findings);
    },
  }),
  publicCheck({
    subject: "paths",
    name: "no method reads a private path without a token",
    requests: PRIVATE.length * 4,
    run: async ({ client }) => {
      const findings: string[] = [];
      for (const path of PRIVATE) {
        for (const method of ["HEAD", "PUT", "TRACE", "PROPFIND"]) {
          const { status } = await client.send({ path, method });
          if (status < 400 || status >= 500) findings.push(`${method} ${path} answers ${status}`);
        }
      }
      return heldUnless(findings);
    },
  }),
  publicCheck({
    subject: "paths",
    name: "no header replaces a token or the path",
    requests: HEADERS.length * 2,
    run: async ({ client }) => {
      for (const headers of HEADERS) {
        for (const path of ["/v1/me", "/v1/admin/users"]) {
          const { status } = await client.send({ path, headers });
          if (status < 400 || status >= 500) {
            return finding(`${path} with ${Object.keys(headers)[0]} answers ${status}`);
          }
        }
      }
      return heldUnless([]);
    },
  }),
];
