// The accounts of the organization that the credentials belong to.
import { OrganizationsClient, paginateListAccounts } from "@aws-sdk/client-organizations";
import type { Clients } from "./clients.ts";

/**
 * The ids of its active accounts, in order; https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 * @throws LiveFailure where the account is neither the management account nor a delegated administrator
 */
export async function activeAccounts(clients: Clients, region: string): Promise<readonly string[]> {
  const client = clients.of(OrganizationsClient, region);
  const ids: string[] = [];
  for await (const { Accounts = [] } of paginateListAccounts({ client }, {}))
    for (const { Id, State, Status } of Accounts) if (Id !== undefined && (State ?? Status) === "ACTIVE") ids.push(Id);
  return ids.sort();
}
