/** A page of a list of AWS's. */
interface ListPage {
  readonly NextToken?: string | undefined;
}

/**
 * The pages of a list, to the end. A page may be empty although more follow.
 *
 * @param load asks for the page of a token; without one, for the first
 */
export async function* listPages<Page extends ListPage>(
  load: (NextToken: string | undefined) => Promise<Page>,
): AsyncGenerator<Page> {
  let NextToken: string | undefined;
  do {
    const page = await load(NextToken);
    yield page;
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
}
