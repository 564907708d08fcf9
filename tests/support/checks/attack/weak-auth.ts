import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import {
  type Answer,
  CLIENT_LIMIT,
  count,
  type Memory,
  problem,
  type Request,
  WEB_ORIGIN,
} from "./weak-answer.ts";
import { issueToken } from "./weak-tokens.ts";

const COOKIE = "__Secure-refresh-token";
/** Much more than the delays of a busy machine. */
const SLOW_MS = 60;

const secret = () => randomBytes(12).toString("hex");

function issueTokens(sub: string, origin: string, { issuer, refreshTokens }: Memory, others: object = {}) {
  const refreshToken = `refresh-${secret()}:${sub}`;
  refreshTokens.set(refreshToken, { sub, origin, isUsed: false });
  const claims = { iss: issuer, sub, origin, exp: Math.floor(Date.now() / 1000) + 3600, ...others };
  return {
    accessToken: issueToken({ ...claims, token_use: "access" }),
    idToken: issueToken({ ...claims, token_use: "id" }),
    refreshToken,
  };
}

/** In cookie mode the refresh token is only in the cookie. */
function reply(tokens: ReturnType<typeof issueTokens>, inCookie: boolean, { faults }: Memory): Answer {
  if (!inCookie) return { status: 200, body: { tokens } };
  const { refreshToken, ...others } = tokens;
  const script = faults.has("lets scripts read the cookie") ? "" : "; HttpOnly";
  const cookie = `${COOKIE}=${refreshToken}; Path=/v1/auth; Secure; SameSite=Strict${script}`;
  return {
    status: 200,
    body: { tokens: faults.has("shows the cookie's token") ? tokens : others },
    headers: { "set-cookie": cookie },
  };
}

const isOwnPage = ({ headers }: Request) =>
  headers.origin === WEB_ORIGIN &&
  ["same-site", "same-origin", undefined].includes(headers["sec-fetch-site"] as string);

const textOf = (value: unknown) => (typeof value === "string" ? value : undefined);

function signIn(request: Request, query: URLSearchParams, memory: Memory): Answer {
  const { faults, accounts } = memory;
  const { email, password, ...others } = request.body;
  const isMisread = !/^\S+@\S+$/.test(textOf(email) ?? "") || textOf(password) === undefined;
  if (isMisread || (Object.keys(others).length > 0 && !faults.has("takes unknown members"))) {
    return problem(400, "validation_failed");
  }
  const inCookie = query.get("tokens") === "cookie";
  if (inCookie && !isOwnPage(request) && !faults.has("sets the cookie for any page")) {
    return problem(403, "origin_not_allowed");
  }
  if (accounts.get(String(email)) === password) {
    return reply(issueTokens(String(email), secret(), memory), inCookie, memory);
  }
  const retry = faults.has("says not when to try again") ? {} : { "retry-after": "15" };
  if (count(memory, "client") > CLIENT_LIMIT && !faults.has("limits no client")) {
    return problem(429, "too_many_requests", retry);
  }
  if (count(memory, `sign-in ${email}`) > 10 && !faults.has("limits no password")) {
    return problem(429, "too_many_requests", retry);
  }
  return problem(401, "invalid_credentials");
}

interface GivenToken {
  readonly token: string | undefined;
  readonly inCookie: boolean;
}

/** The refresh token of a request, from the cookie or the body, or the refusal. */
function givenToken(request: Request, { faults }: Memory): GivenToken | Answer {
  const fromBody = textOf(request.body.refreshToken);
  const cookies = (request.headers.cookie ?? "")
    .split("; ")
    .filter((cookie) => cookie.startsWith(`${COOKIE}=`));
  const [cookie] = cookies;
  if (cookie === undefined) return { token: fromBody, inCookie: false };
  if (!isOwnPage(request) && !faults.has("takes the cookie from any page")) {
    return problem(403, "origin_not_allowed");
  }
  if (fromBody !== undefined) return problem(400, "validation_failed");
  if (cookies.length > 1 && !faults.has("takes the first of two cookies")) {
    return problem(401, "invalid_refresh_token");
  }
  return { token: cookie.slice(COOKIE.length + 1), inCookie: true };
}

function refresh(request: Request, memory: Memory): Answer {
  const { faults, refreshTokens, ended } = memory;
  const given = givenToken(request, memory);
  if ("status" in given) return given;
  const { token = "", inCookie } = given;
  const made =
    faults.has("takes any cookie") && inCookie ? { sub: "x", origin: "x", isUsed: false } : undefined;
  const known = refreshTokens.get(token) ?? made;
  if (known === undefined || ended.has(known.origin) || ended.has(known.sub)) {
    return problem(401, "invalid_refresh_token");
  }
  if (known.isUsed && !faults.has("takes used refresh tokens")) {
    if (!faults.has("leaves the family alive")) ended.add(known.origin);
    return problem(401, "invalid_refresh_token");
  }
  const wished = faults.has("believes the wished organization") ? { org_id: request.body.organization } : {};
  const tokens = issueTokens(known.sub, known.origin, memory, wished);
  if (faults.has("rotates no refresh token")) {
    return reply({ ...tokens, refreshToken: token }, inCookie, memory);
  }
  known.isUsed = true;
  return reply(tokens, inCookie, memory);
}

function answerChallenge({ body }: Request, memory: Memory): Answer {
  const { faults, codes } = memory;
  const session = String(body.session);
  const known = codes.get(session);
  if (known === undefined) return problem(401, "session_expired");
  if (known.email !== body.email) {
    return faults.has("mixes sessions up")
      ? { status: 200, body: { tokens: issueTokens(String(body.email), secret(), memory) } }
      : problem(401, "session_expired");
  }
  known.tries += 1;
  if (known.tries < 3 || faults.has("limits no code")) return problem(400, "code_mismatch");
  codes.delete(session);
  return problem(401, "session_expired");
}

function reset({ body }: Request, memory: Memory): Answer {
  const tries = count(memory, `reset ${body.email}`);
  if (tries === 10 && memory.faults.has("takes the tenth code")) return { status: 204 };
  if (tries > 5 && memory.faults.has("tells when resets are over")) return problem(400, "too_many_codes");
  return problem(400, "code_mismatch");
}

const LINK_COOKIE = "__Host-sign-in-link";

function sendLink(request: Request, query: URLSearchParams, { faults }: Memory): Answer {
  if (query.get("tokens") !== "cookie") return { status: 200, body: { session: secret() } };
  if (!isOwnPage(request) && !faults.has("sets a link's cookie for any page")) {
    return problem(403, "origin_not_allowed");
  }
  return { status: 200, body: {}, headers: { "set-cookie": `${LINK_COOKIE}=${secret()}` } };
}

function completeLink(request: Request, { faults }: Memory): Answer {
  if (!isOwnPage(request) && !faults.has("takes links from any page")) {
    return problem(403, "origin_not_allowed");
  }
  const hasCookie = request.headers.cookie?.startsWith(LINK_COOKIE) === true;
  return hasCookie && faults.has("takes a link of another browser")
    ? { status: 200, body: { tokens: {} } }
    : problem(403, "link_of_another_browser");
}

/** Answers of the simple routes that must not reveal accounts. */
const QUIET: Readonly<Record<string, (email: string, memory: Memory) => Answer>> = {
  otp: (email, { codes }) => {
    const session = secret();
    codes.set(session, { email, tries: 0 });
    return { status: 200, body: { challenge: "CUSTOM_CHALLENGE", session, parameters: {} } };
  },
  passkey: () => ({ status: 200, body: { challenge: "WEB_AUTHN", session: secret(), parameters: {} } }),
  "forgot-password": () => ({ status: 200, body: { delivery: { medium: "EMAIL" } } }),
  "resend-code": () => ({ status: 200, body: { delivery: { medium: "EMAIL" } } }),
  recovery: () => problem(401, "invalid_credentials"),
  confirm: () => problem(400, "code_mismatch"),
  "sign-up": () => ({ status: 201, body: { confirmed: false } }),
};

export async function answerAuth(request: Request, query: URLSearchParams, memory: Memory): Promise<Answer> {
  const { path, body } = request;
  const { faults, accounts, refreshTokens, ended } = memory;
  const hasAccount = accounts.has(textOf(body.email) ?? "");
  if (hasAccount && faults.has(`tells at ${path}`)) return problem(409, "account_exists");
  if (hasAccount && faults.has(`is slower at ${path}`)) await setTimeout(SLOW_MS);
  const route = path.slice("/v1/auth/".length);
  switch (route) {
    case "sign-in":
      return signIn(request, query, memory);
    case "refresh":
      return refresh(request, memory);
    case "challenge":
      return answerChallenge(request, memory);
    case "reset-password":
      return reset(request, memory);
    case "link":
      return sendLink(request, query, memory);
    case "link/complete":
      return completeLink(request, memory);
    case "sign-out": {
      const known = refreshTokens.get(String(body.refreshToken));
      if (known !== undefined) ended.add(known.origin);
      return { status: 204 };
    }
    default:
      return QUIET[route]?.(String(body.email), memory) ?? problem(404, "not_found");
  }
}
