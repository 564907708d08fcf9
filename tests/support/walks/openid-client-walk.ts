/**
 * A server's sign-in with the snippets of docs/client-apps.md, in its own process, like a server: to the identity provider and
 * back, user info, refresh, revocation. The snippets read their settings from the environment.
 */
import { fileURLToPath } from "node:url";
import { writeCode } from "../checks/doc-snippets.ts";
import { answerCaller } from "../clients/other-process.ts";
import { PlainBrowser } from "../clients/plain-browser.ts";
import { readPostedForm } from "../clients/posted-form.ts";
import { runInNode } from "./run-in-node.ts";

/** What the snippet exports. */
interface ServerSnippet {
  beginSignIn(parameters: Readonly<Record<string, string>>): Promise<{ readonly url: URL }>;
  finishSignIn(url: URL, kept: unknown): Promise<Tokens>;
  userInfo(tokens: Tokens): Promise<Readonly<Record<string, unknown>>>;
  refresh(refreshToken: string): Promise<Tokens>;
  revoke(refreshToken: string): Promise<void>;
}
interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

export interface ServerWalk {
  readonly provider: string;
  readonly email: string;
}

export interface ServerWalkResult {
  readonly accessToken: string;
  readonly refreshedToken: string;
  readonly userInfo: Readonly<Record<string, unknown>>;
  /** Results of a callback in another browser, and of a code that is sent twice. */
  readonly refusals: readonly string[];
  readonly refreshAfterRevocation: string;
}

export async function walkAsServer(
  code: string,
  request: ServerWalk,
  environment: Readonly<Record<string, string>>,
): Promise<ServerWalkResult> {
  const snippet = writeCode("openid-client.mjs", code);
  return JSON.parse(await runInNode(fileURLToPath(import.meta.url), { ...request, snippet }, environment));
}

/** The results of two calls of the snippet for machines. */
export async function tokensOfMachine(
  code: string,
  environment: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const twice = `${code}\nprocess.stdout.write(JSON.stringify([await accessToken(), await accessToken()]));\n`;
  return JSON.parse(await runInNode(writeCode("machine.mjs", twice), {}, environment));
}

/**
 * The result of the verifying snippet for each token: its claims, or the name of the error.
 *
 * @param tokens with the expected use of each
 */
export async function verifyBySnippet(
  code: string,
  tokens: readonly (readonly [token: string, tokenUse: string])[],
  environment: Readonly<Record<string, string>>,
): Promise<readonly unknown[]> {
  const script = `${code}
const results = [];
for (const [token, use] of JSON.parse(process.argv[2]))
  results.push(await verifyToken(token, use).catch((error) => error.constructor.name));
process.stdout.write(JSON.stringify(results));
`;
  return JSON.parse(await runInNode(writeCode("verify-tokens.mjs", script), tokens, environment));
}

const messageOf = (run: Promise<unknown>): Promise<string> =>
  run.then(
    () => "accepted",
    (error: { readonly error?: string; readonly code?: string; readonly message: string }) =>
      error.error ?? error.code ?? error.message,
  );

async function walk({ snippet, provider, email }: ServerWalk & { readonly snippet: string }) {
  const app: ServerSnippet = await import(snippet);
  const stop = String(process.env.REDIRECT_URI);
  const browser = new PlainBrowser();
  const signIn = async () => {
    const { url, ...kept } = await app.beginSignIn({
      identity_provider: provider,
      scope: "openid email aws.cognito.signin.user.admin",
    });
    const chooser = await browser.open(url, { stop });
    const person = { choice: "new", name: "Ada Lovelace", email, email_verified: "on" };
    const answer = await browser.open(chooser.url, { form: person, stop });
    // Apple and SAML providers return a form that the browser posts.
    if (answer.html === "") return { callback: answer.url, kept };
    const { action, fields } = readPostedForm(answer.html);
    const { url: callback } = await browser.open(action, { form: fields, stop });
    return { callback, kept };
  };
  const { callback, kept } = await signIn();
  const other = await app.beginSignIn({});
  const injected = await messageOf(app.finishSignIn(callback, other));
  const tokens = await app.finishSignIn(callback, kept);
  const userInfo = await app.userInfo(tokens);
  const refreshed = await app.refresh(tokens.refresh_token);
  const newest = refreshed.refresh_token ?? tokens.refresh_token;
  await app.revoke(newest);
  const refreshAfterRevocation = await messageOf(app.refresh(newest));
  // A separate sign-in: using a code twice revokes its tokens.
  const again = await signIn();
  await app.finishSignIn(again.callback, again.kept);
  const replayed = await messageOf(app.finishSignIn(again.callback, again.kept));
  const result: ServerWalkResult = {
    accessToken: tokens.access_token,
    refreshedToken: refreshed.access_token,
    userInfo,
    refusals: [injected, replayed],
    refreshAfterRevocation,
  };
  return result;
}

if (import.meta.main) await answerCaller(walk);
