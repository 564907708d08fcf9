/** The part of an infinite query that a table needs to load more. */
interface Pages {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly isFetchNextPageError: boolean;
  readonly fetchNextPage: () => unknown;
}

/** How a table loads its next page; undefined at the end of the list. */
export const moreOf = (query: Pages) =>
  query.hasNextPage
    ? {
        isLoading: query.isFetchingNextPage,
        hasFailed: query.isFetchNextPageError,
        onMore: () => void query.fetchNextPage(),
      }
    : undefined;
