/**
 * Makes services fail for clients, as requested at `/_local/faults`. A fault comes before the service: it has the form of the
 * service's errors, and the request is not read and has no effect. Requests between services of the local cloud are not
 * affected.
 */
import type { DynamoDbService } from "../dynamodb/create-dynamodb-service.ts";
import { type JsonService, renderJsonError } from "../protocol/json-service.ts";
import { QueryError, type QueryService, renderQueryError } from "../protocol/query-service.ts";
import { type RestService, renderRestError } from "../protocol/rest-json-service.ts";
import { ServiceError } from "../protocol/service-error.ts";
import { signedService } from "../protocol/signature-header.ts";
import type { S3Service } from "../s3/create-s3-service.ts";
import { S3Error } from "../s3/s3-error.ts";
import type { Fault, Faults, FaultyService } from "./faults.ts";

const MESSAGE = "This was asked for at /_local/faults.";

type DynamoDbFront = Pick<DynamoDbService, "handle">;
type S3Front = Pick<S3Service, "handle">;

/** Wraps services with faults, by protocol. */
interface FaultInjection {
  /** AWS JSON: the target names the operation. */
  json(name: FaultyService, service: JsonService): JsonService;
  restJson(name: FaultyService, service: RestService): RestService;
  query(name: FaultyService, service: QueryService): QueryService;
  dynamodb(service: DynamoDbService): DynamoDbFront;
  s3(service: S3Service): S3Front;
}

export function injectFaults(faults: Faults): FaultInjection {
  return {
    json: (name, service) => ({
      handle: async (request) => {
        const fault = faults.take(name, operationOf(request.target));
        return fault === null ? service.handle(request) : renderJsonError(serviceError(fault));
      },
    }),

    restJson: (name, service) => ({
      handle: async (request) => {
        const fault = faults.take(name, undefined);
        return fault === null ? service.handle(request) : renderRestError(serviceError(fault));
      },
    }),

    query: (name, service) => ({
      ...service,
      handle: async (request) => {
        const fault = faults.take(name, undefined);
        if (fault === null) return service.handle(request);
        return renderQueryError(service.namespace, new QueryError(fault.error, MESSAGE, fault.status));
      },
    }),

    dynamodb: (service) => ({
      handle: async (request, response) => {
        const fault = faults.take("dynamodb", operationOf(String(request.headers["x-amz-target"])));
        if (fault === null) return service.handle(request, response);
        return service.refuse(request, response, serviceError(fault));
      },
    }),

    s3: (service) => ({
      handle: async (request, response, url) => {
        const { method, headers } = request;
        // Unknown paths come here as well, such as a browser's request for an icon: they must not count.
        const isForS3 =
          signedService(headers.authorization) === "s3" ||
          url.searchParams.has("X-Amz-Credential") ||
          method === "POST";
        const fault = isForS3 && method !== "OPTIONS" ? faults.take("s3", undefined) : null;
        if (fault === null) return service.handle(request, response, url);
        const error = new S3Error(fault.error, MESSAGE, { status: fault.status });
        return service.refuse(request, response, url, error);
      },
    }),
  };
}

/** `InitiateAuth` of `AWSCognitoIdentityProviderService.InitiateAuth`. */
const operationOf = (target: string): string | undefined => target.split(".")[1];

const serviceError = ({ error, status }: Fault): ServiceError => new ServiceError(error, MESSAGE, { status });
