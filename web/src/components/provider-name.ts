/** Providers whose name in the pool is not their usual name. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ["SignInWithApple", "Apple"],
  ["LoginWithAmazon", "Amazon"],
]);

export const providerNameOf = (provider: string): string => NAMES.get(provider) ?? provider;
