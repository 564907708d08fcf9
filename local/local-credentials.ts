/**
 * The credentials that the local cloud gives to functions, and that it can therefore verify. They open nothing: the local
 * cloud takes any others too.
 */
export const localCredentials = { accessKeyId: "local", secretAccessKey: "local" } as const;

/** The account that every local ARN names. */
export const LOCAL_ACCOUNT_ID = "000000000000";
