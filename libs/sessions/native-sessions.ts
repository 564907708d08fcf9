import type {
  AdminListUserSessionsRequest,
  AdminRevokeUserSessionRequest,
  SessionDescriptionType,
} from "@aws-sdk/client-cognito-identity-provider";
import { callJsonService } from "../aws/call-json-service.ts";
import { listPages } from "../aws/list-pages.ts";
import { MODULE_PATIENCE, type Patience } from "../aws/signed-request.ts";
import { withoutUndefined } from "../without-undefined.ts";

/**
 * A session that Cognito keeps, in a pool that tracks them: the tokens of one sign-in, or a browser that is signed in on the
 * pool's pages. Times are milliseconds since the epoch.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managing-user-sessions.html
 */
export interface NativeSession {
  /** `tkn…` or `sso…` */
  readonly id: string;
  readonly kind: "TOKEN" | "SSO";
  readonly clientId: string;
  readonly createdAt: number;
  readonly lastUsedAt: number;
  /** Browser and system, such as `Chrome 125 / macOS 15.0`. */
  readonly device: string;
  readonly ip: string;
  /** Where that address is, such as `Seattle, United States`. */
  readonly location?: string;
  /** The browser's session that a token session came through. */
  readonly ssoId?: string;
}

/** On the wire, times are seconds. */
type Description = Omit<SessionDescriptionType, "CreateDate" | "LastActiveDate"> & {
  readonly CreateDate?: number;
  readonly LastActiveDate?: number;
};

interface SessionList {
  readonly Sessions?: readonly Description[];
  readonly NextToken?: string;
}

export interface NativeSessions {
  /** All that are active, the last used first. */
  list(username: string): Promise<readonly NativeSession[]>;
  /**
   * Ends a session: no refresh or access token of it is valid at Cognito any more. The browser's session that it came through
   * ends as well, and with a browser's session all tokens that came through it. One that has ended is not an error.
   */
  revoke(username: string, id: string): Promise<void>;
}

/** Whether an id is Cognito's own: 28 letters and digits after a prefix, unlike an `origin_jti`. */
export const isNativeId = (id: string): boolean => /^(tkn|sso)[a-z0-9]{25}$/.test(id);

/** Cognito's word for what it does not know, of a device or a country. */
const known = (text: string | undefined): string | undefined => (text === "unknown" ? undefined : text);

function readSession({ SessionId = "", SessionType, ...session }: Description): NativeSession {
  const { City, Country } = session.LastLocation ?? {};
  const location = [known(City), known(Country)].filter((part) => part !== undefined).join(", ");
  return {
    id: SessionId,
    kind: SessionType === "SSO" ? "SSO" : "TOKEN",
    clientId: session.ClientId ?? "",
    createdAt: (session.CreateDate ?? 0) * 1000,
    lastUsedAt: (session.LastActiveDate ?? session.CreateDate ?? 0) * 1000,
    device: known(session.DeviceType) ?? "",
    ip: session.LastIPAddress ?? "",
    ...withoutUndefined({ location: location || undefined, ssoId: session.OriginSessionId }),
  };
}

/**
 * The sessions of a pool's users.
 * @throws AwsError and network errors from every operation
 */
export function nativeSessions(UserPoolId: string, patience: Patience = MODULE_PATIENCE): NativeSessions {
  const call = <Output>(operation: string, input: object) =>
    callJsonService<Output>({ service: "cognito-idp", operation, input, patience });
  return {
    async list(Username) {
      const found: NativeSession[] = [];
      const pages = listPages((NextToken) => {
        const input: AdminListUserSessionsRequest = { UserPoolId, Username, NextToken };
        return call<SessionList>("AdminListUserSessions", input);
      });
      for await (const { Sessions = [] } of pages) found.push(...Sessions.map(readSession));
      return found.sort((one, other) => other.lastUsedAt - one.lastUsedAt);
    },

    async revoke(Username, SessionId) {
      const input: AdminRevokeUserSessionRequest = {
        UserPoolId,
        Username,
        SessionId,
        RevokeAssociatedSessions: "LINKED",
      };
      try {
        await call("AdminRevokeUserSession", input);
      } catch (error) {
        if (!(error instanceof Error && error.name === "ResourceNotFoundException")) throw error;
      }
    },
  };
}

/** One try: a request waits for it, and the next one asks again. */
const QUICKLY: Patience = { attempts: 1, timeout: 1500 };

/**
 * The id of the session that an access token with Cognito's own scope belongs to.
 * @returns undefined if Cognito does not know it, not yet (a new session is listed after some seconds), or can't be asked
 */
export async function findSessionOf(AccessToken: string): Promise<string | undefined> {
  try {
    const { Sessions = [] } = await callJsonService<SessionList>({
      service: "cognito-idp",
      operation: "ListUserSessions",
      input: { AccessToken },
      patience: QUICKLY,
      isSigned: false,
    });
    return Sessions.find(({ IsCurrentSession }) => IsCurrentSession)?.SessionId;
  } catch {
    return undefined;
  }
}
