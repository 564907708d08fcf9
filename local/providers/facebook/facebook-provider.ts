/**
 * Facebook Login as a server-side flow: dialog, code, access token, `/me`. It is OAuth 2.0 with deviations, and not OpenID
 * Connect (https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow).
 */
import { randomBytes } from "node:crypto";
import { type Exchange, respondJson } from "../../server/exchange.ts";
import { BodyTooLarge, readBody } from "../../server/read-body.ts";
import { type Answered, createAccountChooser, redirectTo } from "../account-chooser.ts";
import { isClientId, isClientSecret } from "../client-secret.ts";
import { createExpiringMap } from "../expiring-map.ts";
import { errorReply } from "../pages/error-page.ts";
import { type PageReply, pageHeaders } from "../pages/page.ts";
import type { Person } from "../people.ts";
import { isRedirectHere } from "../redirect-uris.ts";
import type { StandInContext, StandInProvider } from "../stand-in-provider.ts";
import { describeMe, type Grant } from "./describe-me.ts";
import { GraphError } from "./graph-error.ts";

interface Asked {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: ReadonlySet<string>;
  readonly state: string | null;
}

interface Code extends Grant {
  readonly redirectUri: string;
  isUsed: boolean;
}

const CODE_LIFETIME_SECONDS = 600;

/** 60 days. */
const TOKEN_LIFETIME_SECONDS = 5_184_000;

const KNOWN_SCOPES = new Set(["public_profile", "email", "openid"]);

const MAX_FORM_BYTES = 16_384;

/** `/v23.0/dialog/oauth`; without a version, the newest. */
const PATH = /^(?:\/v\d{1,2}\.\d)?\/(dialog\/oauth|oauth\/access_token|me)$/;

export function createFacebookProvider(context: StandInContext): StandInProvider {
  const { clock, state } = context;
  const codes = createExpiringMap<Code>(clock);
  const tokens = createExpiringMap<Grant>(clock);
  const chooser = createAccountChooser<Asked>({
    context,
    kind: "facebook",
    title: "Facebook",
    clientOf: ({ clientId }) => clientId,
    finish,
  });

  return {
    handle: async (exchange, path) => {
      if (await chooser.handle(exchange, path)) return true;
      const endpoint = PATH.exec(path)?.[1];
      const { method } = exchange.request;
      if (endpoint === "dialog/oauth" && method === "GET") return dialog(exchange);
      if (endpoint === "oauth/access_token" && (method === "GET" || method === "POST")) {
        return graph(exchange, (fields) => issueToken(fields));
      }
      if (endpoint === "me" && method === "GET") return graph(exchange, (fields) => me(exchange, fields));
      return graph(exchange, () => {
        throw new GraphError("Unsupported request", { code: 100, subcode: 33 });
      });
    },
  };

  function dialog(exchange: Exchange): true {
    const { searchParams: query } = exchange.url;
    const asked = readDialog(query);
    if ("problem" in asked) {
      return context.send(exchange, errorReply({ provider: "Facebook", error: asked.problem }));
    }
    return chooser.begin(exchange, asked, query.get("login_hint") ?? undefined);
  }

  function finish({ clientId, redirectUri, scopes, state: clientState }: Asked, choice: Answered): PageReply {
    const url = new URL(redirectUri);
    if (choice.kind === "refused") {
      url.searchParams.set("error", "access_denied");
      url.searchParams.set("error_code", "200");
      url.searchParams.set("error_description", "Permissions error");
      url.searchParams.set("error_reason", "user_denied");
    } else {
      const code = newSecret("AQ");
      const content = { clientId, redirectUri, scopes, personId: choice.person.id, isUsed: false };
      codes.set(code, content, clock.now() + CODE_LIFETIME_SECONDS * 1000);
      url.searchParams.set("code", code);
    }
    if (clientState !== null) url.searchParams.set("state", clientState);
    // Facebook's own mark: browsers would otherwise keep a fragment that the dialog's URL had.
    return redirectTo(`${url}#_=_`);
  }

  function issueToken(fields: URLSearchParams): unknown {
    const clientId = fields.get("client_id") ?? "";
    if (clientId === "") throw new GraphError("Missing client_id parameter.", { code: 101 });
    if (!isClientId(clientId)) {
      throw new GraphError("Error validating application. Invalid application ID.", { code: 101 });
    }
    if (!isClientSecret(fields.get("client_secret") ?? "")) {
      throw new GraphError("Error validating client secret.", { code: 1 });
    }
    const grantType = fields.get("grant_type") ?? "authorization_code";
    if (grantType !== "authorization_code") {
      throw new GraphError(`Invalid grant_type: '${grantType}'. Supported types: authorization_code`, {
        code: 100,
      });
    }
    const redirectUri = fields.get("redirect_uri") ?? "";
    if (redirectUri === "") throw new GraphError("Missing redirect_uri parameter.", { code: 191 });
    const grant = takeCode(fields.get("code") ?? "", { clientId, redirectUri });
    const token = newSecret("EAA");
    tokens.set(token, grant, clock.now() + TOKEN_LIFETIME_SECONDS * 1000);
    return { access_token: token, token_type: "bearer", expires_in: TOKEN_LIFETIME_SECONDS };
  }

  function takeCode(
    value: string,
    { clientId, redirectUri }: { clientId: string; redirectUri: string },
  ): Grant {
    const code = codes.get(value)?.value;
    if (code === undefined || code.clientId !== clientId) {
      throw new GraphError("Invalid verification code format.", { code: 100 });
    }
    if (code.isUsed) {
      throw new GraphError("This authorization code has been used.", { code: 100, subcode: 36009 });
    }
    if (code.redirectUri !== redirectUri) {
      throw new GraphError(
        "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request",
        { code: 100, subcode: 36008 },
      );
    }
    code.isUsed = true;
    return code;
  }

  function me({ request }: Exchange, fields: URLSearchParams): unknown {
    const bearer = /^(?:Bearer|OAuth) (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
    const token = fields.get("access_token") ?? bearer ?? "";
    if (token === "") {
      throw new GraphError(
        "An active access token must be used to query information about the current user.",
        {
          code: 2500,
        },
      );
    }
    const grant = tokens.get(token)?.value;
    const person = grant === undefined ? null : state.findPerson(grant.personId);
    if (grant === undefined || person === null) {
      throw new GraphError("Invalid OAuth access token - Cannot parse access token", { code: 190 });
    }
    return describeMe({ token, grant, person: withPicture(person), fields });
  }

  function withPicture(person: Person): Person & { readonly pictureUrl: string } {
    return { ...person, pictureUrl: context.pictureUrl(person) };
  }
}

/** Query and form, answered as JSON. */
async function graph(exchange: Exchange, answer: (fields: URLSearchParams) => unknown): Promise<true> {
  try {
    const fields = new URLSearchParams(exchange.url.searchParams);
    for (const [name, value] of await readForm(exchange)) fields.set(name, value);
    return respondJson(exchange, 200, answer(fields), pageHeaders);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const challenge = `OAuth "Facebook Platform" "invalid_request" ${JSON.stringify(error.message.replace(/[^\x20-\x7e]/g, "?"))}`;
    return respondJson(exchange, 400, error.body(), { ...pageHeaders, "www-authenticate": challenge });
  }
}

async function readForm({ request }: Exchange): Promise<URLSearchParams> {
  if (request.method !== "POST") return new URLSearchParams();
  try {
    return new URLSearchParams((await readBody(request, MAX_FORM_BYTES)).toString("utf8"));
  } catch (error) {
    if (!(error instanceof BodyTooLarge)) throw error;
    throw new GraphError("Request too large", { code: 1 });
  }
}

function readDialog(query: URLSearchParams): Asked | { readonly problem: string } {
  const clientId = query.get("client_id") ?? "";
  if (!isClientId(clientId)) return { problem: "Invalid App ID" };
  const redirectUri = query.get("redirect_uri") ?? "";
  if (!isRedirectHere(redirectUri, "/oauth2/idpresponse")) {
    return { problem: "URL blocked: this redirect failed because the redirect URI is not a local one" };
  }
  const responseType = query.get("response_type") ?? "code";
  if (responseType !== "code") return { problem: `Invalid response_type: ${responseType}` };
  const asked = (query.get("scope") ?? "").split(/[\s,]+/).filter(Boolean);
  const unknown = asked.filter((scope) => !KNOWN_SCOPES.has(scope));
  if (unknown.length > 0) return { problem: `Invalid Scopes: ${unknown.join(", ")}` };
  return { clientId, redirectUri, scopes: new Set(["public_profile", ...asked]), state: query.get("state") };
}

const newSecret = (prefix: string): string => `${prefix}${randomBytes(32).toString("base64url")}`;
