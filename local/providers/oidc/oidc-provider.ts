import type { IncomingMessage } from "node:http";
import { type Exchange, respond } from "../../server/exchange.ts";
import { chooserReply, readChoice } from "../choose-account.ts";
import { errorReply } from "../pages/error-page.ts";
import type { PageReply } from "../pages/page.ts";
import { postFormReply } from "../pages/post-form-page.ts";
import { subjectAt } from "../people.ts";
import type { StandInContext, StandInProvider } from "../stand-in.ts";
import { createIssuer, FORM_POST_MODE } from "./create-issuer.ts";
import { OIDC_KINDS, type OidcKind } from "./oidc-kinds.ts";

/** One OpenID provider of the stand-in: what `oidc-provider` answers, and the page on which people choose an account. */
export async function createOidcProvider(context: StandInContext, kind: OidcKind): Promise<StandInProvider> {
  const { state, clock, onFault } = context;
  const { title, routes } = OIDC_KINDS[kind];
  const issuer = context.baseUrl(kind);
  const mountPath = new URL(issuer).pathname;
  const provider = createIssuer({
    kind,
    issuer,
    clock,
    state,
    key: await state.signingKey(kind),
    onFault,
    renderError: (ctx, { error, error_description: description }) =>
      writeTo(ctx, errorReply({ provider: title, error, ...(description !== undefined && { description }) })),
    renderFormPost: (ctx, action, fields) => writeTo(ctx, postFormReply({ provider: title, action, fields })),
  });
  const answer = provider.callback();

  return {
    handle: async (exchange, path) => {
      const uid = /^\/interaction\/([\w-]{1,64})$/.exec(path)?.[1];
      if (uid !== undefined) return chooseAccount(exchange, uid);
      const { request, response, url } = exchange;
      const query = path === routes.authorization ? adaptQuery(url.searchParams) : url.search;
      await answer(mount(request, mountPath, path, query), response);
      return true;
    },
  };

  async function chooseAccount(exchange: Exchange, uid: string): Promise<true> {
    const { request, response } = exchange;
    // The cookie is the browser's in which this sign-in began: a page elsewhere can't choose for it.
    const interaction = await provider.interactionDetails(request, response).catch(() => null);
    if (interaction === null || interaction.uid !== uid) {
      return context.send(exchange, expiredReply(title));
    }
    const { client_id: clientId, login_hint: loginHint } = interaction.params;
    const page = {
      provider: title,
      clientId: String(clientId),
      people: state.people(),
      ...(typeof loginHint === "string" && { loginHint }),
    };
    if (request.method === "GET") return context.send(exchange, chooserReply(request, page));
    const choice = await readChoice(request, state);
    if (choice.kind === "invalid")
      return context.send(exchange, chooserReply(request, { ...page, ...choice }));
    const location = await provider.interactionResult(
      request,
      response,
      choice.kind === "refused"
        ? { error: "access_denied", error_description: "The user denied the request." }
        : {
            login: { accountId: subjectAt(kind, choice.person, ""), remember: false },
            select_account: {},
            consent: {},
          },
      { mergeWithLastSubmission: false },
    );
    return respond(exchange, 303, { location, "cache-control": "no-store" });
  }
}

const expiredReply = (provider: string): PageReply =>
  errorReply({
    provider,
    error: "This sign-in has ended",
    description:
      "It expired, was finished already, or began in another browser. Go back to the app and start again.",
  });

/** `oidc-provider` finds its own address from what a mount takes off the URL (its docs, "Mounting oidc-provider"). */
function mount(request: IncomingMessage, mountPath: string, path: string, query: string): IncomingMessage {
  return Object.assign(request, { originalUrl: `${mountPath}${path}${query}`, url: `${path}${query}` });
}

function adaptQuery(given: URLSearchParams): string {
  const query = new URLSearchParams(given);
  if (query.get("response_mode") === "form_post") query.set("response_mode", FORM_POST_MODE);
  return `?${query}`;
}

function writeTo(
  ctx: { status: number; body: unknown; set(headers: Record<string, string>): void },
  reply: PageReply,
): void {
  ctx.status = reply.status;
  ctx.set({ ...reply.headers });
  ctx.body = reply.body;
}
