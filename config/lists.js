/**
 * Parameters that are lists, as lists: `--param="webOrigins=https://a.example,https://b.example"` gives a text, which CloudFormation
 * and the framework would take for something else. The configuration reads them as `${file(config/lists.js):webOrigins}`.
 */

/** @returns {string[]} the entries of a list, or of a text with commas between them */
function entriesOf(value) {
  const entries = Array.isArray(value) ? value : String(value ?? "").split(",");
  return entries.map((entry) => String(entry).trim()).filter((entry) => entry !== "");
}

/** Scheme, host and port, as a browser sends it in `Origin` (RFC 6454 §6.2); apps have schemes of their own. */
const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#@*]+$/;

/** The framework prints an error's stack, which tells the reader of a typing error nothing. */
function refuse(message) {
  const error = new Error(message);
  error.stack = message;
  throw error;
}

function checkOrigin(origin) {
  if (ORIGIN.test(origin)) return origin;
  return refuse(
    `webOrigins: ${JSON.stringify(origin)} is not an origin, such as https://app.example.com: scheme, host and port, without a slash at the end`,
  );
}

async function webOrigins({ resolveVariable }) {
  const origins = entriesOf(await resolveVariable("param:webOrigins")).map(checkOrigin);
  if (origins.length === 0) refuse("webOrigins: there must be one origin at least");
  return origins;
}

/** Where a browser app is called back: as given, or at a path of every origin. */
async function followingOrigins(given, path, context) {
  const urls = entriesOf(given);
  return urls.length > 0 ? urls : (await webOrigins(context)).map((origin) => `${origin}${path}`);
}

/** Not the API's own scopes, which the groups give, and not Cognito's, which allow a client to change factors and addresses. */
function checkRegistrationScope(scope) {
  if (
    /^[\x21\x23-\x5B\x5D-\x7E]+$/.test(scope) &&
    scope.includes("/") &&
    !/^(api|aws\.cognito)[/.]/.test(scope)
  ) {
    return scope;
  }
  return refuse(
    `dynamicRegistrationScopes: ${JSON.stringify(scope)} is not a scope of a resource server of your own, such as notes/read`,
  );
}

/** The page that accepts invitations to organizations: as given, or the console's. */
async function invitationPage(context) {
  const given = String((await context.resolveVariable("param:invitationPage")) ?? "").trim();
  return given === "" ? `${(await webOrigins(context))[0]}/organizations/accept` : given;
}

const lists = {
  webOrigins,
  invitationPage,
  webHeaders: async ({ resolveVariable }) => entriesOf(await resolveVariable("param:webHeaders")),
  callbackUrls: async (context) =>
    followingOrigins(await context.resolveVariable("param:callbackUrls"), "/callback", context),
  logoutUrls: async (context) =>
    followingOrigins(await context.resolveVariable("param:logoutUrls"), "/", context),
  serverCallbackUrls: async ({ resolveVariable }) =>
    entriesOf(await resolveVariable("param:serverCallbackUrls")),
  dynamicRegistrationScopes: async ({ resolveVariable }) =>
    entriesOf(await resolveVariable("param:dynamicRegistrationScopes")).map(checkRegistrationScope),
};

// The framework loads it with `require` and takes what that gives for the object itself.
export { lists as "module.exports" };
