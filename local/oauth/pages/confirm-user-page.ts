/**
 * `/confirmUser`: the link in a mail that confirms a sign-up. As on AWS, the GET itself confirms, also if a mail scanner opens
 * the link. At worst an address is verified early; no user is signed in.
 */
import { html } from "hono/html";
import type { Client } from "../../cognito/state/client-repository.ts";
import { ServiceError } from "../../protocol/service-error.ts";
import type { Action, OAuthRequest } from "../oauth-request.ts";
import { renderLoosePage } from "./error-page.ts";
import type { Html } from "./layout.ts";
import { fromClient } from "./sign-in-steps.ts";

/** @returns whether the code was right */
async function confirm({ query, call }: OAuthRequest, client: Client): Promise<boolean> {
  const username = query.get("user_name") ?? "";
  try {
    await call("ConfirmSignUp", {
      ...fromClient(client, username),
      ConfirmationCode: query.get("confirmation_code") ?? "",
    });
    return true;
  } catch (error) {
    if (error instanceof ServiceError) return false;
    throw error;
  }
}

/** The client's sign-in page, if it can be opened without the client. */
function signInLink({ id, settings }: Client, label: string): Html | "" {
  const redirectUri = settings.DefaultRedirectURI ?? settings.CallbackURLs?.[0];
  if (redirectUri === undefined || !settings.AllowedOAuthFlows?.includes("code")) return "";
  const query = new URLSearchParams({ client_id: id, response_type: "code", redirect_uri: redirectUri });
  return html`<div class="stack"><a class="button primary" href="/login?${query}">${label}</a></div>`;
}

export const confirmUserPage: Action = async (request) => {
  const client = request.context.clients.find(request.query.get("client_id") ?? "");
  const isConfirmed = client !== null && (await confirm(request, client));
  return renderLoosePage(
    request,
    ({ confirmed, signIn }) => ({
      title: isConfirmed ? confirmed.title : confirmed.failed,
      lead: isConfirmed ? confirmed.lead : confirmed.failedLead,
      content: html`${client === null ? "" : signInLink(client, signIn)}`,
    }),
    isConfirmed ? 200 : 400,
  );
};
