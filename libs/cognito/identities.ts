import * as z from "zod/mini";

/** An identity of a provider that can sign in to an account. */
export interface Identity {
  readonly provider: string;
  /** ISO 8601; missing if the pool does not tell. */
  readonly linkedAt?: string;
}

const Identities = z.array(
  z.object({
    providerName: z.string(),
    userId: z.optional(z.string()),
    dateCreated: z.optional(z.nullable(z.union([z.number(), z.string().check(z.regex(/^\d+$/))]))),
  }),
);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Milliseconds since the epoch, as a number or its digits; anything else is left out. */
function timeOf(created: number | string | null | undefined): { linkedAt?: string } {
  const date = new Date(Number(created ?? Number.NaN));
  return Number.isNaN(date.getTime()) ? {} : { linkedAt: date.toISOString() };
}

function parseIdentities(attribute: string) {
  const parsed = z.safeParse(Identities, parseJson(attribute));
  return parsed.success ? parsed.data : [];
}

/**
 * The identities of a user, including linked ones, which Cognito stores as JSON.
 *
 * @param attribute the attribute `identities`
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation-consolidate-users.html
 */
export function identitiesIn(attribute = "[]"): Identity[] {
  return parseIdentities(attribute).map(({ providerName, dateCreated }) => ({
    provider: providerName,
    ...timeOf(dateCreated),
  }));
}

/** Who a user is at one provider: more than one where several of its accounts are linked. */
export const subjectsAt = (provider: string, attribute = "[]"): readonly string[] =>
  parseIdentities(attribute)
    .filter(({ providerName }) => providerName === provider)
    .flatMap(({ userId }) => userId ?? []);
