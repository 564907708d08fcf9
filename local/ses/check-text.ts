import { badRequest } from "./ses-errors.ts";

/** The maximum code point of the character sets that are parts of Unicode. */
const GREATEST: Readonly<Record<string, number>> = { "us-ascii": 0x7f, "iso-8859-1": 0xff };

/**
 * Returns the text. Without a character set, SES accepts 7-bit ASCII
 * (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Content.html).
 *
 * @throws ServiceError BadRequestException for an unknown character set, or a text that it can't represent
 */
export function checkText(
  member: string,
  { Data, Charset = "us-ascii" }: { readonly Data: string; readonly Charset?: string | undefined },
): string {
  const charset = Charset.toLowerCase();
  if (!isKnown(charset)) throw badRequest(`Unsupported charset ${Charset} in ${member}`);
  const greatest = GREATEST[charset] ?? 0x10ffff;
  for (const character of Data) {
    if ((character.codePointAt(0) ?? 0) > greatest) {
      throw badRequest(`${member} has characters that ${Charset} does not have: name another Charset`);
    }
  }
  return Data;
}

function isKnown(charset: string): boolean {
  try {
    new TextDecoder(charset);
    return true;
  } catch {
    return false;
  }
}
