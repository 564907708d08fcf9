/**
 * The certificate of the cloud's port: created once, stored in the state folder, renewed in time.
 */
import { join } from "node:path";
import { createSecureContext, type SecureContext } from "node:tls";
import type { Clock } from "../clock.ts";
import { pemOf, publishCertificate, readCredential, writeCredential } from "./credential-files.ts";
import {
  type Credential,
  canIssue,
  createAuthority,
  isCurrent,
  issueServerCertificate,
} from "./local-authority.ts";

/** What `node:tls` takes: PEM. */
export interface ServerIdentity {
  readonly key: string;
  /** The server's certificate and its authority's. */
  readonly cert: string;
}

export interface ServerCertificates {
  /** The same object until it is renewed. */
  current(): ServerIdentity;
  /**
   * For a client that names the server: a bucket's name under `localhost`, for instance, where clients take no wildcard.
   * Undefined if {@link current} has the name, or if it is not one of this machine's.
   */
  named(serverName: string): SecureContext | undefined;
}

/** Names that have a certificate of their own at a time. */
const MAX_NAMES = 100;

/** A name under `localhost`, which is this machine's (RFC 6761 §6.3). */
const NAME_UNDER_LOCALHOST = /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+localhost$/i;

/** Where the authority's certificate is for clients to read. */
export const authorityFile = (directory: string): string => join(directory, "authority.crt");

/**
 * The authority of a state folder; a new one where there is none, or none that lasts.
 *
 * @param directory absolute path of the folder of keys and certificates
 */
export function openAuthority(directory: string, clock: Clock): Credential {
  const file = join(directory, "authority.pem");
  const kept = readCredential(file);
  const isUsable = kept?.certificate.ca === true && canIssue(kept, clock.now());
  const authority = isUsable ? kept : createAuthority(clock.now());
  if (!isUsable) writeCredential(file, authority);
  publishCertificate(authorityFile(directory), authority);
  return authority;
}

/**
 * @param directory where they are kept, or null for such as are forgotten
 * @param clock the time of the clients, by which certificates are valid
 */
export function openServerCertificates(directory: string | null, clock: Clock): ServerCertificates {
  const file = directory === null ? null : join(directory, "localhost.pem");
  const contexts = new Map<string, SecureContext>();
  let authority: Credential | undefined;
  let server: Credential | undefined;
  let identity: ServerIdentity | undefined;

  const authorityNow = (): Credential => {
    if (authority === undefined || !canIssue(authority, clock.now())) {
      authority = directory === null ? createAuthority(clock.now()) : openAuthority(directory, clock);
    }
    return authority;
  };

  const identityOf = (credential: Credential, issuer: Credential): ServerIdentity => ({
    key: pemOf(credential.privateKey),
    cert: `${credential.certificate}${issuer.certificate}`,
  });

  function current(): ServerIdentity {
    const now = clock.now();
    const issuer = authorityNow();
    if (identity !== undefined && server !== undefined && isCurrent(server, issuer, now)) return identity;
    const kept = file === null ? null : readCredential(file);
    if (kept !== null && isCurrent(kept, issuer, now)) server = kept;
    else {
      server = issueServerCertificate(issuer, now);
      if (file !== null) writeCredential(file, server);
    }
    contexts.clear(); // They are as old as the one that was replaced.
    identity = identityOf(server, issuer);
    return identity;
  }

  return {
    current,
    named: (serverName) => {
      if (!NAME_UNDER_LOCALHOST.test(serverName)) return undefined;
      current();
      const name = serverName.toLowerCase();
      const known = contexts.get(name);
      if (known !== undefined) return known;
      const issuer = authorityNow();
      const context = createSecureContext(
        identityOf(issueServerCertificate(issuer, clock.now(), [name]), issuer),
      );
      const [oldest] = contexts.keys();
      if (oldest !== undefined && contexts.size >= MAX_NAMES) contexts.delete(oldest);
      contexts.set(name, context);
      return context;
    },
  };
}
