/**
 * Writes ASN.1 values in DER (X.690): as much of it as certificates need. node:crypto reads certificates and makes none.
 */

const BOOLEAN = 0x01;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const NULL = 0x05;
const OBJECT_IDENTIFIER = 0x06;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const SEQUENCE = 0x30;
const SET = 0x31;

/** A value with any tag: context-specific ones, for instance. The content must not exceed 65,535 bytes. */
export function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content)]), content]);
}

function lengthOf({ length }: Buffer): readonly number[] {
  if (length < 0x80) return [length];
  const bytes = [length >> 8, length & 0xff].slice(length < 0x100 ? 1 : 0);
  return [0x80 | bytes.length, ...bytes];
}

export const sequence = (...contents: readonly Buffer[]): Buffer => der(SEQUENCE, ...contents);

export const set = (...contents: readonly Buffer[]): Buffer => der(SET, ...contents);

export const octetString = (content: Buffer): Buffer => der(OCTET_STRING, content);

export const utf8String = (text: string): Buffer => der(UTF8_STRING, Buffer.from(text));

/** Only the true one: DER leaves out what is the default, which false is in certificates. */
export const TRUE: Buffer = der(BOOLEAN, Buffer.from([0xff]));

export const NOTHING: Buffer = der(NULL);

/** A positive integer from its bytes, the most significant first (X.690 §8.3: no more of them than needed). */
export function integer(bytes: Buffer): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first === -1 ? Buffer.alloc(1) : bytes.subarray(first);
  const isNegativeByItself = ((digits[0] ?? 0) & 0x80) !== 0;
  return der(INTEGER, isNegativeByItself ? Buffer.concat([Buffer.alloc(1), digits]) : digits);
}

/** @param unusedBits of the last byte: those that a list of named bits does not have (X.690 §11.2.2) */
export const bitString = (bytes: Buffer, unusedBits = 0): Buffer =>
  der(BIT_STRING, Buffer.from([unusedBits]), bytes);

/** @param dotted such as `2.5.4.3` */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...others] = dotted.split(".").map(Number);
  return der(OBJECT_IDENTIFIER, Buffer.from([first * 40 + second, ...others].flatMap(base128)));
}

/** Seven bits a byte; all but the last have the eighth (X.690 §8.19.2). */
function base128(value: number): readonly number[] {
  const high = Math.floor(value / 128);
  const leading = high === 0 ? [] : base128(high).map((byte) => byte | 0x80);
  return [...leading, value % 128];
}

/**
 * UTCTime through 2049, GeneralizedTime after (RFC 5280 §4.1.2.5).
 *
 * @param milliseconds since the Unix epoch; what is below a second is dropped
 */
export function time(milliseconds: number): Buffer {
  const digits = `${new Date(milliseconds).toISOString().replace(/\D/g, "").slice(0, 14)}Z`;
  return digits < "2050"
    ? der(UTC_TIME, Buffer.from(digits.slice(2)))
    : der(GENERALIZED_TIME, Buffer.from(digits));
}
