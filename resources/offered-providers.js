/** The identity providers of resources/identity-providers.yml, as the app clients and the configuration for apps list them. */

const NO_VALUE = { Ref: "AWS::NoValue" };

/** @returns {Promise<{ id: string, condition: string }[]>} in the file's order */
async function providers({ resolveVariable }) {
  const resources = await resolveVariable("file(resources/identity-providers.yml):Resources");
  return Object.entries(resources)
    .filter(([, { Type }]) => Type === "AWS::Cognito::UserPoolIdentityProvider")
    .map(([id, { Condition }]) => ({ id, condition: Condition }));
}

/** Whom the users of an app client may come from: `SupportedIdentityProviders`. */
async function supported(context) {
  const offered = (await providers(context)).map(({ id, condition }) => ({
    "Fn::If": [condition, { Ref: id }, NO_VALUE],
  }));
  return ["COGNITO", ...offered];
}

/** `Google=google`: the name that a sign-in asks for, and the kind of button. */
async function named(context) {
  const names = (await providers(context)).map(({ id, condition }) => ({
    "Fn::If": [condition, { "Fn::Sub": `\${${id}}=${id.replace(/Provider$/, "").toLowerCase()}` }, NO_VALUE],
  }));
  return { "Fn::Join": [",", names] };
}

const offered = { supported, named };

// The framework loads it with `require` and takes what that gives for the object itself.
export { offered as "module.exports" };
