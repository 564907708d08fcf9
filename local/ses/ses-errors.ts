/** The errors of SES v2. Texts in AWS's documentation or public reports are used as quoted; see DIVERGENCES.md. */
import { ServiceError } from "../protocol/service-error.ts";

export const badRequest = (message: string): ServiceError => new ServiceError("BadRequestException", message);

export const messageTooLong = (most: number, size: number): ServiceError =>
  badRequest(`Message length is more than ${most} bytes long: '${size}'.`);

const notFound = (message: string): ServiceError =>
  new ServiceError("NotFoundException", message, { status: 404 });

export const identityMissing = (name: string): ServiceError =>
  notFound(`Email identity ${name} does not exist.`);

export const configurationSetMissing = (name: string): ServiceError =>
  notFound(`Configuration set <${name}> does not exist.`);

const alreadyExists = (message: string): ServiceError => new ServiceError("AlreadyExistsException", message);

export const identityExists = (name: string): ServiceError =>
  alreadyExists(`Email identity ${name} already exist.`);

export const configurationSetExists = (name: string): ServiceError =>
  alreadyExists(`Configuration set <${name}> already exists.`);

export const senderNotVerified = (sender: string, region: string): ServiceError =>
  new ServiceError(
    "MessageRejected",
    `Email address is not verified. The following identities failed the check in region ${region.toUpperCase()}: ${sender}`,
  );

export const authenticationMissing = (): ServiceError =>
  new ServiceError("MissingAuthenticationTokenException", "Missing Authentication Token", { status: 403 });
