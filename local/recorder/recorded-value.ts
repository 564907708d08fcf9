/**
 * What a span keeps of a value until somebody reads the trace: the text as it travelled, say. Nothing is parsed, masked or copied
 * before that.
 */

/** A value larger than this is not kept, and the span says how large it was. In characters of its text. */
export const MAX_VALUE_SIZE = 32 * 1024;

/** How secrets are found in a value, beside those that names give away. */
export type Reading =
  /** Names of members decide. */
  | { readonly kind: "plain" }
  /** The event and the response of an HTTP API's function: `body` is a text with content of its own. */
  | { readonly kind: "http" }
  /** The model of the service knows which members are sensitive. */
  | { readonly kind: "operation"; readonly service: string; readonly operation: string }
  /** A call that sends a message: its words are left to the inbox. */
  | { readonly kind: "mail" };

export interface RecordedValue {
  readonly isRecordedValue: true;
  /** Characters, about. */
  readonly size: number;
  readonly reading: Reading;
  readonly read: () => unknown;
}

const PLAIN: Reading = { kind: "plain" };

/** @param size of what `read` keeps alive, in characters */
export function recorded(size: number, read: () => unknown, reading: Reading = PLAIN): RecordedValue {
  return size <= MAX_VALUE_SIZE
    ? { isRecordedValue: true, size, reading, read }
    : { isRecordedValue: true, size: 0, reading, read: () => ({ notKept: `${size} characters` }) };
}

/** JSON, to be parsed by who reads it; what does not parse is told by its length only, because nothing in it could be masked. */
export function recordedJson(text: string, reading?: Reading): RecordedValue {
  return recorded(
    text.length,
    () => {
      try {
        return JSON.parse(text);
      } catch {
        return { notJson: `${text.length} characters` };
      }
    },
    reading,
  );
}

/** `a=1&b=2` */
export function recordedForm(text: string): RecordedValue {
  return recorded(text.length, () => {
    const members = new Map<string, string | string[]>();
    for (const [name, value] of new URLSearchParams(text)) {
      const earlier = members.get(name);
      members.set(name, earlier === undefined ? value : [earlier, value].flat());
    }
    return Object.fromEntries(members);
  });
}

/** The claims of a token. Its signature is not kept. */
export function recordedClaims(token: string): RecordedValue {
  const [, payload = ""] = token.split(".");
  return recordedJson(Buffer.from(payload, "base64url").toString("utf8"));
}

export const isRecordedValue = (value: unknown): value is RecordedValue =>
  typeof value === "object" && value !== null && "isRecordedValue" in value;
