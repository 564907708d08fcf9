/**
 * An agent's registration and sign-in with the snippet of docs/client-apps.md, in its own process, like an agent. Its user signs in on
 * the pool's pages.
 */
import { writeCode } from "../checks/doc-snippets.ts";
import { openBrowser } from "../clients/hosted-browser.ts";
import { answerCaller } from "../clients/other-process.ts";
import { runInNode } from "./run-in-node.ts";

/** What the snippet exports. */
interface AgentSnippet {
  readonly clientId: string;
  readonly signInUrl: URL;
  finishSignIn(url: URL): Promise<Tokens>;
  refresh(refreshToken: string): Promise<Tokens>;
}
interface Tokens {
  readonly access_token: string;
  readonly id_token: string;
  readonly refresh_token: string;
}

interface Person {
  readonly email: string;
  readonly password: string;
}

interface AgentWalkResult {
  readonly clientId: string;
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshedToken: string;
}

export async function walkAsAgent(
  code: string,
  person: Person,
  environment: Readonly<Record<string, string>>,
): Promise<AgentWalkResult> {
  const snippet = writeCode("agent.mjs", code);
  return JSON.parse(await runInNode(import.meta.filename, { ...person, snippet }, environment));
}

async function walk({ snippet, email, password }: Person & { readonly snippet: string }) {
  const agent: AgentSnippet = await import(snippet);
  const browser = openBrowser(agent.signInUrl.origin);
  await browser.open(String(agent.signInUrl));
  await browser.fill({ "Email address": email });
  await browser.fill({ Password: password });
  const tokens = await agent.finishSignIn(browser.page.url);
  const refreshed = await agent.refresh(tokens.refresh_token);
  const result: AgentWalkResult = {
    clientId: agent.clientId,
    accessToken: tokens.access_token,
    idToken: tokens.id_token,
    refreshedToken: refreshed.access_token,
  };
  return result;
}

if (import.meta.main) await answerCaller(walk);
