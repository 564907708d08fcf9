/** What a laptop's environment decides in config/params.yml, as `${file(config/local.js):webOrigins}`. */

const portOf = (name, usual) => process.env[name] || usual;

/** `WEB_ORIGINS`, comma-separated, or the console's address. */
const webOrigins = async () =>
  process.env.WEB_ORIGINS ||
  ["localhost", "127.0.0.1"].map((host) => `http://${host}:${portOf("CONSOLE_PORT", "5173")}`);

/** The console shows developers of client apps a sign-in by redirect, which leads back to that page as it would to a page of theirs. */
const EXAMPLE_PAGE = "/tools/amplify";

/** A path of every web origin, and the console's example. */
const withExample = (path) => async () => {
  const origins = [await webOrigins()]
    .flat()
    .flatMap((list) => list.split(","))
    .map((origin) => origin.trim());
  const onThisMachine = origins.filter((origin) =>
    /^http:\/\/(?:localhost|127\.0\.0\.1)(?::|$)/.test(origin),
  );
  return [...origins.map((origin) => origin + path), ...onThisMachine.map((origin) => origin + EXAMPLE_PAGE)];
};

/** Cookies know no ports: two stacks on `localhost` would write each other's. The one at the usual port has the usual names. */
const cookieSuffix = async () => {
  const port = portOf("API_PORT", "3000");
  return port === "3000" ? "" : `-${port}`;
};

const local = {
  webOrigins,
  callbackUrls: withExample("/callback"),
  logoutUrls: withExample("/"),
  cookieSuffix,
};

// The framework loads it with `require` and takes what that gives for the object itself.
export { local as "module.exports" };
