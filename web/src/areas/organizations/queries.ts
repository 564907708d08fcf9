import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type {
  Organization,
  OrganizationInvitation,
  OrganizationMemberList,
  OrganizationRole,
} from "../../../../clients/typescript/api-types.ts";
import { answer, api } from "../../api/api.ts";

export type { Organization, OrganizationInvitation, OrganizationRole };
export type Member = OrganizationMemberList["items"][number];

const PAGE_SIZE = 50;

/** One organization: its keys begin with the list's, so that a change of the list is one of it. */
export const organizationQuery = (organization: string) =>
  queryOptions({
    queryKey: ["organizations", organization],
    queryFn: ({ signal }) =>
      answer(api().GET("/v1/organizations/{organization}", { params: { path: { organization } }, signal })),
  });

export const membersQuery = (organization: string) =>
  infiniteQueryOptions({
    queryKey: ["organizations", organization, "members"],
    queryFn: ({ pageParam, signal }) =>
      answer(
        api().GET("/v1/organizations/{organization}/members", {
          params: {
            path: { organization },
            query: { limit: PAGE_SIZE, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ cursor }) => cursor,
  });

export const invitationsQuery = (organization: string) =>
  queryOptions({
    queryKey: ["organizations", organization, "invitations"],
    queryFn: ({ signal }) =>
      answer(
        api().GET("/v1/organizations/{organization}/invitations", {
          params: { path: { organization } },
          signal,
        }),
      ),
  });

/** Whether a role includes another one. */
export const includesRole = (role: OrganizationRole, least: OrganizationRole): boolean => {
  const order: readonly OrganizationRole[] = ["owner", "admin", "member"];
  return order.indexOf(role) <= order.indexOf(least);
};
