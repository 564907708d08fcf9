/** The part of the view that is in the URL. Tokens never are: a URL ends up in histories, logs and chats. */
export const SOURCES = ["access", "id", "refresh", "pasted"] as const;
export type Source = (typeof SOURCES)[number];

export const OTHERS = ["access", "id", "pasted"] as const;
export type Other = (typeof OTHERS)[number];

export interface TokensSearch {
  readonly token?: Source;
  readonly route?: string;
  /** The token at the side. */
  readonly with?: Other;
}

const oneOf = <Any extends string>(all: readonly Any[], value: unknown): Any | undefined =>
  all.find((one) => one === value);

/** Everything else in the URL is dropped, including a token. */
export function readSearch(search: Readonly<Record<string, unknown>>): TokensSearch {
  const token = oneOf(SOURCES, search.token);
  const other = oneOf(OTHERS, search.with);
  const route = typeof search.route === "string" && search.route.length < 200 ? search.route : undefined;
  return {
    ...(token === undefined ? {} : { token }),
    ...(route === undefined ? {} : { route }),
    ...(other === undefined ? {} : { with: other }),
  };
}
