import { errors, type KoaContextWithOIDC } from "oidc-provider";
import { type Exchange, respond } from "../../server/exchange.ts";
import { withoutUndefined } from "../../without-undefined.ts";
import { chooserReply, readChoice } from "../choose-account.ts";
import { endedReply, errorReply } from "../pages/error-page.ts";
import type { PageReply } from "../pages/page.ts";
import { postFormReply } from "../pages/post-form-page.ts";
import { subjectAt } from "../people.ts";
import type { StandInContext, StandInProvider } from "../stand-in-provider.ts";
import { appleProblem, appleUserField, withOpenId } from "./apple.ts";
import { createIssuer, FORM_POST_MODE, personAt } from "./create-issuer.ts";
import { OIDC_KINDS, type OidcKind } from "./oidc-kinds.ts";

const REDIRECT_URI_RULE =
  "The stand-in sends people to /oauth2/idpresponse on this machine, and nowhere else.";

/** One OpenID provider of the stand-in: `oidc-provider`, and the page on which people choose an account. */
export async function createOidcProvider(context: StandInContext, kind: OidcKind): Promise<StandInProvider> {
  const { state, clock, onFault } = context;
  const { title, routes, refusal, levels = [] } = OIDC_KINDS[kind];
  const issuer = context.baseUrl(kind);
  const mountPath = new URL(issuer).pathname;
  const provider = createIssuer({
    kind,
    issuer,
    clock,
    state,
    key: await state.signingKey(kind),
    onFault,
    pictureUrl: context.pictureUrl,
    renderError: (ctx, { error, error_description: given }) => {
      const description = error === "invalid_redirect_uri" ? REDIRECT_URI_RULE : given;
      writeTo(ctx, errorReply({ provider: title, error, ...withoutUndefined({ description }) }));
    },
    renderFormPost: (ctx, action, fields) => {
      const user = kind === "apple" && "code" in fields ? firstSignInField(ctx) : undefined;
      writeTo(ctx, postFormReply({ provider: title, action, fields: { ...fields, user } }));
    },
  });
  const answer = provider.callback();

  return {
    handle: async (exchange, path) => {
      const uid = /^\/interaction\/([\w-]{1,64})$/.exec(path)?.[1];
      if (uid !== undefined) return chooseAccount(exchange, uid);
      if (path === routes.authorization) return authorize(exchange, path);
      return pass(exchange, path, exchange.url.search);
    },
  };

  async function pass({ request, response }: Exchange, path: string, query: string): Promise<true> {
    // `oidc-provider` derives its own address from the part of the URL that a mount removes (its docs, "Mounting oidc-provider").
    Object.assign(request, { originalUrl: `${mountPath}${path}${query}`, url: `${path}${query}` });
    await answer(request, response);
    return true;
  }

  async function authorize(exchange: Exchange, path: string): Promise<true> {
    const { searchParams } = exchange.url;
    const problem = kind === "apple" ? appleProblem(searchParams) : null;
    if (problem !== null) return context.send(exchange, errorReply({ provider: title, ...problem }));
    const query = kind === "apple" ? withOpenId(searchParams) : new URLSearchParams(searchParams);
    if (query.get("response_mode") === "form_post") query.set("response_mode", FORM_POST_MODE);
    return pass(exchange, path, `?${query}`);
  }

  function firstSignInField({ oidc }: KoaContextWithOIDC): string | undefined {
    const person = personAt(state, kind, oidc.session?.accountId ?? "");
    const clientId = oidc.client?.clientId ?? "";
    if (person === null || !state.isFirstSignIn(kind, clientId, person.id)) return undefined;
    return appleUserField(person, oidc.requestParamScopes);
  }

  async function chooseAccount(exchange: Exchange, uid: string): Promise<true> {
    const { request, response } = exchange;
    // Only the browser in which this sign-in began has the cookie: another page can't choose for it.
    const interaction = await provider.interactionDetails(request, response).catch((error: unknown) => {
      if (error instanceof errors.SessionNotFound) return null;
      throw error;
    });
    if (interaction === null || interaction.uid !== uid) return context.send(exchange, endedReply(title));
    const { client_id: clientId, login_hint: loginHint, acr_values: asked = "" } = interaction.params;
    const acr = String(asked)
      .split(" ")
      .find((name) => levels.includes(name));
    const page = {
      provider: title,
      clientId: String(clientId),
      people: state.people(),
      ...(typeof loginHint === "string" && { loginHint }),
    };
    if (request.method === "GET") return context.send(exchange, chooserReply(request, page));
    const choice = await readChoice(request, state);
    if (choice.kind === "invalid") {
      return context.send(exchange, chooserReply(request, { ...page, ...choice }));
    }
    const location = await provider.interactionResult(
      request,
      response,
      choice.kind === "refused"
        ? { error: refusal, error_description: "The user denied the request." }
        : {
            login: {
              accountId: subjectAt(kind, choice.person, ""),
              remember: false,
              ...withoutUndefined({ acr }),
            },
            select_account: {},
            consent: {},
          },
      { mergeWithLastSubmission: false },
    );
    return respond(exchange, 303, { location, "cache-control": "no-store" });
  }
}

function writeTo(
  ctx: { status: number; body: unknown; set(headers: Record<string, string>): void },
  reply: PageReply,
): void {
  ctx.status = reply.status;
  ctx.set({ ...reply.headers });
  ctx.body = reply.body;
}
