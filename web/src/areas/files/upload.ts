import { answer, api } from "../../api/api.ts";
import { ApiFailure } from "../../api/problem.ts";

export interface UploadSettings {
  readonly purpose?: "file" | "avatar";
  /** The share of the file that was sent, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

interface Form {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The bucket's XML errors as the API's codes. @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
function failureOfBucket({ status, responseText }: XMLHttpRequest): ApiFailure {
  const code = /<Code>(\w+)<\/Code>/.exec(responseText)?.[1];
  if (code === "EntityTooLarge") return new ApiFailure("file_too_large", { status });
  return new ApiFailure(status >= 500 ? "service_unavailable" : "request_refused", { status });
}

/** `fetch` does not report upload progress. */
function send({ url, fields }: Form, file: Blob, { onProgress, signal }: UploadSettings): Promise<void> {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("file", file);
    const request = new XMLHttpRequest();
    const cancel = () => request.abort();
    signal?.addEventListener("abort", cancel);
    request.upload.addEventListener("progress", ({ loaded, total }) =>
      onProgress?.(total === 0 ? 0 : loaded / total),
    );
    request.addEventListener("load", () =>
      request.status < 300 ? resolve() : reject(failureOfBucket(request)),
    );
    request.addEventListener("error", () => reject(new ApiFailure("offline")));
    request.addEventListener("abort", () =>
      reject(new DOMException("The upload was cancelled", "AbortError")),
    );
    request.addEventListener("loadend", () => signal?.removeEventListener("abort", cancel));
    request.open("POST", url);
    request.send(form);
  });
}

/**
 * Registers a file and sends it to the bucket.
 *
 * @throws ApiFailure, or the signal's `AbortError`
 */
export async function upload(
  file: Blob & { readonly name?: string },
  name: string,
  settings: UploadSettings = {},
) {
  const { purpose = "file", signal } = settings;
  const created = await answer(
    api().POST("/v1/files", {
      body: { name, contentType: file.type || "application/octet-stream", size: file.size, purpose },
      ...(signal === undefined ? {} : { signal }),
    }),
  );
  signal?.throwIfAborted();
  await send(created.upload, file, settings);
  return created.id;
}
