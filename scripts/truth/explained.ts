// The disagreements with the corpus in which we are right, and why. docs/truth.md tells them at length.
interface Explained {
  readonly kind: string;
  readonly template: RegExp;
  readonly about: RegExp;
  /** What we say; anything else is a new disagreement. */
  readonly ours: RegExp;
  readonly why: string;
}

const GENERATED_NAME =
  "the alarm's Resource is ${AWS::StackName}-<logical id>:live, and the function has no FunctionName: CloudFormation generates a name that ends at random, so the series never exists";

const MINIMUM =
  "the alarm is on the Minimum of Errors, which is 0 while one invocation of the period succeeds: the corpus does not look at statistics";

const ANOTHER_ROUTE =
  "the other alarm is on a route of API Gateway that does not lead to the function: the corpus does not follow APIs";
const ROUTE_FOLLOWED =
  "the other alarm is on the route of the API that leads to the alias: the corpus does not follow APIs, and says it does not know";

const EXPLAINED: readonly Explained[] = [
  {
    kind: "rollback alarm level",
    template: /ipv-cri-(?:address|check-hmrc)-api.*-canary$/,
    about: /CanaryErrors$/,
    ours: /^nothing$/,
    why: GENERATED_NAME,
  },
  {
    kind: "rollback-alarm-scope",
    template: /ipv-cri-(?:address|check-hmrc)-api.*-canary$/,
    about: /^(?:GetAddresses|PostcodeLookup|NinoCheck)Function live$/,
    ours: /^fail$/,
    why: `${GENERATED_NAME}; ${ANOTHER_ROUTE}`,
  },
  {
    kind: "rollback-alarm-scope",
    template: /ipv-cri-uk-passport-api.*-canary$/,
    about: /^(?:CheckPassport|IssueCredential)Function live$/,
    ours: /^pass$/,
    why: ROUTE_FOLLOWED,
  },
  {
    kind: "function-error-alarm",
    template: /ipv-cri-(?:address|check-hmrc|uk-passport)-api.*-canary$/,
    about: /Function$/,
    ours: /^fail$/,
    why: GENERATED_NAME,
  },
  ...["function-error-alarm", "rollback-alarm-scope", "rollback alarm level"].map((kind) => ({
    kind,
    template: /serverless-plugin-canary-deployments/,
    about: /^HelloLambdaFunction/,
    ours: /^(?:fail|nothing)$/,
    why: MINIMUM,
  })),
  {
    kind: "invocation",
    template: /serverless-plugin-canary-deployments/,
    about: /event-source HelloEventSourceMapping/,
    ours: /^(?:alias Live|bare)$/,
    why: 'the template says `Enabled: "True"`: CloudFormation reads booleans without regard to case, so the mapping is on',
  },
  {
    kind: "invocation-qualifier",
    template: /10\.output\.v2-websocket/,
    about: /rule HelloEventsRuleSchedule1/,
    ours: /^no assessment$/,
    why: "the rule is DISABLED: it invokes nothing, so it is no subject",
  },
  {
    kind: "invocation",
    template: /account-components\/solutions_app-infra_template\.yaml\.defaults/,
    about: /StubsLambda ← rest-method StubsApiGateway/,
    ours: /^alias live$/,
    why: "the paths stand under an undecided condition: the corpus lists them as undecided, we keep them as what they are if they exist",
  },
];

interface Found {
  readonly kind: string;
  readonly template: string;
  readonly about: string;
  readonly ours: string;
}

export function explanationOf(found: Found): string | null {
  const explained = EXPLAINED.find(
    ({ kind, template, about, ours }) =>
      kind === found.kind && template.test(found.template) && about.test(found.about) && ours.test(found.ours),
  );
  return explained?.why ?? null;
}
