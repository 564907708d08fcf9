/**
 * Secrets that a developer gives the local cloud in place of AWS Secrets Manager, to use a real identity provider on the
 * laptop. They come as environment variables named after the reference in the template:
 * `{{resolve:secretsmanager:auth-local/google:SecretString:client_secret}}` is `LOCAL_SECRET_GOOGLE_CLIENT_SECRET`.
 */

/** Values by the name of their variable. Never log them. */
export type LocalSecrets = Readonly<Record<string, string>>;

const PREFIX = "LOCAL_SECRET_";

/**
 * Takes the secrets out of an environment: functions and other child processes do not inherit them. An empty variable
 * counts as one that is not set.
 */
export function takeLocalSecrets(environment: NodeJS.ProcessEnv): LocalSecrets {
  const secrets: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (!name.startsWith(PREFIX)) continue;
    delete environment[name];
    if (value) secrets[name] = value;
  }
  return secrets;
}

/**
 * The variable for a dynamic reference: the last part of the secret's name, and the JSON key if there is one.
 *
 * @returns undefined for a reference to another service
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html
 */
export function secretVariable(reference: string): string | undefined {
  const [, parts] = /^\{\{resolve:secretsmanager:(.+)\}\}$/.exec(reference) ?? [];
  if (parts === undefined) return undefined;
  // A secret is named or given by its ARN, `arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME`.
  const fields = parts.split(":");
  const [name = "", , key = ""] = fields[0] === "arn" ? fields.slice(6) : fields;
  const words = [name.slice(name.lastIndexOf("/") + 1), key].filter((word) => word !== "");
  return (
    PREFIX +
    words
      .join("_")
      .toUpperCase()
      .replaceAll(/[^A-Z0-9]/g, "_")
  );
}
