/** Whether the console's files are sent compressed, and how long a browser keeps them. The same holds on CloudFront: resources/console.yml. */

const FOR_EVER = "public, max-age=31536000, immutable";
const ASK_EACH_TIME = "no-cache";

export interface Served {
  readonly path: string;
  readonly encoding: string;
  readonly caching: string;
  /** The problem. */
  readonly faults: readonly string[];
}

async function look(base: string, path: string): Promise<Served> {
  const response = await fetch(base + path, { headers: { "accept-encoding": "gzip" } });
  const size = (await response.arrayBuffer()).byteLength;
  const encoding = response.headers.get("content-encoding") ?? "";
  const caching = response.headers.get("cache-control") ?? "";
  const expected = path.startsWith("/assets/") ? FOR_EVER : ASK_EACH_TIME;
  return {
    path,
    encoding,
    caching,
    faults: [
      ...(response.ok ? [] : [`${path} is answered with ${response.status}`]),
      ...(encoding === "gzip" || size < 1000 ? [] : [`${path} is sent without compression`]),
      ...(caching === expected ? [] : [`${path} has cache-control "${caching}" instead of "${expected}"`]),
    ],
  };
}

/** Checks the page, its settings, and the scripts and styles that it refers to. */
export async function lookAtServing(base: string): Promise<readonly Served[]> {
  const html = await (await fetch(`${base}/sign-in`)).text();
  const assets = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path = ""]) => path);
  const paths = ["/sign-in", "/config.json", "/favicon.svg", "/robots.txt", ...assets];
  return Promise.all(paths.map((path) => look(base, path)));
}
