import type { AuthConfig } from "../../../api/config.ts";

/** What an address or token of the reader's goes in place of. */
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

/** How an app calls the module, with this stack's values. */
export function moduleSnippet({ userPoolId, userPoolClientId, endpoints }: AuthConfig): string {
  const config = { userPoolId, userPoolClientId, ...(endpoints && { endpoints }) };
  return `import { begin, configure, tokens } from "./sign-in-with-amplify";

configure(${JSON.stringify(config, null, 2)});

const { nextStep } = await begin(email, password);
if (nextStep.signInStep === "DONE") {
  const accessToken = (await tokens())?.accessToken.toString();
}
`;
}

/** The API's own sign-in, with this stack's address. */
export const curlSnippet = (api: string): string =>
  `curl --silent --fail '${api}/v1/auth/sign-in' \\
  --header 'content-type: application/json' \\
  --data "{\\"email\\": \\"$EMAIL\\", \\"password\\": \\"$PASSWORD\\"}"

curl --silent --fail '${api}/v1/me' \\
  --header "authorization: Bearer $ACCESS_TOKEN"
`;
