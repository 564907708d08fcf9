/**
 * Measures the hosted pages: each page alone, and a sign-in on them compared with one through the API. Over HTTP, one request at
 * a time, in the same rounds, with a local cloud in this process and its database in a file.
 *
 *     npm run bench:hosted-pages
 *
 * Exits with 1 if a page's median exceeds 20 ms, or if a sign-in on the pages (the form with name and password, and the tokens
 * for the code) has less than 60 % of the API's speed. Former results: docs/performance.md.
 */
import "../../local/answer-help.ts";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSystemClock } from "../../local/clock.ts";
import { startCloud } from "../../local/cloud.ts";
import { type HostedBrowser, openBrowser } from "../../tests/support/clients/hosted-browser.ts";
import { measureInTurns, median, ratio, type Work } from "../local-cloud/interleaved-rounds.ts";

const PLAN = { rounds: 30, callsPerRound: 10 };
const MAX_PAGE_MS = 20;
const MIN_SHARE = 0.6;
const PASSWORD = "Correct-Horse-9";
const USER = "ada@example.com";
const CALLBACK = "https://app.example/callback";

const folder = mkdtempSync(join(tmpdir(), "bench-hosted-pages-"));
const cloud = await startCloud({
  port: 0,
  stateDirectory: folder,
  clock: createSystemClock(),
  lambdas: { invoke: async () => ({ kind: "unreachable", reason: "there are no triggers here" }) },
  region: "us-east-1",
});

const { UserPool } = await cloud.cognito.call("CreateUserPool", {
  PoolName: "people",
  UsernameAttributes: ["email"],
  AutoVerifiedAttributes: ["email"],
});
const UserPoolId = UserPool?.Id ?? "";
const { UserPoolClient } = await cloud.cognito.call("CreateUserPoolClient", {
  UserPoolId,
  ClientName: "Acme Books",
  ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ["code"],
  AllowedOAuthScopes: ["openid", "email"],
  CallbackURLs: [CALLBACK],
  SupportedIdentityProviders: ["COGNITO"],
});
const clientId = UserPoolClient?.ClientId ?? "";
await cloud.cognito.call("AdminCreateUser", { UserPoolId, Username: USER, MessageAction: "SUPPRESS" });
await cloud.cognito.call("AdminSetUserPassword", {
  UserPoolId,
  Username: USER,
  Password: PASSWORD,
  Permanent: true,
});

function urlOf(path: string, extra: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: CALLBACK,
    scope: "openid email",
    ...extra,
  });
  return `${cloud.endpoint}${path}?${query}`;
}

const browser: HostedBrowser = openBrowser(cloud.endpoint);
await browser.open(urlOf("/login"));

async function open(path: string): Promise<void> {
  const { status } = await browser.open(urlOf(path));
  if (status !== 200) throw new Error(`${path} answered ${status}`);
}

async function signInByApi(): Promise<void> {
  const response = await fetch(cloud.endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "AWSCognitoIdentityProviderService.InitiateAuth",
    },
    body: JSON.stringify({
      ClientId: clientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: USER, PASSWORD },
    }),
  });
  const { AuthenticationResult } = (await response.json()) as { AuthenticationResult?: unknown };
  if (AuthenticationResult === undefined) throw new Error("The API did not sign in");
}

async function signInOnPage(): Promise<void> {
  const _csrf = browser.cookies.get("XSRF-TOKEN") ?? "";
  const { url } = await browser.post(urlOf("/login"), { _csrf, username: USER, password: PASSWORD });
  const response = await fetch(`${cloud.endpoint}/oauth2/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: clientId,
      redirect_uri: CALLBACK,
      code: url.searchParams.get("code") ?? "",
    }),
  });
  if (!response.ok) throw new Error(`The code was refused: ${response.status}`);
}

const PAGES = ["/login", "/signup", "/forgotPassword", "/resendcode"];
const work = (name: string, run: () => Promise<void>): Work => ({ name, users: null, run });
const pages = PAGES.map((path) => work(path, () => open(path)));
const api = work("sign-in by the API", signInByApi);
const hosted = work("sign-in on the pages", signInOnPage);
const journey = work("the same with its pages", async () => {
  await browser.open(urlOf("/oauth2/authorize", { prompt: "login" }));
  await signInOnPage();
});
const measured = await measureInTurns([...pages, api, hosted, journey], PLAN);
await cloud.close();
rmSync(folder, { recursive: true, force: true });

const clockOf = (one: Work): readonly number[] => measured.get(one)?.clock ?? [];
const { rounds, callsPerRound } = PLAN;
console.log(`Node ${process.version}; median of ${rounds} rounds of ${callsPerRound} calls, by the clock\n`);
for (const one of measured.keys()) {
  console.log(`${one.name.padEnd(30)}${median(clockOf(one)).toFixed(2).padStart(8)} ms`);
}
const share = ratio(clockOf(api), clockOf(hosted));
console.log(`\na sign-in on the pages has ${share.toFixed(2)} of the speed of one by the API`);

const failures = [
  ...pages
    .filter((page) => median(clockOf(page)) > MAX_PAGE_MS)
    .map(({ name }) => `${name} takes more than ${MAX_PAGE_MS} ms`),
  ...(share < MIN_SHARE ? [`a sign-in on the pages is under ${MIN_SHARE} of the API's speed`] : []),
];
for (const failure of failures) console.error(`over budget: ${failure}`);
process.exitCode = failures.length === 0 ? 0 : 1;
