/** Providers whose name in the pool is not what people call them. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ["SignInWithApple", "Apple"],
  ["LoginWithAmazon", "Amazon"],
]);

export const providerNameOf = (provider: string): string => NAMES.get(provider) ?? provider;
