/** Identities are verified at once: no link to click, no DNS look-up. */
import { createHash } from "node:crypto";
import { notImplemented } from "../protocol/json-service.ts";
import { checkAddress, checkDomain } from "./mailbox.ts";
import type { SesContext, SesInput, SesOutput } from "./operation.ts";
import { badRequest, configurationSetMissing, identityExists, identityMissing } from "./ses-errors.ts";

/** API_ListEmailIdentities: 0 to 1000; the default is not documented. */
const MAX_PAGE_SIZE = 1000;

export function createEmailIdentity(
  { EmailIdentity: name, ConfigurationSetName: set }: SesInput<"CreateEmailIdentity">,
  { state }: SesContext,
): SesOutput<"CreateEmailIdentity"> {
  if (isAddress(name)) checkAddress(name);
  else checkDomain(name);
  if (set !== undefined && !state.configurationSets.has(set)) throw configurationSetMissing(set);
  if (!state.identities.add(name)) throw identityExists(name);
  return { IdentityType: typeOf(name), VerifiedForSendingStatus: true, DkimAttributes: dkimOf(name) };
}

export function getEmailIdentity(
  { EmailIdentity: name }: SesInput<"GetEmailIdentity">,
  { state }: SesContext,
): SesOutput<"GetEmailIdentity"> {
  if (!state.identities.has(name)) throw identityMissing(name);
  return {
    IdentityType: typeOf(name),
    FeedbackForwardingStatus: true,
    VerifiedForSendingStatus: true,
    DkimAttributes: dkimOf(name),
    Policies: {},
    Tags: [],
    VerificationStatus: "SUCCESS",
  };
}

export function deleteEmailIdentity(
  { EmailIdentity: name }: SesInput<"DeleteEmailIdentity">,
  { state }: SesContext,
): SesOutput<"DeleteEmailIdentity"> {
  if (!state.identities.remove(name)) throw identityMissing(name);
  return {};
}

export function listEmailIdentities(
  { Filter, PageSize, NextToken }: SesInput<"ListEmailIdentities">,
  { state }: SesContext,
): SesOutput<"ListEmailIdentities"> {
  if (Filter !== undefined) throw notImplemented("ListEmailIdentities with a Filter");
  const size = PageSize || MAX_PAGE_SIZE;
  const names = state.identities.list(size + 1, NextToken === undefined ? "" : readToken(NextToken));
  const shown = names.slice(0, size);
  return {
    EmailIdentities: shown.map((name) => ({
      IdentityType: typeOf(name),
      IdentityName: name,
      SendingEnabled: true,
      VerificationStatus: "SUCCESS",
    })),
    ...(names.length > size ? { NextToken: Buffer.from(shown.at(-1) ?? "").toString("base64url") } : {}),
  };
}

function readToken(token: string): string {
  const name = Buffer.from(token, "base64url");
  if (name.length === 0 || name.toString("base64url") !== token) throw badRequest("Invalid NextToken");
  return name.toString();
}

const isAddress = (name: string): boolean => name.includes("@");

const typeOf = (name: string) => (isAddress(name) ? "EMAIL_ADDRESS" : "DOMAIN");

/** Three, always the same for a domain: they are names of DNS records that need not exist. */
export const dkimTokens = (domain: string): readonly string[] =>
  [1, 2, 3].map((index) =>
    BigInt(`0x${createHash("sha256").update(`${index} ${domain.toLowerCase()}`).digest("hex")}`)
      .toString(36)
      .slice(0, 32),
  );

function dkimOf(name: string) {
  const ofAll = { SigningAttributesOrigin: "AWS_SES", NextSigningKeyLength: "RSA_2048_BIT" } as const;
  return isAddress(name)
    ? ({ SigningEnabled: false, Status: "NOT_STARTED", ...ofAll } as const)
    : ({ SigningEnabled: true, Status: "SUCCESS", Tokens: dkimTokens(name), ...ofAll } as const);
}
