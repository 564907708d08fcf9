/**
 * The required details of a SAML provider
 * (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html, `ProviderDetails`).
 */
import { isProviderUrl } from "./provider-url.ts";

type Details = Readonly<Record<string, string>>;

const SWITCHES = ["IDPInit", "IDPSignout", "EncryptedResponses"] as const;

/** Details that Cognito adds by itself; in a request they have no effect. */
const READ_ONLY: ReadonlySet<string> = new Set([
  "ActiveEncryptionCertificate",
  "SLORedirectBindingURI",
  "SSORedirectBindingURI",
]);

/** @returns the problem with the details; `null` if they are valid */
export function findSamlViolation(details: Details): string | null {
  const { MetadataURL, MetadataFile, RequestSigningAlgorithm } = details;
  if (!MetadataURL && !MetadataFile) {
    return "At least one of the MetadataURL or MetadataFile should be provided.";
  }
  if (MetadataURL && MetadataFile) return "Only one of the MetadataURL or MetadataFile should be provided.";
  if (MetadataURL && !isProviderUrl(MetadataURL)) return "Invalid MetadataURL: it must be an HTTPS URL.";
  if (RequestSigningAlgorithm && RequestSigningAlgorithm !== "rsa-sha256") {
    return "Invalid RequestSigningAlgorithm: it is rsa-sha256.";
  }
  const unclear = SWITCHES.find((name) => !["true", "false"].includes(details[name] ?? "false"));
  return unclear === undefined ? null : `Invalid ${unclear}: it is true or false.`;
}

/** The details without those that Cognito adds. */
export const givenSamlDetails = (details: Details): Details =>
  Object.fromEntries(Object.entries(details).filter(([name]) => !READ_ONLY.has(name)));
