// The stacks of a fleet: of every role, and in every region.
import pLimit from "p-limit";
import { type Clients, openClients } from "./clients.ts";
import { closed, LiveFailure } from "./failure.ts";
import { identify } from "./identity.ts";
import { type InventoryStack, inventoryOf } from "./inventory.ts";
import { activeAccounts } from "./organization.ts";
import { useProfile } from "./profile.ts";
import { startRegion } from "./region.ts";
import { assumeRole } from "./role.ts";
import { quietSdk } from "./sdk.ts";

export interface FleetRequest {
  /** By default the one region of the environment or profile. */
  readonly regions: readonly string[];
  /** ARNs; with neither these nor accounts the stacks of the credentials' own account are listed. */
  readonly roles: readonly string[];
  /** The same role in each of these accounts, or in each active one of the organization. */
  readonly inAccounts: { readonly role: string; readonly accounts: readonly string[] | "organization" } | null;
  readonly externalId: string | null;
  /** Whether to ask which stacks import each other's exports. */
  readonly links: boolean;
  readonly profile: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly interruption: AbortSignal;
  readonly progress: (text: string) => void;
}

/** The stacks of one account and region. */
export interface FleetPart {
  /** null for the credentials' own account. */
  readonly role: string | null;
  readonly region: string;
  readonly stacks: readonly InventoryStack[];
}

export interface FleetStacks {
  readonly parts: readonly FleetPart[];
  /** Accounts and regions that could not be listed, each with the reason. */
  readonly unlisted: readonly string[];
}

const ACCOUNTS_AT_ONCE = 4;

/** @throws LiveFailure where nothing can be listed: no credentials, no organization */
export async function fleetStacks(request: FleetRequest): Promise<FleetStacks> {
  quietSdk();
  const { env, interruption: signal, progress } = request;
  const profile = await useProfile(request.profile, env);
  const regions = request.regions.length > 0 ? request.regions : [await startRegion(null, [], { env, profile })];
  const [first = ""] = regions;
  const own = openClients({ profile, env, signal, progress: () => {} });
  const unlisted: string[] = [];
  const parts: FleetPart[] = [];
  const list = async (clients: Clients, role: string | null): Promise<void> => {
    for (const region of regions) {
      progress(`listing ${role ?? "the own account"} in ${region}`);
      try {
        parts.push({ role, region, stacks: await inventoryOf(clients, region, request.links) });
      } catch (error) {
        if (!(error instanceof LiveFailure) || role === null || signal.aborted) throw error;
        unlisted.push(`${role} in ${region}: ${error.message}`);
      }
    }
  };
  try {
    await identify(own, first);
    const roles = await rolesOf(request, own, first);
    if (roles === null) await list(own, null);
    const limit = pLimit(ACCOUNTS_AT_ONCE);
    const listAs = async (role: string): Promise<void> => {
      const clients = await as(role, request, profile, first).catch((error: Error) => {
        unlisted.push(error.message);
        return null;
      });
      if (clients === null) return;
      try {
        await list(clients, role);
      } finally {
        clients.close();
      }
    };
    await Promise.all((roles ?? []).map((role) => limit(() => listAs(role))));
  } finally {
    own.close();
  }
  if (signal.aborted) throw closed();
  const order = (part: FleetPart): string => `${part.role ?? ""} ${part.region}`;
  return { parts: parts.sort((a, b) => (order(a) < order(b) ? -1 : 1)), unlisted: unlisted.sort() };
}

/** null for the credentials' own account. */
async function rolesOf({ roles, inAccounts }: FleetRequest, own: Clients, region: string): Promise<readonly string[] | null> {
  if (inAccounts === null) return roles.length === 0 ? null : roles;
  const accounts = inAccounts.accounts === "organization" ? await activeAccounts(own, region) : inAccounts.accounts;
  return [...roles, ...accounts.map((account) => `arn:aws:iam::${account}:role/${inAccounts.role}`)];
}

async function as(
  role: string,
  { externalId, env, interruption: signal }: FleetRequest,
  profile: string | null,
  region: string,
): Promise<Clients> {
  const credentials = await assumeRole({ role, externalId, region, env });
  return openClients({ profile, env, signal, progress: () => {}, credentials });
}
