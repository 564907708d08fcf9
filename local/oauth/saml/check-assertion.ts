/**
 * The conditions that a verified assertion must meet before it signs a user in: saml-profiles-2.0-os §4.1.4, and Cognito's own
 * (cognito-user-pools-saml-idp-things-to-know; its notice to customers of July 2023: an audience, InResponseTo in response and
 * confirmation, a recipient).
 */
import type { Element } from "@xmldom/xmldom";
import { textsOf } from "../../cognito/federation/provider-answer.ts";
import { childrenOf, elementsIn, is, onlyChild, textOf } from "../../cognito/saml/read-xml.ts";
import { InvalidSamlResponse } from "./saml-errors.ts";

/** The allowed difference of the clocks of provider and pool. */
const SKEW_MILLISECONDS = 60_000;

/** The maximum age of an assertion that the pool did not ask for (cognito-user-pools-SAML-session-initiation). */
const MAX_UNSOLICITED_AGE = 6 * 60 * 1000;

const SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success";
const BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer";

/** The known conditions; an unknown one makes an assertion invalid (saml-core-2.0-os §2.5.1.1). */
const CONDITIONS = new Set(["AudienceRestriction", "OneTimeUse", "ProxyRestriction"]);

export interface Expectations {
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  /** The provider's entity id. */
  readonly issuer: string;
  /** The pool's entity id: `urn:amazon:cognito:sp:us-east-1_…` */
  readonly audience: string;
  /** The URL that the response was posted to. */
  readonly recipient: string;
  /** Of the request that is answered; `null` if the provider began. */
  readonly requestId: string | null;
}

export interface SamlIdentity {
  readonly assertionId: string;
  /** When the assertion becomes useless, in milliseconds since the Unix epoch. */
  readonly expiresAt: number;
  readonly nameId: string;
  readonly nameIdFormat: string | null;
  /** The provider's session, which a sign-out names. */
  readonly sessionIndex: string | null;
  readonly attributes: Readonly<Record<string, string>>;
}

function demand(holds: boolean, message: string): asserts holds {
  if (!holds) throw new InvalidSamlResponse(message);
}

/** Absent is not the same as empty. */
const attribute = (element: Element, name: string): string | null =>
  element.hasAttribute(name) ? element.getAttribute(name) : null;

/** A time with its zone (saml-core-2.0-os §1.3.3: UTC). */
function instantOf(element: Element, name: string): number | null {
  const text = attribute(element, name);
  if (text === null) return null;
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text);
  const instant = isTime ? Date.parse(text) : Number.NaN;
  demand(!Number.isNaN(instant), `${name} is not a time`);
  return instant;
}

function checkPeriod(element: Element, now: number): void {
  const notBefore = instantOf(element, "NotBefore");
  const notOnOrAfter = instantOf(element, "NotOnOrAfter");
  demand(notBefore === null || now + SKEW_MILLISECONDS >= notBefore, "SAML Assertion is not valid yet");
  demand(notOnOrAfter === null || now - SKEW_MILLISECONDS < notOnOrAfter, "SAML Assertion has expired");
}

/**
 * Checks the envelope. If only the assertion is signed, the envelope is not trusted: these checks can only refuse.
 * @throws InvalidSamlResponse
 */
export function checkEnvelope(
  message: Element,
  { issuer, recipient, requestId }: Pick<Expectations, "issuer" | "recipient" | "requestId">,
): void {
  demand(attribute(message, "Version") === "2.0", "The version is not 2.0");
  demand(attribute(message, "InResponseTo") === requestId, "InResponseTo is not that of the request");
  const destination = attribute(message, "Destination");
  demand(destination === null || destination === recipient, "The destination is another");
  const issuers = childrenOf(message, "assertion", "Issuer");
  demand(
    issuers.length <= 1 && issuers.every((element) => textOf(element) === issuer),
    "The issuer is another",
  );
}

/**
 * The status of a response that is not a success: `Responder: AuthnFailed`; `null` for success. The provider's own text is
 * omitted: an unsigned response could say anything.
 */
export function failureOf(message: Element): string | null {
  const status = onlyChild(message, "protocol", "Status");
  const code = status && onlyChild(status, "protocol", "StatusCode");
  const value = code?.getAttribute("Value") ?? "";
  if (value === SUCCESS) return null;
  const detail = code && onlyChild(code, "protocol", "StatusCode")?.getAttribute("Value");
  const names = [value, detail ?? ""].map((name) => /:status:(\w{1,40})$/.exec(name)?.[1]);
  return names.filter((name) => name !== undefined).join(": ") || "unknown";
}

/** @throws InvalidSamlResponse */
export function checkAssertion(assertion: Element, expected: Expectations): SamlIdentity {
  const assertionId = attribute(assertion, "ID") ?? "";
  demand(attribute(assertion, "Version") === "2.0" && assertionId !== "", "The assertion is incomplete");
  demand(textOf(onlyChild(assertion, "assertion", "Issuer")) === expected.issuer, "The issuer is another");
  const issued = checkIssueInstant(assertion, expected);
  checkConditions(assertion, expected);
  const subject = onlyChild(assertion, "assertion", "Subject");
  const nameId = subject && onlyChild(subject, "assertion", "NameID");
  demand(subject !== null && nameId !== null && textOf(nameId) !== "", "There is no NameID");
  return {
    assertionId,
    // A second confirmation may last longer than the one that counted; unsolicited, nothing lasts longer than six minutes.
    expiresAt: Math.max(confirmedUntil(subject, expected), issued + MAX_UNSOLICITED_AGE) + SKEW_MILLISECONDS,
    nameId: textOf(nameId),
    nameIdFormat: attribute(nameId, "Format"),
    sessionIndex: checkAuthentication(assertion, expected),
    attributes: attributesOf(assertion),
  };
}

/** @returns milliseconds since the Unix epoch */
function checkIssueInstant(assertion: Element, { now, requestId }: Expectations): number {
  const issued = instantOf(assertion, "IssueInstant");
  demand(issued !== null && issued <= now + SKEW_MILLISECONDS, "SAML Assertion is not valid yet");
  const isFresh = requestId !== null || now - issued <= MAX_UNSOLICITED_AGE;
  demand(isFresh, "SAML Assertion was issued too long ago");
  return issued;
}

function checkConditions(assertion: Element, { now, audience }: Expectations): void {
  const conditions = onlyChild(assertion, "assertion", "Conditions");
  const restrictions = conditions ? childrenOf(conditions, "assertion", "AudienceRestriction") : [];
  demand(conditions !== null && restrictions.length > 0, "Audience restriction was not met");
  const isKnown = elementsIn(conditions).every(
    (condition) =>
      CONDITIONS.has(condition.localName ?? "") && is(condition, "assertion", condition.localName ?? ""),
  );
  demand(isKnown, "The assertion has a condition that is not supported");
  checkPeriod(conditions, now);
  // All restrictions must name the pool; within one, an audience does (saml-core-2.0-os §2.5.1.4).
  const isMeant = restrictions.every((restriction) =>
    childrenOf(restriction, "assertion", "Audience").some((element) => textOf(element) === audience),
  );
  demand(isMeant, "Audience restriction was not met");
}

/** @returns until when a bearer may present the assertion, in milliseconds since the Unix epoch */
function confirmedUntil(subject: Element, expected: Expectations): number {
  const failures: InvalidSamlResponse[] = [];
  for (const confirmation of childrenOf(subject, "assertion", "SubjectConfirmation")) {
    if (attribute(confirmation, "Method") !== BEARER) continue;
    try {
      return checkConfirmation(confirmation, expected);
    } catch (error) {
      if (!(error instanceof InvalidSamlResponse)) throw error;
      failures.push(error);
    }
  }
  throw failures[0] ?? new InvalidSamlResponse("There is no SubjectConfirmation for a bearer");
}

function checkConfirmation(confirmation: Element, { now, recipient, requestId }: Expectations): number {
  const data = onlyChild(confirmation, "assertion", "SubjectConfirmationData");
  demand(data !== null, "There is no SubjectConfirmationData");
  demand(attribute(data, "Recipient") === recipient, "The recipient is another");
  demand(attribute(data, "InResponseTo") === requestId, "InResponseTo is not that of the request");
  checkPeriod(data, now);
  const until = instantOf(data, "NotOnOrAfter");
  demand(until !== null, "The SubjectConfirmation does not expire");
  return until;
}

/** @returns the session index of the first AuthnStatement, which Cognito uses for the session */
function checkAuthentication(assertion: Element, { now }: Expectations): string | null {
  const [statement] = childrenOf(assertion, "assertion", "AuthnStatement");
  demand(statement !== undefined, "There is no AuthnStatement");
  const ends = instantOf(statement, "SessionNotOnOrAfter");
  demand(ends === null || now - SKEW_MILLISECONDS < ends, "SAML Assertion has expired");
  return attribute(statement, "SessionIndex");
}

/** Attributes by their names; several values become one text. */
function attributesOf(assertion: Element): Readonly<Record<string, string>> {
  const values = new Map<string, string[]>();
  const attributes = childrenOf(assertion, "assertion", "AttributeStatement").flatMap((statement) =>
    childrenOf(statement, "assertion", "Attribute"),
  );
  for (const element of attributes) {
    const name = attribute(element, "Name") ?? "";
    const texts = childrenOf(element, "assertion", "AttributeValue").map(textOf);
    if (texts.length > 0) values.set(name, [...(values.get(name) ?? []), ...texts]);
  }
  return textsOf(
    Object.fromEntries([...values].map(([name, texts]) => [name, texts.length === 1 ? texts[0] : texts])),
  );
}
