/** The stand-in for a SAML provider, a pool of its cloud, and node-saml as an independent service provider in the pool's place. */
import { CreateUserPoolCommand } from "@aws-sdk/client-cognito-identity-provider";
import { expect, jest } from "@jest/globals";
import { type Profile, SAML, type SamlConfig, ValidateInResponseTo } from "@node-saml/node-saml";
import { cognitoClient } from "../../clients/cognito-client.ts";
import { type PostedForm, readPostedForm } from "../../clients/posted-form.ts";
import { createStandInBrowser } from "../../clients/stand-in-browser.ts";
import { closeAtEnd } from "../close-at-end.ts";
import { fakeDate } from "../fake-date.ts";
import { startTestCloud, type TestCloud } from "../test-cloud.ts";

export interface SamlStandIn {
  readonly cloud: TestCloud;
  /** The provider's URL. */
  readonly base: string;
  /** The pool as an audience. */
  readonly issuer: string;
  /** Where the pool gets responses. */
  readonly consumer: string;
  readonly metadata: string;
  /** The provider's, in Base64. */
  readonly certificate: string;
  /** Signs the pool's requests. */
  readonly poolKey: string;
  serviceProvider(options?: Partial<SamlConfig>): SAML;
  /** The form that the provider posts after the user's choice. */
  chooseAt(url: string | URL, choice: string, fields?: Record<string, string>): Promise<PostedForm>;
  signIn(sp: SAML, choice: string): Promise<Profile>;
}

/** A new pool, with the key that signs its requests. */
export async function createSigningPool(cloud: TestCloud): Promise<{ poolId: string; poolKey: string }> {
  const { UserPool } = await cognitoClient(cloud.endpoint).send(
    new CreateUserPoolCommand({ PoolName: "saml" }),
  );
  const poolId = UserPool?.Id ?? "";
  const { privateKey } = await cloud.cognito.context.signingKeys.saml(poolId);
  return { poolId, poolKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString() };
}

export const decoded = (fields: Record<string, string>): string =>
  Buffer.from(fields.SAMLResponse ?? "", "base64").toString();

/** `Date` follows the cloud's clock, because node-saml uses it. */
export async function startSamlStandIn(): Promise<SamlStandIn> {
  const cloud = closeAtEnd(await startTestCloud());
  const { poolId, poolKey } = await createSigningPool(cloud);
  const base = `${cloud.endpoint}/_local/providers/saml`;
  const metadata = await (await fetch(`${base}/metadata`)).text();
  const certificate = /<ds:X509Certificate>([^<]+)</.exec(metadata)?.[1] ?? "";
  const issuer = `urn:amazon:cognito:sp:${poolId}`;
  const consumer = `${cloud.endpoint}/saml2/idpresponse`;
  fakeDate(cloud.clock.now());
  closeAtEnd({ stop: () => jest.useRealTimers() });

  const serviceProvider: SamlStandIn["serviceProvider"] = (options = {}) =>
    new SAML({
      entryPoint: `${base}/sso`,
      issuer,
      audience: issuer,
      callbackUrl: consumer,
      idpCert: certificate,
      idpIssuer: `${base}/metadata`,
      wantAssertionsSigned: true,
      wantAuthnResponseSigned: false,
      validateInResponseTo: ValidateInResponseTo.always,
      signatureAlgorithm: "sha256",
      digestAlgorithm: "sha256",
      identifierFormat: null,
      disableRequestedAuthnContext: true,
      acceptedClockSkewMs: 0,
      ...options,
    });

  const chooseAt: SamlStandIn["chooseAt"] = async (url, choice, fields = {}) => {
    const { text } = await createStandInBrowser().choose(url, choice, fields);
    return readPostedForm(text);
  };

  async function signIn(sp: SAML, choice: string): Promise<Profile> {
    const url = await sp.getAuthorizeUrlAsync("the-state", undefined, {});
    const { action, fields } = await chooseAt(url, choice);
    expect({ action, RelayState: fields.RelayState }).toEqual({ action: consumer, RelayState: "the-state" });
    const { profile } = await sp.validatePostResponseAsync(fields);
    return profile as Profile;
  }

  return { cloud, base, issuer, consumer, metadata, certificate, poolKey, serviceProvider, chooseAt, signIn };
}
