import { digestOf } from "./one-time-code.ts";

const TOKEN = /^[\w-]{22}\.[\w-]{43}$/;

/**
 * The token of a sign-in link: the challenge's id, and 256 bits. They come from the seed, which only the session has, and from
 * the key, which only the table has: a second delivery of Cognito's event makes the same token, and neither place has it.
 */
export const makeLinkToken = (challengeId: string, seed: string, key: string): string =>
  `${challengeId}.${digestOf(seed, `link ${key}`)}`;

/** The token in an answer, without the space around it that is copied with a link. */
export function readLinkToken(answer: string): string | undefined {
  const token = answer.trim();
  return TOKEN.test(token) ? token : undefined;
}

/** The id of a token's challenge, also of a token that lost its end. */
export const challengeIdOf = (token: string): string | undefined => /^([\w-]{22})\./.exec(token)?.[1];

/** The path of the page that posts the token; each web origin has it. */
const LINK_PAGE = "/sign-in/link";

/**
 * The link. Its token is in the fragment, which browsers do not send to servers (RFC 9110 §7.1).
 *
 * @param origins of pages that may sign users in
 * @param wanted the origin that asked, as the client says; any other than these counts as the first of them
 */
export function renderSignInLink(
  token: string,
  { origins, wanted }: { readonly origins: readonly string[]; readonly wanted: string | undefined },
): string {
  const origin = origins.find((allowed) => allowed === wanted) ?? origins[0] ?? "";
  return `${origin}${LINK_PAGE}#token=${token}`;
}
