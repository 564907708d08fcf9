/** What a request is signed with. */
export interface SigningCredentials {
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of credentials that expire, which a Lambda's always are. */
  readonly sessionToken?: string;
}

/**
 * The credentials of the function's role, which Lambda puts into the environment and renews there: they are read for every
 * request.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function runtimeCredentials(): SigningCredentials {
  const {
    AWS_REGION = "",
    AWS_ACCESS_KEY_ID = "",
    AWS_SECRET_ACCESS_KEY = "",
    AWS_SESSION_TOKEN = "",
  } = process.env;
  return {
    region: AWS_REGION,
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN === "" ? {} : { sessionToken: AWS_SESSION_TOKEN }),
  };
}
