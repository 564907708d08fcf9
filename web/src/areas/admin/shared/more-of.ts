/** As much of an infinite query as a table needs to go on. */
interface Pages {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly isFetchNextPageError: boolean;
  readonly fetchNextPage: () => unknown;
}

/** How a table gets its next page; nothing at the end of the list. */
export const moreOf = (query: Pages) =>
  query.hasNextPage
    ? {
        isLoading: query.isFetchingNextPage,
        hasFailed: query.isFetchNextPageError,
        onMore: () => void query.fetchNextPage(),
      }
    : undefined;
