import http from "node:http";

/** What is on this machine: no proxy leads there, and none is to see it. */
const LOOPBACK = ["localhost", "*.localhost", "127.0.0.1", "::1", "[::1]"];

/** Node reads either spelling. */
const VARIABLES = ["NO_PROXY", "no_proxy"] as const;

/** Missing in Node before 24.14. */
const { setGlobalProxyFromEnv } = http as Partial<Pick<typeof http, "setGlobalProxyFromEnv">>;

/**
 * Where Node sends requests through a proxy (`NODE_USE_ENV_PROXY=1` with `HTTP_PROXY`), those of the stack to itself stay on the machine.
 * Others, to a real identity provider say, go by the proxy.
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
