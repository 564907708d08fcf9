/** An error that ends a script with one sentence and without a stack trace. */
export class ScriptError extends Error {
  override readonly name = "ScriptError";
}

const NETWORK = new Set(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT"]);
const FILES = new Map([
  ["ENOENT", "the file does not exist"],
  ["EACCES", "it can't be read or written"],
]);

/** The sentence for an error whose cause is the environment, not a bug; nothing for any other. */
export function explainError(error: unknown): string | null {
  if (error instanceof ScriptError) return error.message;
  if (!(error instanceof Error)) return null;
  const code = "code" in error ? String(error.code) : "";
  if (code.startsWith("ERR_PARSE_ARGS")) return error.message;
  if (error.name === "CredentialsProviderError" || error.name === "TokenProviderError") {
    return `There are no AWS credentials: ${error.message}`;
  }
  if (
    /^(ExpiredToken|ExpiredTokenException|InvalidClientTokenId|UnrecognizedClientException)$/.test(error.name)
  ) {
    return `AWS refuses these credentials: ${error.message}`;
  }
  if (/^AccessDenied(Exception)?$/.test(error.name)) {
    return `These credentials lack a permission: ${error.message}`;
  }
  const file = FILES.get(code);
  if (file !== undefined && "path" in error) return `${String(error.path)}: ${file}.`;
  if (NETWORK.has(code) || error.name === "TimeoutError") {
    return `The endpoint can't be reached: ${error.message || code}`;
  }
  return null;
}
