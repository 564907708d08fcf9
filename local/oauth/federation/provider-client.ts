/** Requests to providers: limited in time and size, without following redirects. */
import type { Clock } from "../../clock.ts";
import { isProviderUrl } from "../../cognito/domain/provider-url.ts";

/** Milliseconds for one request, including its answer. */
const TIMEOUT = 5000;

/** The maximum size of an answer of a provider's endpoints. */
const MAX_BODY_BYTES = 256 * 1024;

/** Discovery documents and keys are fetched again after ten minutes. */
const DOCUMENT_MILLISECONDS = 10 * 60 * 1000;
const MAX_DOCUMENTS = 100;

export interface ProviderReply {
  readonly status: number;
  readonly body: string;
}

interface ProviderRequest {
  readonly url: string;
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  /** Posted as a form. */
  readonly form?: Readonly<Record<string, string>>;
}

/** No answer, or an unusable one. */
export class ProviderUnreachable extends Error {
  override readonly name = "ProviderUnreachable";
  readonly reason: "timeout" | "connection" | "too large" | "not allowed";

  constructor(reason: ProviderUnreachable["reason"], cause?: unknown) {
    super(reason, { cause });
    this.reason = reason;
  }
}

export interface ProviderClient {
  /**
   * Sends a request. Redirects are answers like any other.
   * @throws ProviderUnreachable
   */
  send(request: ProviderRequest): Promise<ProviderReply>;
  /**
   * A document that rarely changes, kept for ten minutes once `read` has accepted it.
   *
   * @param read throws if an answer is invalid
   * @param isFresh fetches again, ignoring the cache
   * @throws ProviderUnreachable, and what `read` throws
   */
  document<Document>(
    url: string,
    read: (reply: ProviderReply) => Document,
    isFresh?: boolean,
  ): Promise<Document>;
}

export function createProviderClient({
  clock,
  timeout = TIMEOUT,
}: {
  readonly clock: Clock;
  /** Milliseconds. */
  readonly timeout?: number;
}): ProviderClient {
  const kept = new Map<string, { readonly document: unknown; readonly until: number }>();

  const send: ProviderClient["send"] = async ({ url, method = "GET", headers = {}, form }) => {
    if (!isProviderUrl(url)) throw new ProviderUnreachable("not allowed");
    const signal = AbortSignal.timeout(timeout);
    try {
      const response = await fetch(url, {
        method,
        headers: { accept: "application/json", "user-agent": "Amazon/Cognito", ...headers },
        redirect: "manual",
        signal,
        ...(form !== undefined && { body: new URLSearchParams(form) }),
      });
      return { status: response.status, body: await readBounded(response) };
    } catch (error) {
      if (error instanceof ProviderUnreachable) throw error;
      throw new ProviderUnreachable(signal.aborted ? "timeout" : "connection", error);
    }
  };

  return {
    send,
    async document<Document>(url: string, read: (reply: ProviderReply) => Document, isFresh = false) {
      const known = kept.get(url);
      if (!isFresh && known !== undefined && known.until > clock.now()) return known.document as Document;
      const document = read(await send({ url }));
      kept.delete(url);
      // Removes the oldest one.
      const [oldest] = kept.keys();
      if (kept.size >= MAX_DOCUMENTS && oldest !== undefined) kept.delete(oldest);
      kept.set(url, { document, until: clock.now() + DOCUMENT_MILLISECONDS });
      return document;
    },
  };
}

/** @throws ProviderUnreachable */
async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    // Leaving the loop cancels the rest.
    if (size > MAX_BODY_BYTES) throw new ProviderUnreachable("too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
