/** List parameters from every source: config/params.yml, `--param`, and the environment of a local run. */
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "@jest/globals";

const run = promisify(execFile);
const cwd = resolve(import.meta.dirname, "../..");

interface Service {
  readonly provider: {
    readonly httpApi: {
      readonly cors: { readonly allowedOrigins: unknown; readonly allowedHeaders: unknown };
    };
  };
  readonly functions: { readonly auth: { readonly environment: Readonly<Record<string, unknown>> } };
  readonly resources: {
    readonly Resources: Readonly<Record<string, { readonly Properties: Readonly<Record<string, unknown>> }>>;
  };
}

/** The list parameters of the service as the framework resolves them. */
async function listsOf(options: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const { stdout } = await run(
    process.execPath,
    ["node_modules/serverless/bin/serverless.js", "print", "--format", "json", ...options],
    { cwd, env: { ...process.env, ...environment }, maxBuffer: 16 * 1024 * 1024 },
  ).catch((error: { readonly stdout: string }) => {
    throw new Error(error.stdout); // The framework prints its errors to stdout.
  });
  const service = JSON.parse(stdout) as Service;
  const resource = (name: string) => service.resources.Resources[name]?.Properties ?? {};
  const variables = service.functions.auth.environment;
  const joined = (name: string) => (variables[name] as { "Fn::Join": [string, unknown] })["Fn::Join"][1];
  const ifLogin = (name: string, property: string) =>
    (resource(name)[property] as { "Fn::If": [string, unknown, unknown] })["Fn::If"][1];
  const { CorsRules } = resource("FilesBucket").CorsConfiguration as {
    readonly CorsRules: readonly { readonly AllowedOrigins: unknown }[];
  };
  const { allowedOrigins, allowedHeaders } = service.provider.httpApi.cors;
  return {
    origins: [allowedOrigins, CorsRules[0]?.AllowedOrigins, joined("WEB_ORIGINS")],
    headers: allowedHeaders,
    callbacks: [ifLogin("SpaClient", "CallbackURLs"), joined("LOGIN_CALLBACK_URLS")],
    logouts: [ifLogin("SpaClient", "LogoutURLs"), joined("LOGIN_LOGOUT_URLS")],
    serverCallbacks: ifLogin("ServerClient", "CallbackURLs"),
    cookieSuffix: variables.COOKIE_SUFFIX,
    registrationScopes: (
      resource("CognitoUserPoolMain").DcrConfiguration as { readonly AllowedScopes: unknown }
    ).AllowedScopes,
  };
}

const thrice = (list: readonly string[]) => [list, list, list];
const twice = (list: readonly string[]) => [list, list];

test("dynamicRegistrationScopes takes scopes of other resource servers, and refuses the API's and Cognito's", async () => {
  const scopesOf = async (given: string) => {
    const { registrationScopes } = await listsOf([
      "--stage",
      "dev",
      "--param",
      `dynamicRegistrationScopes=${given}`,
    ]);
    return registrationScopes;
  };
  expect(await scopesOf("notes/read, https://notes.example/write")).toEqual([
    "notes/read",
    "https://notes.example/write",
  ]);
  for (const refused of [
    "api/users.write",
    "aws.cognito.signin.user.admin",
    "aws.cognito/dcr/register",
    "openid",
  ]) {
    await expect(scopesOf(`notes/read,${refused}`)).rejects.toThrow(
      /is not a scope of a resource server of your own/,
    );
  }
});

test("comma-separated values on the command line become lists", async () => {
  const given = {
    webOrigins: "https://a.example, https://b.example:8443",
    webHeaders: "authorization,content-type",
    callbackUrls: "https://a.example/in,com.example.app:/callback",
    logoutUrls: "https://a.example/out",
    serverCallbackUrls: "https://s.example/1,https://s.example/2",
  };
  const options = Object.entries(given).flatMap(([name, value]) => ["--param", `${name}=${value}`]);
  expect(await listsOf(["--stage", "dev", ...options])).toEqual({
    origins: thrice(["https://a.example", "https://b.example:8443"]),
    headers: ["authorization", "content-type"],
    callbacks: twice(["https://a.example/in", "com.example.app:/callback"]),
    logouts: twice(["https://a.example/out"]),
    serverCallbacks: ["https://s.example/1", "https://s.example/2"],
    cookieSuffix: "",
    registrationScopes: [],
  });
});

describe("on a laptop", () => {
  test("WEB_ORIGINS sets the origins and the URLs derived from them", async () => {
    const WEB_ORIGINS = "http://192.168.1.5:8080,capacitor://localhost";
    expect(await listsOf(["--stage", "local"], { WEB_ORIGINS, API_PORT: "3100" })).toMatchObject({
      origins: thrice(["http://192.168.1.5:8080", "capacitor://localhost"]),
      callbacks: twice(["http://192.168.1.5:8080/callback", "capacitor://localhost/callback"]),
      logouts: twice(["http://192.168.1.5:8080/", "capacitor://localhost/"]),
      cookieSuffix: "-3100",
    });
  });

  test("CONSOLE_PORT changes the origins; an empty variable is ignored", async () => {
    const moved = { WEB_ORIGINS: "", CONSOLE_PORT: "5999", API_PORT: "" };
    expect(await listsOf(["--stage", "local"], moved)).toMatchObject({
      origins: thrice(["http://localhost:5999", "http://127.0.0.1:5999"]),
      callbacks: twice([
        "http://localhost:5999/callback",
        "http://127.0.0.1:5999/callback",
        "http://localhost:5999/tools/amplify",
        "http://127.0.0.1:5999/tools/amplify",
      ]),
      logouts: twice([
        "http://localhost:5999/",
        "http://127.0.0.1:5999/",
        "http://localhost:5999/tools/amplify",
        "http://127.0.0.1:5999/tools/amplify",
      ]),
      cookieSuffix: "",
    });
  });

  test("other stages ignore the environment", async () => {
    const moved = { WEB_ORIGINS: "http://evil.example", CONSOLE_PORT: "5999", API_PORT: "3100" };
    expect(await listsOf(["--stage", "prod"], moved)).toMatchObject({
      origins: thrice(["https://app.example.com"]),
      cookieSuffix: "",
    });
  });
});

describe("an origin is scheme, host and port", () => {
  type Lists = Readonly<Record<"webOrigins", (context: object) => Promise<string[]>>>;
  const read = async (given: unknown) => {
    const file = pathToFileURL(resolve(cwd, "config/lists.js")).href;
    const { "module.exports": lists } = (await import(file)) as { readonly "module.exports": Lists };
    return lists.webOrigins({ resolveVariable: async () => given });
  };

  test.each(["https://a.example/", "a.example", "*", "https://*.example", "https://a.example/in", ["null"]])(
    "%j is refused",
    (given) => expect(read(given)).rejects.toThrow(/^webOrigins: ".*" is not an origin/),
  );

  test.each([[""], [","], [[]]])("%j: there must be one", (given) =>
    expect(read(given)).rejects.toThrow("webOrigins: there must be one origin at least"),
  );

  test("spaces and a comma at the end do not matter", async () => {
    expect(await read(" https://a.example , http://[::1]:5173,")).toEqual([
      "https://a.example",
      "http://[::1]:5173",
    ]);
  });
});
