import { randomBytes } from "node:crypto";
import { type Answer, type Memory, problem, type Request } from "./weak-answer.ts";

export type OrganizationFault =
  | "shows organizations to strangers"
  | "believes the wished organization"
  | "lets the last owner go"
  | "takes any invitation"
  | "invites two addresses at once";

/** Paths of organizations, which take a token. */
export const ORGANIZATION_PATHS =
  /^\/v1\/(organizations(\/.+)?|organization-invitations\/\w+|me\/organization)$/;

const isPlain = ({ email, invitedBy }: Request["body"]) =>
  /^[\w.+-]+@[\w.-]+$/.test(String(email)) && invitedBy === undefined;

function create({ body }: Request, owner: string, { organizations }: Memory): Answer {
  const id = `org_${randomBytes(12).toString("base64url")}`;
  organizations.set(id, { owner, name: String(body.name) });
  return { status: 201, body: { id } };
}

/** What a member asks of an organization. */
function answerMember(
  { method, path, body }: Request,
  id: string,
  { faults, organizations }: Memory,
): Answer {
  if (path.includes("/members/") && !faults.has("lets the last owner go")) return problem(409, "last_owner");
  if (path.endsWith("/invitations") && method === "POST") {
    return isPlain(body) || faults.has("invites two addresses at once")
      ? { status: 201, body: {} }
      : problem(400, "validation_failed");
  }
  const { name } = organizations.get(id) ?? {};
  if (method === "DELETE") organizations.delete(id);
  return { status: 200, body: { id, name, role: "owner", members: 1 } };
}

/** Organizations here have one member, their owner. */
export function answerOrganizations(request: Request, sub: string, memory: Memory): Answer {
  const { method, path, body } = request;
  const { faults, organizations } = memory;
  if (path.startsWith("/v1/organization-invitations/")) {
    return faults.has("takes any invitation")
      ? { status: 200, body: {} }
      : problem(404, "invitation_not_valid");
  }
  if (path === "/v1/organizations" && method === "POST") return create(request, sub, memory);
  const id = path === "/v1/me/organization" ? String(body.organization) : (path.split("/")[3] ?? "");
  const isMember = organizations.get(id)?.owner === sub || faults.has("shows organizations to strangers");
  return isMember ? answerMember(request, id, memory) : problem(404, "not_found");
}
