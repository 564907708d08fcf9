import type { ApiAnswer, ApiClient, Person } from "./api-client.ts";

/** The headers that a browser sends for a page of an allowed origin. */
export const OWN_PAGE = { origin: "http://localhost:5173", "sec-fetch-site": "same-site" };

/** The link in the newest mail to an address. */
export async function linkFor(api: ApiClient, email: string): Promise<URL> {
  const link = (await api.inbox(email))[0]?.link;
  if (link == null) throw new Error(`no link was sent to ${email}`);
  return new URL(link);
}

/** The token of a link, as its page reads it. */
export const tokenOf = (link: URL): string => new URLSearchParams(link.hash.slice(1)).get("token") ?? "";

export interface AskedLink {
  readonly answer: ApiAnswer;
  /** What the browser sends back. */
  readonly cookie: string;
  readonly token: string;
}

/** Asks for a link as a page does, with the cookie of an earlier request if there was one. */
export async function askForLink(
  api: ApiClient,
  { email }: Pick<Person, "email">,
  before?: string,
): Promise<AskedLink> {
  const headers = { ...OWN_PAGE, ...(before === undefined ? {} : { cookie: before }) };
  const answer = await api.post("/v1/auth/link?tokens=cookie", { email }, { headers });
  const cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  return { answer, cookie, token: tokenOf(await linkFor(api, email)) };
}

/** Posts a token as the link's page does. */
export const completeLink = (
  api: ApiClient,
  { token, cookie }: Pick<AskedLink, "token" | "cookie">,
  headers: Readonly<Record<string, string>> = OWN_PAGE,
): Promise<ApiAnswer> =>
  api.post("/v1/auth/link/complete?tokens=cookie", { token }, { headers: { ...headers, cookie } });
