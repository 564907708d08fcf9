/** `/signup`: a new account, by the pool's own SignUp. */
import { html } from "hono/html";
import { isWritable } from "../../cognito/attributes/client-access.ts";
import { canDoWithoutPassword } from "../../cognito/domain/first-factor.ts";
import { ServiceError } from "../../protocol/service-error.ts";
import { type Field, pageLink, primaryButton, renderForm } from "./form.ts";
import { goTo, type HostedPage, type Next } from "./hosted-page.ts";
import type { PageView } from "./layout.ts";
import {
  attributeFieldName,
  newPasswordFields,
  readNewPassword,
  readOptionalPassword,
  requiredAttributeFields,
} from "./new-password.ts";
import { problemOf, Refused } from "./problems.ts";
import { beginAfterSignUp, fromClient, hasChoice } from "./sign-in-steps.ts";
import { termsLine } from "./terms.ts";
import { kindsAtSignUp, newUsernameField } from "./user-name.ts";
import type { Visit } from "./visit.ts";

const PATH = "/signup";

const isClosed = ({ authorization: { pool } }: Visit): boolean =>
  pool.settings.AdminCreateUserConfig.AllowAdminCreateUserOnly;

/**
 * The fields besides the name: the pool's required attributes, and an address to verify, without those that the client may not
 * write.
 */
function attributesOf({ authorization: { client, pool } }: Visit): readonly string[] {
  const { SchemaAttributes, AutoVerifiedAttributes = [], UsernameAttributes = [] } = pool.settings;
  const kinds: readonly string[] = kindsAtSignUp(pool);
  const isTheName = (name: string) => kinds.length === 1 && kinds.includes(name);
  const required = SchemaAttributes.filter(({ Name, Required }) => Required && Name !== "sub").map(
    ({ Name }) => Name,
  );
  const verified: readonly string[] = UsernameAttributes.length === 0 ? AutoVerifiedAttributes : [];
  return [...new Set([...required, ...verified])].filter(
    (name) => !isTheName(name) && isWritable(client, name),
  );
}

/** With a verified address, codes are enough. */
function canSkipPassword(visit: Visit): boolean {
  const { client, pool } = visit.authorization;
  const known = [...kindsAtSignUp(pool), ...attributesOf(visit)];
  return (
    hasChoice(client) &&
    canDoWithoutPassword({
      allowed: pool.settings.Policies.SignInPolicy.AllowedFirstAuthFactors,
      autoVerified: pool.settings.AutoVerifiedAttributes ?? [],
      attributes: Object.fromEntries(known.map((name) => [name, "given"])),
    })
  );
}

function show(visit: Visit): PageView {
  const { texts, authorization } = visit;
  const signInLine = html`<p class="below"><span>${texts.haveAccount}</span>${pageLink(visit, "/login", texts.signIn)}</p>`;
  if (isClosed(visit)) {
    return { title: texts.signUp.title, lead: texts.problems.signUpOff, content: signInLine };
  }
  const { pool, loginHint } = authorization;
  const fields: readonly Field[] = [
    newUsernameField(pool, visit, loginHint),
    ...requiredAttributeFields(visit, attributesOf(visit).map(attributeFieldName)),
    ...newPasswordFields(visit, pool, { isOptional: canSkipPassword(visit), label: texts.password }),
  ];
  const form = renderForm(visit, PATH, [
    ...fields,
    html`${termsLine(visit)}`,
    primaryButton(texts.signUp.button),
  ]);
  return {
    title: texts.signUp.title,
    content: [form.content, signInLine],
    fields: form.fields,
  };
}

function readUsername({ request: { form } }: Visit): string {
  const username = form.get("username")?.trim() ?? "";
  if (username === "") throw new Refused("missing", "username");
  return username;
}

function readAttributes(visit: Visit): readonly { readonly Name: string; readonly Value: string }[] {
  return attributesOf(visit).map((Name) => {
    const field = attributeFieldName(Name);
    const Value = visit.request.form.get(field)?.trim() ?? "";
    if (Value === "") throw new Refused("missing", field);
    return { Name, Value };
  });
}

/** @throws ServiceError as SignUp does, Refused */
async function submit(visit: Visit): Promise<Next> {
  const { request, authorization } = visit;
  const { client } = authorization;
  if (isClosed(visit)) throw new Refused("signUpOff");
  const username = readUsername(visit);
  const UserAttributes = readAttributes(visit);
  const password = canSkipPassword(visit) ? readOptionalPassword(visit) : readNewPassword(visit);
  const { UserConfirmed, UserSub, CodeDeliveryDetails } = await request.call("SignUp", {
    ...fromClient(client, username),
    UserAttributes: [...UserAttributes],
    UserContextData: { IpAddress: request.address },
    ...(password !== "" && { Password: password }),
  });
  const newUser = UserSub ?? "";
  if (UserConfirmed === true) return signInNewUser(visit, username, newUser);
  if (CodeDeliveryDetails === undefined) {
    return goTo("/login", { username, flash: { notice: "waitForAdministrator" } });
  }
  return goTo("/confirm", { username, newUser, destination: CodeDeliveryDetails.Destination ?? "" });
}

/**
 * Signs in only the user who completed the sign-up in this browser. The account exists in any case: the sign-in page shows a
 * refusal.
 */
export async function signInNewUser(visit: Visit, username: string, newUser: string): Promise<Next> {
  const { request, authorization } = visit;
  const user = request.context.users.find(authorization.pool, username);
  if (user?.sub !== newUser) return goTo("/login", { username, flash: { notice: "confirmed" } });
  try {
    return await beginAfterSignUp({ ...visit, progress: { newUser } }, username);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const { isOver: _, ...problem } = problemOf(error);
    return goTo("/login", { username, flash: { problem } });
  }
}

export const signUpPage: HostedPage = { path: PATH, isForOwnUsers: true, show, submit };
