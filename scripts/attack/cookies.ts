/** Attacks on the cookie that holds a page's refresh token. */
import {
  type AccountContext,
  accountCheck,
  type Check,
  finding,
  held,
  skipped,
  type Verdict,
} from "./check.ts";
import { strangers } from "./strangers.ts";

/** The stage may add a suffix to the name. */
const COOKIE = /^__Secure-refresh-token[\w-]*=/;
const SIGN_IN = "/v1/auth/sign-in?tokens=cookie";
const REFRESH = "/v1/auth/refresh";

interface Page {
  readonly headers: Readonly<Record<string, string>>;
  readonly cookie: string;
  /** `Set-Cookie` as it came. */
  readonly written: string;
  readonly body: string;
}

/** Signs in from a page of the app's own origin. */
async function openPage({ client, accounts, webOrigin }: AccountContext): Promise<Page | Verdict> {
  if (webOrigin === null) return skipped("the app's origin is unknown: give --origin");
  const headers = { origin: webOrigin, "sec-fetch-site": "same-site" };
  const answer = await client.send({ path: SIGN_IN, body: await accounts.create(), headers });
  const [written = ""] = answer.headers["set-cookie"] ?? [];
  const [cookie = ""] = written.split(";");
  if (answer.status !== 200 || !COOKIE.test(cookie)) {
    return skipped(`the stage gives ${webOrigin} no cookie (${answer.status})`);
  }
  return { headers, cookie, written, body: answer.text };
}

const withPage = (work: (page: Page, context: AccountContext) => Promise<Verdict>) => {
  return async (context: AccountContext): Promise<Verdict> => {
    const page = await openPage(context);
    return "kind" in page ? page : work(page, context);
  };
};

export const cookieChecks: readonly Check[] = [
  accountCheck({
    subject: "cookies",
    name: "the cookie is limited to this API and TLS and hidden from scripts, and no body holds the token",
    requests: 1,
    run: withPage(async ({ written, cookie, body }) => {
      const lacking = ["HttpOnly", "Secure", "SameSite=Strict", "Path=/v1/auth"].filter(
        (attribute) => !written.toLowerCase().includes(attribute.toLowerCase()),
      );
      if (lacking.length > 0) return finding(`the cookie lacks ${lacking.join(", ")}`);
      if (/;\s*domain=/i.test(written)) return finding("the cookie is valid for a whole domain");
      const token = cookie.slice(cookie.indexOf("=") + 1);
      return body.includes(token) || body.includes('"refreshToken"')
        ? finding("the refresh token is in the body, too")
        : held;
    }),
  }),
  accountCheck({
    subject: "cookies",
    name: "a page of another site can't get tokens with the cookie",
    requests: 10,
    run: withPage(async ({ cookie, headers }, { client }) => {
      for (const from of strangers(String(headers.origin))) {
        const answer = await client.send({ path: REFRESH, method: "POST", headers: { ...from, cookie } });
        if (answer.status < 400) {
          return finding(`refresh answers ${answer.status} to ${JSON.stringify(from)}`);
        }
      }
      const own = await client.send({ path: REFRESH, method: "POST", headers: { ...headers, cookie } });
      return own.status === 200 ? held : skipped(`the app's own page gets no tokens either (${own.status})`);
    }),
  }),
  accountCheck({
    subject: "cookies",
    name: "a page of another site can't sign a user in",
    requests: 9,
    run: withPage(async ({ headers }, { client, accounts }) => {
      const body = await accounts.create();
      for (const from of strangers(String(headers.origin))) {
        const answer = await client.send({ path: SIGN_IN, body, headers: from });
        if (answer.headers["set-cookie"] !== undefined && answer.status < 400) {
          return finding(`sign-in sets a cookie for ${JSON.stringify(from)}`);
        }
      }
      return held;
    }),
  }),
  accountCheck({
    subject: "cookies",
    name: "a second cookie of the same name, as a neighbouring host can set one, is refused",
    requests: 4,
    run: withPage(async ({ cookie, headers }, context) => {
      const other = await openPage(context);
      if ("kind" in other) return other;
      const { client } = context;
      const both = await client.send({
        path: REFRESH,
        method: "POST",
        headers: { ...headers, cookie: `${other.cookie}; ${cookie}` },
      });
      return both.status < 400 ? finding(`refresh answers ${both.status} to two cookies`) : held;
    }),
  }),
  accountCheck({
    subject: "cookies",
    name: "an invented cookie, and a cookie together with a token in the body, get no tokens",
    requests: 3,
    run: withPage(async ({ cookie, headers }, { client }) => {
      const [name = ""] = cookie.split("=");
      const madeUp = await client.send({
        path: REFRESH,
        method: "POST",
        headers: { ...headers, cookie: `${name}=made-up` },
      });
      if (madeUp.status < 400) return finding(`refresh answers ${madeUp.status} to an invented cookie`);
      const beside = await client.send({
        path: REFRESH,
        body: { refreshToken: "made-up" },
        headers: { ...headers, cookie },
      });
      return beside.status < 400 ? finding(`refresh answers ${beside.status} to two tokens`) : held;
    }),
  }),
];
