/** The credentials that sign a request. */
export interface SigningCredentials {
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Only for credentials that expire, as those of a Lambda always do. */
  readonly sessionToken?: string;
}

/**
 * The credentials of the function's role. Lambda puts them into the environment and renews them there, so they are read for
 * every request.
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
