/**
 * How long our AWS clients wait, in milliseconds. The module's own time-out (10 s) is the outer limit; within it a lost
 * connection is noticed at once, and a slow answer leaves time for another try. Cognito itself may take seconds, because it
 * waits for the pool's triggers. Region, credentials and endpoints come from the runtime's environment.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export const MODULE_CLIENT = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 7000, throwOnRequestTimeout: true },
};
