/**
 * A SAML 2.0 identity provider: sign-in at a pool's request by HTTP-Redirect or HTTP-POST, sign-in that the provider begins,
 * and single logout
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-SAML-session-initiation.html).
 */
import type { Element } from "@xmldom/xmldom";
import { type Exchange, respond, respondJson } from "../../server/exchange.ts";
import { BodyTooLarge, readBody } from "../../server/read-body.ts";
import { type Answered, createAccountChooser } from "../account-chooser.ts";
import { createExpiringMap } from "../expiring-map.ts";
import { errorReply } from "../pages/error-page.ts";
import { type PageReply, pageHeaders } from "../pages/page.ts";
import { postFormReply } from "../pages/post-form-page.ts";
import { type Person, subjectAt } from "../people.ts";
import type { StandInContext, StandInProvider } from "../stand-in-provider.ts";
import {
  type AuthnRequest,
  checkAssertionConsumer,
  checkServiceProvider,
  readAuthnRequest,
  readLogoutRequest,
} from "./read-request.ts";
import { newId, renderFailure, renderLogout, renderSignIn } from "./render-response.ts";
import { createSamlIdentity, renderMetadata } from "./saml-identity.ts";
import { ASSERTION, decodePosted, decodeRedirected, parseXml, SamlProblem, textOf } from "./saml-xml.ts";
import { checkSignedQuery, isSigned, readSigned } from "./verify-request.ts";

const TITLE = "a SAML provider";

/** Eight hours: after that, a logout is answered at the local cloud's address. */
const SESSION_MILLISECONDS = 8 * 60 * 60 * 1000;

/** A message of the maximum size in Base64, form-encoded, and the other fields. */
const MAX_FORM_BYTES = 400_000;

type Asked = Pick<AuthnRequest, "issuer" | "assertionConsumerUrl" | "nameIdFormat"> & {
  /** Missing if the sign-in begins at the provider. */
  readonly requestId?: string;
  readonly relayState: string | null;
};

export async function createSamlProvider(context: StandInContext): Promise<StandInProvider> {
  const { clock, state, certificateOf } = context;
  const identity = createSamlIdentity(context.baseUrl("saml"), await state.signingKey("saml"));
  /** The address of a session's pool, by session index. */
  const sessions = createExpiringMap<{ readonly origin: string }>(clock);
  const chooser = createAccountChooser<Asked>({
    context,
    kind: "saml",
    title: TITLE,
    clientOf: ({ issuer }) => issuer,
    finish,
  });

  return {
    handle: async (exchange, path) => {
      if (await chooser.handle(exchange, path)) return true;
      try {
        return await route(exchange, path);
      } catch (error) {
        if (!(error instanceof SamlProblem)) throw error;
        return context.send(exchange, errorReply({ provider: TITLE, error: error.message }));
      }
    },
  };

  function route(exchange: Exchange, path: string): true | Promise<true> {
    switch (`${exchange.request.method} ${path}`) {
      case "GET /metadata":
        return respond(
          exchange,
          200,
          { ...pageHeaders, "content-type": "application/samlmetadata+xml" },
          renderMetadata(identity),
        );
      case "GET /sso":
        return redirectedSignOn(exchange);
      case "POST /sso":
        return postedSignOn(exchange);
      case "GET /start":
        return start(exchange);
      case "GET /slo":
        return redirectedLogout(exchange);
      case "POST /slo":
        return postedLogout(exchange);
      default:
        return respondJson(exchange, 404, { message: "Not Found" }, pageHeaders);
    }
  }

  async function redirectedSignOn(exchange: Exchange): Promise<true> {
    const { searchParams: query, search } = exchange.url;
    const root = parseXml(decodeRedirected(query.get("SAMLRequest") ?? ""));
    if (query.has("Signature") || query.has("SigAlg")) {
      await checkSignedQuery(search, issuerOf(root), certificateOf);
    }
    return signOn(exchange, root, query.get("RelayState"));
  }

  async function postedSignOn(exchange: Exchange): Promise<true> {
    const form = await readForm(exchange);
    const xml = decodePosted(form.get("SAMLRequest") ?? "");
    const root = parseXml(xml);
    const request = isSigned(root) ? await readSigned(xml, issuerOf(root), certificateOf) : root;
    return signOn(exchange, request, form.get("RelayState"));
  }

  function signOn(exchange: Exchange, root: Element, relayState: string | null): true {
    const { id, isPassive, ...request } = readAuthnRequest(root, { destination: identity.signOnUrl, clock });
    const asked = { ...request, requestId: id, relayState };
    // People choose an account each time; a passive request forbids that.
    if (isPassive) return context.send(exchange, fail(asked, "NoPassive", "An account must be chosen."));
    return chooser.begin(exchange, asked);
  }

  /** A sign-in that the pool did not ask for: `?acs=…&audience=…&RelayState=…` */
  function start(exchange: Exchange): true {
    const { searchParams: query } = exchange.url;
    const [assertionConsumerUrl, issuer] = [query.get("acs") ?? "", query.get("audience") ?? ""];
    checkAssertionConsumer(assertionConsumerUrl);
    checkServiceProvider(issuer);
    return chooser.begin(exchange, {
      issuer,
      assertionConsumerUrl,
      nameIdFormat: "persistent",
      relayState: query.get("RelayState"),
    });
  }

  function finish(asked: Asked, choice: Answered): PageReply {
    if (choice.kind === "refused") return fail(asked, "AuthnFailed", "The user denied the request.");
    const { person } = choice;
    const nameId = nameIdOf(person, asked);
    if (nameId === undefined) return fail(asked, "InvalidNameIDPolicy", "The account has no e-mail address.");
    const sessionIndex = newId();
    const { origin } = new URL(asked.assertionConsumerUrl);
    sessions.set(sessionIndex, { origin }, clock.now() + SESSION_MILLISECONDS);
    const { issuer: audience, nameIdFormat } = asked;
    return answer(
      asked,
      renderSignIn({ ...addressed(asked), person, audience, nameId, nameIdFormat, sessionIndex }),
    );
  }

  function fail(
    asked: Asked,
    status: Parameters<typeof renderFailure>[0]["status"],
    message: string,
  ): PageReply {
    return answer(asked, renderFailure({ ...addressed(asked), status, message }));
  }

  function addressed({ assertionConsumerUrl, requestId }: Asked) {
    return {
      identity,
      now: clock.now(),
      destination: assertionConsumerUrl,
      ...(requestId !== undefined && { inResponseTo: requestId }),
    };
  }

  /** As Cognito sends it (cognito-user-pools-saml-idp-sign-out). */
  async function redirectedLogout(exchange: Exchange): Promise<true> {
    const { searchParams: query, search } = exchange.url;
    const root = parseXml(decodeRedirected(query.get("SAMLRequest") ?? ""));
    if (!query.has("Signature")) throw new SamlProblem("A logout request must be signed.");
    await checkSignedQuery(search, issuerOf(root), certificateOf);
    return logout(exchange, root, query.get("RelayState"));
  }

  async function postedLogout(exchange: Exchange): Promise<true> {
    const form = await readForm(exchange);
    const xml = decodePosted(form.get("SAMLRequest") ?? "");
    const unverified = parseXml(xml);
    // By POST it must be signed (saml-profiles-2.0 §4.4.4.1).
    if (!isSigned(unverified)) throw new SamlProblem("A logout request must be signed.");
    const root = await readSigned(xml, issuerOf(unverified), certificateOf);
    return logout(exchange, root, form.get("RelayState"));
  }

  function logout(exchange: Exchange, root: Element, relayState: string | null): true {
    const request = readLogoutRequest(root, { destination: identity.logoutUrl, clock });
    const session = request.sessionIndex === null ? undefined : sessions.take(request.sessionIndex);
    const destination = `${session?.origin ?? context.endpoint()}/saml2/logout`;
    const isKnown = state.people().some((person) => isNamed(person, request.nameId));
    const response = renderLogout({
      identity,
      now: clock.now(),
      destination,
      inResponseTo: request.id,
      isKnown,
    });
    return context.send(exchange, post(destination, response, relayState));
  }
}

const answer = ({ assertionConsumerUrl, relayState }: Asked, xml: string): PageReply =>
  post(assertionConsumerUrl, xml, relayState);

const post = (action: string, xml: string, relayState: string | null): PageReply =>
  postFormReply({
    provider: TITLE,
    action,
    fields: { SAMLResponse: Buffer.from(xml).toString("base64"), RelayState: relayState ?? undefined },
  });

const persistentId = (person: Person): string => subjectAt("saml", person, "");

const nameIdOf = (person: Person, { nameIdFormat }: Asked): string | undefined =>
  nameIdFormat === "email" ? person.email : persistentId(person);

const isNamed = (person: Person, nameId: string): boolean =>
  [persistentId(person), person.email].includes(nameId);

/** The issuer of an unverified message, only to find the key that verifies it. */
const issuerOf = (root: Element): string => textOf(root, ASSERTION, "Issuer") ?? "";

async function readForm({ request }: Exchange): Promise<URLSearchParams> {
  try {
    return new URLSearchParams((await readBody(request, MAX_FORM_BYTES)).toString("utf8"));
  } catch (error) {
    if (!(error instanceof BodyTooLarge)) throw error;
    throw new SamlProblem("The message is too large.");
  }
}
