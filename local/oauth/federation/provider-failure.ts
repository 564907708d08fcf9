/**
 * What the client gets when a provider fails (`error_description`), with AWS's texts
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoint-idp-responses.html).
 */
import type { ProviderReply } from "./provider-client.ts";
import { ProviderUnreachable } from "./provider-client.ts";

/** A sign-in that fails because of a provider's answer, or without one. */
export class ProviderFailure extends Error {
  override readonly name = "ProviderFailure";
}

/** The kind of request, and the text if no answer comes in time. */
const ASKED = {
  token: "Timeout occurred in calling IdP token endpoint",
  jwks: "Timeout in calling jwks uri",
  "openid configuration": "Read timed out",
  userInfo: "Read timed out",
} as const;

type Asked = keyof typeof ASKED;

const MAX_LENGTH = 300;

/** A provider's text: one line of limited length. */
export const quoted = (words: string): string =>
  words
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, MAX_LENGTH);

export function parseObject(body: string): Readonly<Record<string, unknown>> | null {
  try {
    const parsed: unknown = JSON.parse(body);
    const isObject = typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
    return isObject ? (parsed as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}

/** A provider's own error (RFC 6749 §5.2), or the failed request. */
function describe(provider: string, asked: Asked, { status, body }: ProviderReply): string {
  const { error, error_description: description } = parseObject(body) ?? {};
  if (typeof error !== "string") return `${provider} Error - ${status} error getting ${asked}`;
  return quoted(
    `${provider} Error - ${status} ${error} ${typeof description === "string" ? description : ""}`,
  );
}

/**
 * The JSON object of a provider's answer.
 * @throws ProviderFailure
 */
export function readAnswer(
  provider: string,
  asked: Asked,
  reply: ProviderReply,
): Readonly<Record<string, unknown>> {
  const body = parseObject(reply.body);
  if (reply.status < 200 || reply.status > 299 || body === null) {
    throw new ProviderFailure(describe(provider, asked, reply));
  }
  return body;
}

/**
 * Calls a provider, and turns errors into messages.
 * @throws ProviderFailure
 */
export async function asking<Answer>(
  provider: string,
  asked: Asked,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ProviderUnreachable)) throw error;
    const words = {
      timeout: ASKED[asked],
      connection: "Connection reset",
      "too large": `${provider} Error - error getting ${asked}`,
      "not allowed": `${provider} Error - ${asked}: HTTPS on port 443 or 80 is required`,
    };
    throw new ProviderFailure(words[error.reason], { cause: error });
  }
}
