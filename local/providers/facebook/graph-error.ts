import { randomBytes } from "node:crypto";

/** An error in the form of the Graph API (https://developers.facebook.com/docs/graph-api/guides/error-handling). */
export class GraphError extends Error {
  override readonly name = "GraphError";
  readonly code: number;
  readonly subcode: number | undefined;

  constructor(message: string, { code, subcode }: { readonly code: number; readonly subcode?: number }) {
    super(message);
    this.code = code;
    this.subcode = subcode;
  }

  /** The body of the answer, whose status is 400. */
  body(): unknown {
    return {
      error: {
        message: this.message,
        type: "OAuthException",
        code: this.code,
        ...(this.subcode !== undefined && { error_subcode: this.subcode }),
        fbtrace_id: randomBytes(8).toString("base64url"),
      },
    };
  }
}
