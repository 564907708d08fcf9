/** Rights of functions that no run against the local cloud can use, and why. Everything else that no call needs is too much. */
export const UNSEEN_RIGHTS: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  {
    pattern: / logs:(CreateLogStream|PutLogEvents) /,
    why: "Lambda itself writes the log; the local cloud has none",
  },
  {
    pattern: / secretsmanager:GetSecretValue /,
    why: "there is no Secrets Manager on the laptop: the former system is asked without a secret",
  },
];
