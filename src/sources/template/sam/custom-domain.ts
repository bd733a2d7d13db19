// Custom domains of APIs: the domain, its mappings to the stage, and the DNS records.
import { isObject, type Json, type JsonObject } from "../../../model/json.ts";
import { type Draft, type Generated, generated, type Macro, type Mutable, pick } from "./draft.ts";
import { getAtt, ref, truthy } from "./intrinsics.ts";
import { digest } from "./logical-id.ts";
import { replaceParameters } from "./values.ts";

const path = ["Properties", "Domain"];

export function restDomainResources(draft: Draft, macro: Macro): readonly Generated[] {
  const domain = earlyMap(draft, macro.properties["Domain"]);
  if (domain === null) return [];
  const isPrivate = domain["EndpointConfiguration"] === "PRIVATE";
  const version = isPrivate ? "V2" : "";
  const id = `ApiGatewayDomainName${version}${digest(domain["DomainName"])}`;
  const endpoint = domain["EndpointConfiguration"] ?? "REGIONAL";
  const certificate = endpoint === "REGIONAL" ? "RegionalCertificateArn" : "CertificateArn";
  const name = generated(
    `AWS::ApiGateway::DomainName${version}`,
    id,
    {
      ...pick(domain, ["DomainName", "SecurityPolicy", "EndpointAccessMode", "Policy", "OwnershipVerificationCertificateArn"]),
      [certificate]: domain["CertificateArn"],
      EndpointConfiguration: { Types: [endpoint], ...pick(domain, ["IpAddressType"]) },
      MutualTlsAuthentication: isPrivate ? undefined : mutualTls(domain),
    },
    { attributes: macro.shared, path },
  );
  const domainProperty = isPrivate ? "DomainNameArn" : "DomainName";
  const normalizes = domain["NormalizeBasePath"] ?? true;
  const mappings = basePaths(domain).map((basePath) => {
    const plain = basePath === null ? "" : basePath.replaceAll(/[^\p{L}\p{N}]/gu, "");
    return generated(
      `AWS::ApiGateway::BasePathMapping${version}`,
      `${macro.id}${plain}BasePathMapping`,
      {
        BasePath: basePath === null ? undefined : truthy(normalizes) ? plain : basePath,
        [domainProperty]: ref(id),
        RestApiId: ref(macro.id),
        Stage: ref(`${macro.id}.Stage`),
      },
      { attributes: macro.shared, path },
    );
  });
  return [
    name,
    ...mappings,
    ...recordSets(draft.recordSetGroups, macro, domain, id),
    ...(isPrivate ? accessAssociation(macro, domain, id) : []),
  ];
}

function mutualTls(domain: JsonObject): JsonObject | undefined {
  const settings = domain["MutualTlsAuthentication"];
  if (!isObject(settings)) return undefined;
  const { TruststoreUri, TruststoreVersion } = settings;
  return { ...(truthy(TruststoreUri) && { TruststoreUri }), ...(truthy(TruststoreVersion) && { TruststoreVersion }) };
}

function accessAssociation(macro: Macro, domain: JsonObject, domainId: string): readonly Generated[] {
  const access = domain["AccessAssociation"];
  if (!isObject(access)) return [];
  const source = access["VpcEndpointId"] ?? null;
  const properties = { AccessAssociationSource: source, AccessAssociationSourceType: "VPCE", DomainNameArn: ref(domainId) };
  const id = `DomainNameAccessAssociation${digest([source, domainId])}`;
  return [generated("AWS::ApiGateway::DomainNameAccessAssociation", id, properties, { attributes: macro.shared, path })];
}

/**
 * @param tags what SAM puts on the domain before tags are propagated.
 * @param groups the record set groups that domains share.
 */
export function httpDomainResources(
  draft: Draft,
  macro: Macro,
  tags: JsonObject,
  groups: Map<string, Generated>,
): readonly Generated[] {
  const domain = earlyMap(draft, macro.properties["Domain"]);
  if (domain === null) return [];
  const id = `ApiGatewayDomainNameV2${digest(domain["DomainName"])}`;
  const configuration = {
    CertificateArn: domain["CertificateArn"],
    EndpointType: domain["EndpointConfiguration"] ?? "REGIONAL",
    ...pick(domain, ["OwnershipVerificationCertificateArn", "SecurityPolicy"]),
  };
  const name = generated(
    "AWS::ApiGatewayV2::DomainName",
    id,
    {
      DomainName: domain["DomainName"],
      DomainNameConfigurations: [configuration],
      MutualTlsAuthentication: mutualTls(domain),
      Tags: tags,
    },
    { attributes: macro.shared, path },
  );
  const mappings = basePaths(domain).map((basePath) =>
    generated(
      "AWS::ApiGatewayV2::ApiMapping",
      `${macro.id}${basePath === null ? "" : basePath.replaceAll(/[-_/]+/g, "")}ApiMapping`,
      {
        ApiId: ref(macro.id),
        ApiMappingKey: basePath === null ? undefined : basePath.replaceAll(/^\/+|\/+$/g, ""),
        DomainName: ref(id),
        Stage: ref(`${macro.id}.Stage`),
      },
      { attributes: macro.shared, path },
    ),
  );
  return [name, ...mappings, ...recordSets(groups, macro, domain, id)];
}

/** The base paths; null for the one mapping of a domain without any. */
function basePaths(domain: JsonObject): readonly (string | null)[] {
  const value = domain["BasePath"];
  if (!truthy(value)) return [null];
  return (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === "string");
}

/** DNS records; domains in one hosted zone share a group, whose records grow with each. */
function recordSets(groups: Map<string, Generated>, macro: Macro, domain: JsonObject, domainId: string): readonly Generated[] {
  const route53 = domain["Route53"];
  if (!isObject(route53)) return [];
  const zone = truthy(route53["HostedZoneId"]) ? route53["HostedZoneId"] : (route53["HostedZoneName"] ?? null);
  const isSeparate = truthy(route53["SeparateRecordSetGroup"]);
  const id = `RecordSetGroup${isSeparate ? digest([zone, domain["DomainName"] ?? null]) : digest(zone)}`;
  const properties = { ...pick(route53, ["HostedZoneId", "HostedZoneName"]), RecordSets: [] };
  const fresh = generated("AWS::Route53::RecordSetGroup", id, properties, { attributes: macro.shared, path });
  const group = isSeparate ? fresh : (groups.get(id) ?? fresh);
  if (!isSeparate) groups.set(id, group);
  addRecords(group.properties, domain, route53, domainId);
  return [group];
}

function addRecords(group: Mutable, domain: JsonObject, route53: JsonObject, domainId: string): void {
  const isRegional = (domain["EndpointConfiguration"] ?? "REGIONAL") === "REGIONAL";
  const target = isRegional
    ? { HostedZoneId: getAtt(domainId, "RegionalHostedZoneId"), DNSName: getAtt(domainId, "RegionalDomainName") }
    : edgeTarget(domain, route53, domainId);
  const record = (type: string): JsonObject => ({
    Name: domain["DomainName"],
    Type: type,
    AliasTarget: { ...pick(route53, ["EvaluateTargetHealth"]), ...target },
    ...pick(route53, ["Region", "SetIdentifier"]),
  });
  const types = route53["IpV6"] === true ? ["A", "AAAA"] : ["A"];
  group["RecordSets"] = [...((group["RecordSets"] ?? []) as readonly Json[]), ...types.map(record)];
}

function edgeTarget(domain: JsonObject, route53: JsonObject, domainId: string): JsonObject {
  if (domain["EndpointConfiguration"] !== "EDGE") {
    return { HostedZoneId: route53["VpcEndpointHostedZoneId"], DNSName: route53["VpcEndpointDomainName"] };
  }
  // CloudFront's one hosted zone, https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-route53-aliastarget.html
  return {
    HostedZoneId: "Z2FDTNDATAQYW2",
    DNSName: route53["DistributionDomainName"] ?? getAtt(domainId, "DistributionDomainName"),
  };
}

/** The domain's name decides logical ids, so parameters are put in as the transform does. */
function earlyMap(draft: Draft, value: Json | undefined): JsonObject | null {
  const early = value === undefined || value === null ? null : replaceParameters(value, draft.values);
  return isObject(early) ? early : null;
}
