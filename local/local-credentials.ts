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

/**
 * What the access keys of temporary credentials begin with that the local cloud gave out: `ASIA` is AWS's. Keys with it are these
 * credentials or nothing, also when they are long forgotten; a developer's own temporary credentials are like any others.
 */
export const ISSUED_KEY_PREFIX = "ASIALOCAL";

export const isIssuedAccessKey = (accessKeyId: string): boolean => accessKeyId.startsWith(ISSUED_KEY_PREFIX);

/** The account that every local ARN names. */
export const LOCAL_ACCOUNT_ID = "000000000000";
