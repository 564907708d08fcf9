/** Fills a cloud for the fuzz with one object of each kind, so that random requests find something. */
import type { ModelFile } from "../../../../local/protocol/service-model.ts";
import type { CloudUnderFuzz } from "./cloud-under-fuzz.ts";
import { populateDocuments } from "./populate-documents.ts";
import { populateIdentityPool } from "./populate-identity-pool.ts";
import { populatePeople } from "./populate-people.ts";
import { populatePool } from "./populate-pool.ts";
import { combine, type Knowledge } from "./population.ts";

/** Fills the cloud and keeps that state. @returns known values and examples, by service */
export async function populateCloud(cloud: CloudUnderFuzz): Promise<Readonly<Record<ModelFile, Knowledge>>> {
  const pool = await populatePool(cloud);
  const people = await populatePeople(cloud, pool);
  const documents = await populateDocuments(cloud, pool);
  const identities = await populateIdentityPool(cloud, { ...pool, idToken: people.idToken });
  cloud.hold();
  return { "cognito-idp.json": combine([pool, people, documents]), "cognito-identity.json": identities };
}
