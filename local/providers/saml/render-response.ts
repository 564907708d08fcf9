/**
 * The identity provider's answers: a Response with a signed Assertion, or with only a status (saml-core-2.0 §3.2.2,
 * saml-profiles-2.0 §4.1.4).
 */
import { randomBytes } from "node:crypto";
import type { Person } from "../people.ts";
import { NAME_ID_FORMATS, type NameIdFormat } from "./read-request.ts";
import type { SamlIdentity } from "./saml-identity.ts";
import { ASSERTION, escapeXml, PROTOCOL } from "./saml-xml.ts";
import { signElement } from "./sign-xml.ts";

/** How long an assertion is valid, in milliseconds. */
const LIFETIME = 5 * 60 * 1000;

const STATUS = "urn:oasis:names:tc:SAML:2.0:status";

interface Addressed {
  readonly identity: SamlIdentity;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  readonly destination: string;
  /** The request's id; missing without a request. */
  readonly inResponseTo?: string;
}

export interface SignIn extends Addressed {
  readonly person: Person;
  /** The service provider. */
  readonly audience: string;
  readonly nameId: string;
  readonly nameIdFormat: NameIdFormat;
  readonly sessionIndex: string;
}

/** A response that signs a person in. Only the assertion is signed. */
export function renderSignIn(signIn: SignIn): string {
  const response = renderMessage(
    "Response",
    signIn,
    `${renderStatus(["Success"])}${renderAssertion(signIn)}`,
  );
  return signElement(response, "Assertion", signIn.identity);
}

export interface Failure extends Addressed {
  /** Second-level status: `AuthnFailed`. */
  readonly status: "AuthnFailed" | "NoPassive" | "InvalidNameIDPolicy";
  readonly message: string;
}

/** A signed response without an assertion. */
export function renderFailure(failure: Failure): string {
  const status = renderStatus(["Responder", failure.status], failure.message);
  return signElement(renderMessage("Response", failure, status), "Response", failure.identity);
}

/** The signed answer to a logout request; its status says if the provider does not know the person. */
export function renderLogout(logout: Addressed & { readonly isKnown: boolean }): string {
  const status = logout.isKnown ? renderStatus(["Success"]) : renderStatus(["Requester", "UnknownPrincipal"]);
  return signElement(renderMessage("LogoutResponse", logout, status), "LogoutResponse", logout.identity);
}

export const newId = (): string => `_${randomBytes(20).toString("hex")}`;

const timeOf = (milliseconds: number): string => new Date(milliseconds).toISOString();

function renderMessage(
  name: "Response" | "LogoutResponse",
  { identity, now, destination, inResponseTo }: Addressed,
  content: string,
): string {
  const answered = inResponseTo === undefined ? "" : ` InResponseTo="${escapeXml(inResponseTo)}"`;
  return (
    `<samlp:${name} xmlns:samlp="${PROTOCOL}" xmlns:saml="${ASSERTION}" ID="${newId()}" Version="2.0" IssueInstant="${timeOf(now)}" Destination="${escapeXml(destination)}"${answered}>` +
    `<saml:Issuer>${escapeXml(identity.entityId)}</saml:Issuer>${content}</samlp:${name}>`
  );
}

function renderStatus([first, second]: readonly string[], message?: string): string {
  const inner = second === undefined ? "" : `<samlp:StatusCode Value="${STATUS}:${second}"/>`;
  const text =
    message === undefined ? "" : `<samlp:StatusMessage>${escapeXml(message)}</samlp:StatusMessage>`;
  return `<samlp:Status><samlp:StatusCode Value="${STATUS}:${first}">${inner}</samlp:StatusCode>${text}</samlp:Status>`;
}

function renderAssertion(signIn: SignIn): string {
  const { identity, now, destination, inResponseTo, person, audience, nameId, nameIdFormat, sessionIndex } =
    signIn;
  const [from, until] = [timeOf(now), timeOf(now + LIFETIME)];
  const answered = inResponseTo === undefined ? "" : ` InResponseTo="${escapeXml(inResponseTo)}"`;
  return (
    `<saml:Assertion xmlns:saml="${ASSERTION}" ID="${newId()}" Version="2.0" IssueInstant="${from}">` +
    `<saml:Issuer>${escapeXml(identity.entityId)}</saml:Issuer>` +
    `<saml:Subject><saml:NameID Format="${NAME_ID_FORMATS[nameIdFormat]}">${escapeXml(nameId)}</saml:NameID>` +
    `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">` +
    `<saml:SubjectConfirmationData NotOnOrAfter="${until}" Recipient="${escapeXml(destination)}"${answered}/>` +
    `</saml:SubjectConfirmation></saml:Subject>` +
    `<saml:Conditions NotBefore="${from}" NotOnOrAfter="${until}"><saml:AudienceRestriction>` +
    `<saml:Audience>${escapeXml(audience)}</saml:Audience></saml:AudienceRestriction></saml:Conditions>` +
    `<saml:AuthnStatement AuthnInstant="${from}" SessionIndex="${sessionIndex}"><saml:AuthnContext><saml:AuthnContextClassRef>` +
    `urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport` +
    `</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>` +
    `<saml:AttributeStatement>${renderAttributes(person)}</saml:AttributeStatement></saml:Assertion>`
  );
}

const CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";

/** Each by Active Directory's common URI, and by the plain name that others use. */
function renderAttributes({ name, givenName, familyName, email, isEmailVerified }: Person): string {
  const attributes: readonly (readonly [names: readonly string[], value: string | undefined])[] = [
    [[`${CLAIMS}/emailaddress`, "email"], email],
    [[`${CLAIMS}/givenname`, "given_name"], givenName],
    [[`${CLAIMS}/surname`, "family_name"], familyName],
    [[`${CLAIMS}/name`, "name"], name],
    [["email_verified"], email === undefined ? undefined : String(isEmailVerified)],
  ];
  return attributes
    .flatMap(([names, value]) => (value === undefined ? [] : names.map((one) => renderAttribute(one, value))))
    .join("");
}

function renderAttribute(name: string, value: string): string {
  const format = name.includes("://") ? "uri" : "basic";
  return (
    `<saml:Attribute Name="${name}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:${format}">` +
    `<saml:AttributeValue xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">${escapeXml(value)}</saml:AttributeValue>` +
    `</saml:Attribute>`
  );
}
