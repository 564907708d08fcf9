/** Tags of an object (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html): stored, without effect. */
import { childText, elements } from "./read-xml.ts";
import { invalidArgument, malformedXml, S3Error } from "./s3-error.ts";
import { NAMESPACE, renderXml } from "./xml.ts";

type Tags = Readonly<Record<string, string>>;

const MAX_TAGS = 10;

/** The header `x-amz-tagging`, which is a query string. @throws S3Error InvalidArgument, BadRequest, InvalidTag */
export function readTagHeader(header: string | string[] | undefined): Tags {
  if (header === undefined || header === "") return {};
  const pairs = [...new URLSearchParams(String(header))];
  if (pairs.some(([name]) => name === "")) {
    throw invalidArgument(
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
      "x-amz-tagging",
      String(header),
    );
  }
  return checkTags(pairs);
}

/** The body of PutObjectTagging. @throws S3Error MalformedXML, BadRequest, InvalidTag */
export function readTagging(body: string): Tags {
  if (!/<Tagging[\s>]/.test(body)) throw malformedXml();
  return checkTags(
    elements(body, "Tag").map((tag) => {
      const [name, value] = [childText(tag, "Key"), childText(tag, "Value")];
      if (name === undefined || value === undefined) throw malformedXml();
      return [name, value] as const;
    }),
  );
}

function checkTags(pairs: readonly (readonly [string, string])[]): Tags {
  if (pairs.length > MAX_TAGS) throw new S3Error("BadRequest", "Object tags cannot be greater than 10");
  for (const [name, value] of pairs) {
    if (name === "" || name.length > 128) {
      throw new S3Error("InvalidTag", "The TagKey you have provided is invalid");
    }
    if (value.length > 256) throw new S3Error("InvalidTag", "The TagValue you have provided is invalid");
  }
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) {
    throw new S3Error("InvalidTag", "Cannot provide multiple Tags with the same key");
  }
  return Object.fromEntries(pairs);
}

export const renderTagging = (tags: Tags): string =>
  renderXml(
    "Tagging",
    { TagSet: { Tag: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) } },
    NAMESPACE,
  );
