/** Records the endpoints and pages of a pool's domain, and the operations that they call in process. */
import type { CognitoService } from "../cognito/cognito-service.ts";
import type { OAuthService } from "../oauth/oauth-service.ts";
import { withSpan } from "./active-span.ts";
import { overhearRequest, overhearResponse } from "./overhear.ts";
import { nameRoute, outcomeOf } from "./record-requests.ts";
import { recordedForm, recordedJson } from "./recorded-value.ts";

export function recordOAuth({ handle }: OAuthService): OAuthService {
  return {
    handle: (exchange) => {
      const { request, response, url } = exchange;
      const name = `${request.method} ${url.pathname}`;
      return withSpan(
        "oauth",
        name,
        () => ({
          method: request.method ?? "",
          path: url.pathname,
          ...(url.search !== "" && { query: recordedForm(url.search.slice(1)) }),
        }),
        async (span) => {
          if (span === undefined) return handle(exchange);
          const form = overhearRequest(request);
          const answer = overhearResponse(response);
          const isAnswered = await handle(exchange);
          if (!isAnswered) {
            span.discard();
            return false;
          }
          nameRoute(name);
          const { location, "content-type": type } = response.getHeaders();
          const [sent, said] = [form().text, answer().text];
          span.tell("oauth", {
            status: response.statusCode,
            ...(sent !== null && sent !== "" && { form: recordedForm(sent) }),
            ...(typeof location === "string" && { location, ...errorOf(location) }),
            ...(said !== null && said !== "" && isJson(type) && { output: recordedJson(said) }),
          });
          span.end(outcomeOf(response.statusCode));
          return true;
        },
      );
    },
  };
}

const isJson = (type: unknown): boolean => String(type ?? "").startsWith("application/json");

/** An error that a redirect carries (RFC 6749 §4.1.2.1). */
function errorOf(location: string): object {
  const query = URL.parse(location, "http://localhost")?.searchParams;
  const type = query?.get("error") ?? null;
  return type === null ? {} : { error: { type, message: query?.get("error_description") ?? "" } };
}

/** Operations that pages call in process. */
export function recordCalls(call: CognitoService["call"]): CognitoService["call"] {
  return (operation, input) =>
    withSpan(
      "cognito",
      operation,
      () => {
        const service = "cognito-idp";
        // It has the same content as the page's request, whose size is in the span above.
        const text = JSON.stringify(input);
        return { service, operation, input: recordedJson(text, { kind: "operation", service, operation }) };
      },
      async (span) => {
        try {
          const output = await call(operation, input);
          if (span !== undefined) span.tell("cognito", { output: recordedJson(JSON.stringify(output)) });
          return output;
        } catch (error) {
          if (error instanceof Error) {
            const { code, message } = error as Error & { readonly code?: unknown };
            span?.tell("cognito", { error: { type: String(code ?? error.name), message } });
            span?.end("refused");
          }
          throw error;
        }
      },
    );
}
