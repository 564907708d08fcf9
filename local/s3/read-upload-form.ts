import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { Busboy, type BusboyHeaders, type BusboyInstance } from "@fastify/busboy";
import type { FormFields } from "./post-policy.ts";
import { incompleteBody, invalidArgument, malformedPost, preconditionFailed, S3Error } from "./s3-error.ts";

/** S3's limit for everything before the file. */
const MAX_FIELD_BYTES = 20 * 1024;

/** The file of a form: its name on the sender's machine and its bytes, which must be read or resumed. */
export interface UploadedFile {
  readonly name: string;
  readonly content: Readable;
}

/**
 * Reads a `multipart/form-data` upload. As at S3, the file is the last field that counts: fields after it are ignored.
 *
 * @param receive called once, with the fields before the file, as soon as the file begins; it must read the content to its
 *   end or throw
 * @throws S3Error for an invalid form, and the errors of `receive`
 */
export function readUploadForm<Result>(
  request: IncomingMessage,
  receive: (fields: FormFields, file: UploadedFile) => Promise<Result>,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const parser = createParser(request);
    const fields = new Map<string, string>();
    let isReceived = false;
    let isRefused = false;
    let file: Readable | undefined;

    const refuse = (error: unknown) => {
      isRefused = true;
      reject(error);
    };
    const take = (name: string, content: Readable) => {
      isReceived = true;
      file = content;
      receive(fields, { name, content }).then(resolve, (error: unknown) => {
        content.resume();
        refuse(error);
      });
    };

    parser.on("field", (name, value, _nameTruncated, isTruncated) => {
      if (isReceived || isRefused) return;
      const field = name.toLowerCase();
      if (isTruncated) refuse(fieldsTooLarge());
      else if (fields.has(field)) refuse(repeatedField(name));
      else fields.set(field, value);
    });
    parser.on("file", (_name, content, fileName) => {
      if (isReceived || isRefused) content.resume();
      else take(fileName ?? "", content);
    });
    parser.on("fieldsLimit", () => refuse(fieldsTooLarge()));
    parser.on("error", () => refuse(malformedPost()));
    parser.on("finish", () => {
      if (!isReceived) refuse(fileMissing());
    });
    // A pipe does not report to its end that its source was aborted.
    request.once("close", () => {
      if (request.complete) return;
      file?.destroy(incompleteBody());
      refuse(incompleteBody());
    });
    request.pipe(parser);
  });
}

function createParser(request: IncomingMessage): BusboyInstance {
  try {
    return new Busboy({
      headers: request.headers as BusboyHeaders,
      limits: { fieldSize: MAX_FIELD_BYTES, fields: 100 },
      // The field of that name is the file, whatever the form declares.
      isPartAFile: (name) => name?.toLowerCase() === "file",
    });
  } catch {
    throw preconditionFailed("Bucket POST must be of the enclosure-type multipart/form-data");
  }
}

const fileMissing = (): S3Error =>
  invalidArgument("POST requires exactly one file upload per request.", "file", "0");

/** Duplicate fields are refused: the policy check might use one and the upload the other. */
const repeatedField = (name: string): S3Error =>
  invalidArgument("POST requires exactly one field of a name.", name);

const fieldsTooLarge = (): S3Error =>
  new S3Error(
    "MaxPostPreDataLengthExceeded",
    "Your POST request fields preceding the upload file were too large.",
    { details: { MaxPostPreDataLengthBytes: String(MAX_FIELD_BYTES) } },
  );
