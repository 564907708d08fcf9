/**
 * The credentials that the local cloud gives to functions, and that it can therefore verify. They open nothing: the local
 * cloud takes any others too.
 */
export const localCredentials = { accessKeyId: "local", secretAccessKey: "local" } as const;

/** The access key of a function, by its key in the service: it tells whose role a request has. The secret is the same. */
export const functionAccessKey = (functionKey: string): string =>
  `${localCredentials.accessKeyId}-${functionKey}`;

/** Whether an access key is one that the local cloud gave out with {@link localCredentials}' secret. */
export const isLocalAccessKey = (accessKeyId: string): boolean =>
  accessKeyId === localCredentials.accessKeyId || accessKeyId.startsWith(functionAccessKey(""));

/** The account that every local ARN names. */
export const LOCAL_ACCOUNT_ID = "000000000000";
