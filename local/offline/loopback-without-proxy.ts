import http from "node:http";

/** Addresses on this machine: no proxy reaches them, and no proxy may see their requests. */
const LOOPBACK = ["localhost", "*.localhost", "127.0.0.1", "::1", "[::1]"];

/** Node reads both spellings. */
const VARIABLES = ["NO_PROXY", "no_proxy"] as const;

/** Missing in Node before 24.14. */
const { setGlobalProxyFromEnv } = http as Partial<Pick<typeof http, "setGlobalProxyFromEnv">>;

/**
 * If Node sends requests through a proxy (`NODE_USE_ENV_PROXY=1` with `HTTP_PROXY`), the stack's requests to itself stay on the
 * machine. Others, such as those to a real identity provider, use the proxy.
 *
 * @see https://nodejs.org/api/cli.html#node_use_env_proxy1
 */
export function keepLoopbackFromProxies(environment: NodeJS.ProcessEnv): void {
  const given = VARIABLES.flatMap((name) => environment[name]?.split(/[\s,]+/) ?? []);
  const names = [...new Set([...given.filter((name) => name !== ""), ...LOOPBACK])].join(",");
  for (const name of VARIABLES) environment[name] = names;
  const isProxied =
    environment.NODE_USE_ENV_PROXY === "1" ||
    [...process.execArgv, environment.NODE_OPTIONS ?? ""].some((option) =>
      option.includes("--use-env-proxy"),
    );
  if (isProxied) setGlobalProxyFromEnv?.(environment);
}
