/**
 * The requests that a user pool sends to a SAML identity provider: AuthnRequest and LogoutRequest (saml-core-2.0 §3.4.1, §3.7.1).
 */
import type { Element } from "@xmldom/xmldom";
import type { Clock } from "../../clock.ts";
import { isRedirectHere } from "../redirect-uris.ts";
import {
  ASSERTION,
  attributeOf,
  childrenOf,
  elementsOf,
  PROTOCOL,
  SamlProblem,
  SIGNATURE,
  textOf,
} from "./saml-xml.ts";

export interface AuthnRequest {
  readonly id: string;
  /** The service provider: `urn:amazon:cognito:sp:us-east-1_Example`. */
  readonly issuer: string;
  readonly assertionConsumerUrl: string;
  readonly nameIdFormat: NameIdFormat;
  readonly isPassive: boolean;
}

export interface LogoutRequest {
  readonly id: string;
  readonly issuer: string;
  readonly nameId: string;
  readonly sessionIndex: string | null;
}

export const NAME_ID_FORMATS = {
  persistent: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
  email: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
} as const;

export type NameIdFormat = keyof typeof NAME_ID_FORMATS;

const UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";

const POST_BINDING = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";

/** The entity id of a user pool (cognito-user-pools-saml-idp-authentication). */
const SERVICE_PROVIDER = /^urn:amazon:cognito:sp:[\w-]+_[0-9A-Za-z]+$/;

/** The allowed difference of the two clocks. */
const MAX_AGE_MILLISECONDS = 5 * 60 * 1000;

/** The elements that the schema allows in a request; an encrypted NameID can't be read here. */
const CHILDREN: Readonly<Record<"AuthnRequest" | "LogoutRequest", ReadonlySet<string>>> = {
  AuthnRequest: new Set([
    `${ASSERTION} Issuer`,
    `${SIGNATURE} Signature`,
    `${PROTOCOL} Extensions`,
    `${ASSERTION} Subject`,
    `${PROTOCOL} NameIDPolicy`,
    `${ASSERTION} Conditions`,
    `${PROTOCOL} RequestedAuthnContext`,
    `${PROTOCOL} Scoping`,
  ]),
  LogoutRequest: new Set([
    `${ASSERTION} Issuer`,
    `${SIGNATURE} Signature`,
    `${PROTOCOL} Extensions`,
    `${ASSERTION} NameID`,
    `${PROTOCOL} SessionIndex`,
  ]),
};

interface Expected {
  /** The endpoint that received the message. */
  readonly destination: string;
  readonly clock: Clock;
}

/** @throws SamlProblem */
export function readAuthnRequest(root: Element, expected: Expected): AuthnRequest {
  const common = readCommon(root, "AuthnRequest", expected);
  const assertionConsumerUrl = attributeOf(root, "AssertionConsumerServiceURL") ?? "";
  checkAssertionConsumer(assertionConsumerUrl);
  const binding = attributeOf(root, "ProtocolBinding");
  if (binding !== null && binding !== POST_BINDING) {
    throw new SamlProblem(`ProtocolBinding must be ${POST_BINDING}.`);
  }
  return {
    ...common,
    assertionConsumerUrl,
    nameIdFormat: readNameIdFormat(root),
    isPassive: ["true", "1"].includes(attributeOf(root, "IsPassive") ?? ""),
  };
}

/** @throws SamlProblem */
export function checkAssertionConsumer(url: string): void {
  if (!isRedirectHere(url, "/saml2/idpresponse")) {
    throw new SamlProblem("AssertionConsumerServiceURL must be /saml2/idpresponse on this machine.");
  }
}

/** @throws SamlProblem */
export function checkServiceProvider(issuer: string): void {
  if (!SERVICE_PROVIDER.test(issuer)) {
    throw new SamlProblem("Issuer must be urn:amazon:cognito:sp: and a pool's id.");
  }
}

/** @throws SamlProblem */
export function readLogoutRequest(root: Element, expected: Expected): LogoutRequest {
  const common = readCommon(root, "LogoutRequest", expected);
  const nameId = textOf(root, ASSERTION, "NameID");
  if (nameId === null || nameId === "") throw new SamlProblem("NameID is missing.");
  const notOnOrAfter = attributeOf(root, "NotOnOrAfter");
  if (notOnOrAfter !== null && readTime(notOnOrAfter, "NotOnOrAfter") <= expected.clock.now()) {
    throw new SamlProblem("The request has expired.");
  }
  return { ...common, nameId, sessionIndex: textOf(root, PROTOCOL, "SessionIndex") };
}

function readCommon(
  root: Element,
  name: keyof typeof CHILDREN,
  { destination, clock }: Expected,
): { id: string; issuer: string } {
  if (root.namespaceURI !== PROTOCOL || root.localName !== name) {
    throw new SamlProblem(`The message must be ${name}.`);
  }
  const unexpected = elementsOf(root).find(
    ({ namespaceURI, localName }) => !CHILDREN[name].has(`${namespaceURI} ${localName}`),
  );
  if (unexpected !== undefined) throw new SamlProblem(`${name} may not contain ${unexpected.localName}.`);
  if (attributeOf(root, "Version") !== "2.0") throw new SamlProblem("Version must be 2.0.");
  const id = attributeOf(root, "ID") ?? "";
  if (!/^[A-Za-z_][\w.-]{0,255}$/.test(id)) throw new SamlProblem("ID is missing, or can't be one.");
  const issuedAt = readTime(attributeOf(root, "IssueInstant") ?? "", "IssueInstant");
  if (Math.abs(clock.now() - issuedAt) > MAX_AGE_MILLISECONDS) {
    throw new SamlProblem("IssueInstant must be within five minutes of now.");
  }
  const given = attributeOf(root, "Destination");
  if (given !== null && given !== destination) throw new SamlProblem(`Destination must be ${destination}.`);
  const issuer = textOf(root, ASSERTION, "Issuer") ?? "";
  checkServiceProvider(issuer);
  return { id, issuer };
}

/** xs:dateTime in UTC (saml-core-2.0 §1.3.3). */
function readTime(value: string, name: string): number {
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(value);
  const time = isTime ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw new SamlProblem(`${name} must be a time in UTC.`);
  return time;
}

function readNameIdFormat(root: Element): NameIdFormat {
  const [policy] = childrenOf(root, PROTOCOL, "NameIDPolicy");
  const format = policy === undefined ? null : attributeOf(policy, "Format");
  if (format === null || format === UNSPECIFIED || format === NAME_ID_FORMATS.persistent) return "persistent";
  if (format === NAME_ID_FORMATS.email) return "email";
  throw new SamlProblem(`The NameID format ${format} is not supported.`);
}
