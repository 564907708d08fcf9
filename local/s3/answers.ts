/** S3's answers about objects and buckets, in headers and in XML. */
import type { ServerResponse } from "node:http";
import { LOCAL_ACCOUNT_ID } from "../local-credentials.ts";
import type { BucketStore } from "./bucket-store.ts";
import type { Checksums } from "./checksums.ts";
import type { CorsRule } from "./cors.ts";
import type { StoredObject } from "./object-store.ts";
import type { Part, Upload } from "./upload-store.ts";
import { NAMESPACE, renderXml, type XmlElements } from "./xml.ts";

const OWNER = { ID: LOCAL_ACCOUNT_ID };

export function respondXml(response: ServerResponse, body: string): void {
  response.writeHead(200, { "content-type": "application/xml", "content-length": Buffer.byteLength(body) });
  response.end(body);
}

/** The members of an answer with a checksum: `ChecksumSHA256`, `ChecksumType`. */
const checksumElements = (checksums: Checksums): XmlElements =>
  Object.fromEntries(
    Object.entries(checksums).map(([name, value]) => {
      const algorithm = name.slice("x-amz-checksum-".length);
      return [algorithm === "type" ? "ChecksumType" : `Checksum${algorithm.toUpperCase()}`, value];
    }),
  );

export const renderBuckets = (buckets: BucketStore): string =>
  renderXml(
    "ListAllMyBucketsResult",
    {
      Owner: OWNER,
      Buckets: {
        Bucket: buckets.list().map(({ name, createdAt }) => ({ Name: name, CreationDate: iso(createdAt) })),
      },
    },
    NAMESPACE,
  );

export const renderLocation = (region: string): string => {
  const place = region === "us-east-1" ? "" : region;
  return renderXml("LocationConstraint", place, NAMESPACE);
};

export const renderCors = (rules: readonly CorsRule[]): string =>
  renderXml(
    "CORSConfiguration",
    {
      CORSRule: rules.map((rule) => ({
        AllowedOrigin: [...rule.AllowedOrigins],
        AllowedMethod: [...rule.AllowedMethods],
        AllowedHeader: [...(rule.AllowedHeaders ?? [])],
        ExposeHeader: [...(rule.ExposedHeaders ?? [])],
        MaxAgeSeconds: rule.MaxAge,
      })),
    },
    NAMESPACE,
  );

/** Only the owner has access: there are no other ACLs. */
export const renderAcl = (): string => {
  const grantee =
    '<Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser">' +
    `<ID>${LOCAL_ACCOUNT_ID}</ID></Grantee>`;
  return renderXml(
    "AccessControlPolicy",
    { Owner: OWNER, AccessControlList: { Grant: { Permission: "FULL_CONTROL" } } },
    NAMESPACE,
  ).replace("<Grant>", `<Grant>${grantee}`);
};

export const renderCopy = (
  root: "CopyObjectResult" | "CopyPartResult",
  { lastModified, ...copied }: { lastModified: number; etag: string; checksums: Checksums },
): string =>
  renderXml(
    root,
    { LastModified: iso(lastModified), ETag: copied.etag, ...checksumElements(copied.checksums) },
    NAMESPACE,
  );

export const renderUpload = ({ bucket, key, id }: Upload): string =>
  renderXml("InitiateMultipartUploadResult", { Bucket: bucket, Key: key, UploadId: id }, NAMESPACE);

export const renderCompleted = (
  { key, etag, checksums }: StoredObject,
  bucket: string,
  host: string,
): string =>
  renderXml(
    "CompleteMultipartUploadResult",
    {
      Location: `http://${host}/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`,
      Bucket: bucket,
      Key: key,
      ETag: etag,
      ...checksumElements(checksums),
    },
    NAMESPACE,
  );

/** A page of a numbered list: the items after `marker`, up to a maximum. */
interface Page {
  readonly marker: number;
  readonly size: number;
}

export function renderParts(
  { bucket, key, id, algorithm, checksumType, isChosen }: Upload,
  parts: readonly Part[],
  { marker, size }: Page,
): string {
  const behind = parts.filter(({ number }) => number > marker);
  const page = behind.slice(0, size);
  return renderXml(
    "ListPartsResult",
    {
      Bucket: bucket,
      Key: key,
      UploadId: id,
      PartNumberMarker: marker,
      NextPartNumberMarker: page.at(-1)?.number ?? 0,
      MaxParts: size,
      IsTruncated: behind.length > page.length,
      Initiator: OWNER,
      Owner: OWNER,
      StorageClass: "STANDARD",
      ...(isChosen ? { ChecksumAlgorithm: algorithm.toUpperCase(), ChecksumType: checksumType } : {}),
      Part: page.map((part) => ({
        PartNumber: part.number,
        LastModified: iso(part.lastModified),
        ETag: `"${part.md5}"`,
        Size: part.size,
        ...checksumElements(part.checksums),
      })),
    },
    NAMESPACE,
  );
}

export const renderUploads = (bucket: string, uploads: readonly Upload[], prefix: string): string =>
  renderXml(
    "ListMultipartUploadsResult",
    {
      Bucket: bucket,
      Prefix: prefix,
      MaxUploads: 1000,
      IsTruncated: false,
      Upload: uploads
        .filter(({ key }) => key.startsWith(prefix))
        .map(({ key, id, initiatedAt }) => ({
          Key: key,
          UploadId: id,
          Initiator: OWNER,
          Owner: OWNER,
          StorageClass: "STANDARD",
          Initiated: iso(initiatedAt),
        })),
    },
    NAMESPACE,
  );

const iso = (time: number): string => new Date(time).toISOString();
