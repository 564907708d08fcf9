import { type EnvironmentReader, oneOf, optionalText } from "../env.ts";

/** What users must agree to: the terms of use and the privacy policy, as one version. */
export interface Terms {
  readonly version: string;
  readonly termsUrl: string;
  readonly privacyUrl: string;
  /** Whether the API refuses users who have not accepted this version; otherwise it only says so. */
  readonly isRequired: boolean;
}

/** Part of a key and of answers; a date works well. */
export const TERMS_VERSION = /^[\w.-]{1,32}$/;

const version: EnvironmentReader<string | undefined> = (value) => {
  const given = optionalText(value);
  if (given !== undefined && !TERMS_VERSION.test(given)) {
    throw new Error("must have at most 32 letters, digits, dots, - and _");
  }
  return given;
};

const page: EnvironmentReader<string | undefined> = (value) => {
  const given = optionalText(value);
  if (given !== undefined && !/^https:\/\/./.test(given)) throw new Error("is not an https address");
  return given;
};

/** The environment variables of a module that asks for consent. With `TERMS` off, the others may be empty. */
export const TERMS_VARIABLES = {
  TERMS: oneOf(["off", "ask", "require"]),
  TERMS_VERSION: version,
  TERMS_URL: page,
  PRIVACY_URL: page,
};

export interface TermsEnvironment {
  readonly TERMS: "off" | "ask" | "require";
  readonly TERMS_VERSION: string | undefined;
  readonly TERMS_URL: string | undefined;
  readonly PRIVACY_URL: string | undefined;
}

/**
 * The current terms; undefined if users are not asked.
 *
 * @throws Error if the environment asks for consent and does not say to what
 */
export function termsOf({
  TERMS,
  TERMS_VERSION: version,
  TERMS_URL: termsUrl,
  PRIVACY_URL: privacyUrl,
}: TermsEnvironment): Terms | undefined {
  if (TERMS === "off") return undefined;
  if (version === undefined || termsUrl === undefined || privacyUrl === undefined) {
    throw new Error("TERMS needs TERMS_VERSION, TERMS_URL and PRIVACY_URL");
  }
  return { version, termsUrl, privacyUrl, isRequired: TERMS === "require" };
}
