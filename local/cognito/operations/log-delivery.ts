/** Where a pool's logs go. */

import { invalidParameter, type ServiceError } from "../../protocol/service-error.ts";
import { featureNotInTier } from "../errors/resource-errors.ts";
import { operation } from "../operation.ts";
import type { PoolDocuments } from "../state/pool-document-repository.ts";
import type { Pool } from "../state/pool-repository.ts";

const logSourcesTwice = (sources: readonly string[]): ServiceError =>
  invalidParameter(
    `Request validation Failed. Following event sources appear more then once in a request: [${sources.join(", ")}].`,
  );

const logLevelRefused = (source: string, level: string): ServiceError =>
  invalidParameter(`Log level ${level} is not supported for ${source}.`);

const logDestinationRefused = (): ServiceError =>
  invalidParameter("A log configuration has exactly one destination.");

type LogConfigurations = PoolDocuments["log-delivery"]["LogConfigurations"];

/** A replica has a configuration of its own. */
const idOf = ({ id, primaryRegion, region }: Pool): string =>
  primaryRegion === undefined ? id : `${region}/${id}`;

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetLogDeliveryConfiguration.html */
export const setLogDeliveryConfiguration = operation("SetLogDeliveryConfiguration", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  check(pool, input.LogConfigurations);
  const { content } = context.documents.put(pool, "log-delivery", idOf(pool), {
    LogConfigurations: input.LogConfigurations,
  });
  return { LogDeliveryConfiguration: { UserPoolId: pool.id, ...content } };
});

/** What a source can tell (API_LogConfigurationType, `LogLevel`). */
const LEVELS: Readonly<Record<string, string>> = { userNotification: "ERROR", userAuthEvents: "INFO" };

/** @throws ServiceError InvalidParameterException, FeatureUnavailableInTierException */
function check({ settings }: Pool, configurations: LogConfigurations): void {
  const sources = configurations.map(({ EventSource }) => EventSource);
  const repeated = sources.filter((source, index) => sources.indexOf(source) !== index);
  if (repeated.length > 0) throw logSourcesTwice([...new Set(repeated)]);
  for (const configuration of configurations) {
    const { EventSource, LogLevel } = configuration;
    if (LEVELS[EventSource] !== LogLevel) throw logLevelRefused(EventSource, LogLevel);
    if (EventSource === "userAuthEvents" && settings.UserPoolTier !== "PLUS") {
      throw featureNotInTier(settings.UserPoolTier, "Log Streaming");
    }
    const { CloudWatchLogsConfiguration, S3Configuration, FirehoseConfiguration } = configuration;
    const destinations = [CloudWatchLogsConfiguration, S3Configuration, FirehoseConfiguration];
    if (destinations.filter((destination) => destination !== undefined).length !== 1) {
      throw logDestinationRefused();
    }
  }
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetLogDeliveryConfiguration.html */
export const getLogDeliveryConfiguration = operation("GetLogDeliveryConfiguration", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const LogConfigurations =
    context.documents.find(pool, "log-delivery", idOf(pool))?.content.LogConfigurations ?? [];
  return { LogDeliveryConfiguration: { UserPoolId: pool.id, LogConfigurations } };
});
