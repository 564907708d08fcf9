import { normalizeEmail } from "../auth/email.ts";
import { isTrue } from "../cognito/is-true.ts";

/** What an event tells of a user. Members that Cognito leaves out for some sources, or sends as null, are missing. */
interface UserEvent {
  readonly userName: string;
  readonly request?: { readonly userAttributes?: Readonly<Record<string, string>> | null } | null;
}

/** The names of a user in the pool. */
interface UserNames {
  readonly email: string | undefined;
  readonly name: string | undefined;
  readonly givenName: string | undefined;
  readonly familyName: string | undefined;
}

export interface TriggerUser {
  /** The name that the pool's administrative operations take. */
  readonly username: string;
  /** Missing before the account exists. */
  readonly sub: string | undefined;
  /** Normalized; verified or not. */
  readonly email: string | undefined;
  /** The address, if it is verified: rights depend on this one only. */
  readonly verifiedEmail: string | undefined;
  readonly names: UserNames;
  /** Unchecked. */
  readonly locale: string | undefined;
  /** Comes from an identity provider and has no password here. */
  readonly isFederated: boolean;
}

export function readTriggerUser({ userName, request }: UserEvent): TriggerUser {
  const attributes = request?.userAttributes ?? {};
  const email = attributes.email ? normalizeEmail(attributes.email) : undefined;
  return {
    username: userName,
    sub: attributes.sub,
    email,
    verifiedEmail: isTrue(attributes.email_verified) ? email : undefined,
    names: {
      email,
      name: attributes.name,
      givenName: attributes.given_name,
      familyName: attributes.family_name,
    },
    locale: attributes.locale,
    isFederated: attributes["cognito:user_status"] === "EXTERNAL_PROVIDER",
  };
}
