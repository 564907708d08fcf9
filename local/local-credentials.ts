/**
 * The credentials that the local cloud gives to functions, and can therefore verify. They protect nothing: the local cloud
 * accepts any others too.
 */
export const localCredentials = { accessKeyId: "local", secretAccessKey: "local" } as const;

/** The access key of a function, by its key in the service: it identifies the role of a request. The secret is the same for all. */
export const functionAccessKey = (functionKey: string): string =>
  `${localCredentials.accessKeyId}-${functionKey}`;

/** Whether the local cloud issued an access key with {@link localCredentials}' secret. */
export const isLocalAccessKey = (accessKeyId: string): boolean =>
  accessKeyId === localCredentials.accessKeyId || accessKeyId.startsWith(functionAccessKey(""));

/**
 * The prefix of access keys of temporary credentials that the local cloud issued: `ASIA` is AWS's. Keys with this prefix are
 * valid only as these credentials, also after they were deleted; a developer's own temporary credentials are like any others.
 */
export const ISSUED_KEY_PREFIX = "ASIALOCAL";

export const isIssuedAccessKey = (accessKeyId: string): boolean => accessKeyId.startsWith(ISSUED_KEY_PREFIX);

/** The account id of all local ARNs. */
export const LOCAL_ACCOUNT_ID = "000000000000";
