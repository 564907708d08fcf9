import type { AuthConfig } from "../../../api/config.ts";
import { pageUrlOf, type Way } from "./ways.ts";

/** Placeholders for the reader's own address or token. */
const text = (value: string): string => JSON.stringify(value);

/** The same sign-in by the SDK, with this stack's values. */
export const sdkSnippet = ({ region, userPoolClientId, endpoints }: AuthConfig): string =>
  `import {
  CognitoIdentityProviderClient,
  GetUserCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";

const cognito = new CognitoIdentityProviderClient({
  region: ${text(region)},${endpoints === undefined ? "" : `\n  endpoint: ${text(endpoints.cognito)},`}
});

const { AuthenticationResult } = await cognito.send(
  new InitiateAuthCommand({
    AuthFlow: "USER_PASSWORD_AUTH",
    ClientId: ${text(userPoolClientId)},
    AuthParameters: { USERNAME: process.env.EMAIL, PASSWORD: process.env.PASSWORD },
  }),
);

const { UserAttributes } = await cognito.send(
  new GetUserCommand({ AccessToken: AuthenticationResult.AccessToken }),
);
console.log(UserAttributes);
`;

const CALLS: Readonly<Record<Way, string>> = {
  password: `import { configure, tokens } from "./amplify-session";
import { answer, beginWithPassword } from "./sign-in-by-steps";

configure(CONFIG);

let { nextStep } = await beginWithPassword(email, password);
while (nextStep.signInStep !== "DONE") {
  ({ nextStep } = await answer(await ask(nextStep)));
}
const accessToken = (await tokens())?.accessToken.toString();
`,
  code: `import { configure, tokens } from "./amplify-session";
import { answer, beginWithCode } from "./sign-in-by-steps";

configure(CONFIG);

let { nextStep } = await beginWithCode(email);
while (nextStep.signInStep !== "DONE") {
  ({ nextStep } = await answer(await ask(nextStep)));
}
const accessToken = (await tokens())?.accessToken.toString();
`,
  redirect: `import { configure, tokens } from "./amplify-session";
import { isBack, leaveForLoginPage, whenSignedIn } from "./sign-in-by-redirect";

configure(CONFIG, PAGE_URL);

if (isBack()) {
  await whenSignedIn();
  const accessToken = (await tokens())?.accessToken.toString();
} else {
  await leaveForLoginPage();
}
`,
};

/** How an app calls the modules, with this stack's values. `ask` stands for the app's form. */
export function appSnippet(way: Way, config: AuthConfig): string {
  const { userPoolId, userPoolClientId, endpoints, loginDomain, managedLogin } = config;
  const values = {
    userPoolId,
    userPoolClientId,
    ...(endpoints && { endpoints }),
    ...(way === "redirect" && managedLogin && { loginDomain, managedLogin: { scopes: managedLogin.scopes } }),
  };
  return CALLS[way]
    .replace("CONFIG", JSON.stringify(values, null, 2))
    .replace("PAGE_URL", text(pageUrlOf(config) ?? `${window.location.origin}/tools/amplify`));
}

/** The API's own sign-in, with this stack's address. */
export const curlSnippet = (api: string): string =>
  `curl --silent --fail '${api}/v1/auth/sign-in' \\
  --header 'content-type: application/json' \\
  --data "{\\"email\\": \\"$EMAIL\\", \\"password\\": \\"$PASSWORD\\"}"

curl --silent --fail '${api}/v1/me' \\
  --header "authorization: Bearer $ACCESS_TOKEN"
`;
