/**
 * A value as a span keeps it until the trace is read, such as the transmitted text. It is not parsed, masked or copied before that.
 */

/** The maximum size of a kept value, in characters of its text; of larger ones, the span has only the size. */
export const MAX_VALUE_SIZE = 32 * 1024;

/** How secrets are found in a value, besides by names. */
export type Reading =
  /** Names of members decide. */
  | { readonly kind: "plain" }
  /** The event and the response of an HTTP API's function: `body` is a text with its own format. */
  | { readonly kind: "http" }
  /** The model of the service says which members are sensitive. */
  | { readonly kind: "operation"; readonly service: string; readonly operation: string }
  /** A call that sends a message: the text is only in the inbox. */
  | { readonly kind: "mail" };

export interface RecordedValue {
  readonly isRecordedValue: true;
  /** Characters, about. */
  readonly size: number;
  readonly reading: Reading;
  readonly read: () => unknown;
}

const PLAIN: Reading = { kind: "plain" };

/** @param size of the memory that `read` keeps, in characters */
export function recorded(size: number, read: () => unknown, reading: Reading = PLAIN): RecordedValue {
  return size <= MAX_VALUE_SIZE
    ? { isRecordedValue: true, size, reading, read }
    : { isRecordedValue: true, size: 0, reading, read: () => ({ notKept: `${size} characters` }) };
}

/** JSON, which is parsed when the trace is read; of invalid JSON only the length is shown, because it could not be masked. */
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
