// The disagreements with the corpus in which we are right, and why. docs/truth.md tells them at length.
interface Explained {
  readonly kind: string;
  readonly template: RegExp;
  readonly about: RegExp;
  readonly why: string;
}

const UNDEFINED_ALARM =
  "the alarm's Ref names a resource that the template does not define: CloudFormation refuses the template, so nothing can be said of a deployment";

const EXPLAINED: readonly Explained[] = [
  {
    kind: "invocation",
    template: /serverless-plugin-canary-deployments/,
    about: /event-source HelloEventSourceMapping/,
    why: 'the template says `Enabled: "True"`: CloudFormation reads booleans without regard to case, so the mapping is on',
  },
  {
    kind: "invocation-qualifier",
    template: /10\.output\.v2-websocket/,
    about: /rule HelloEventsRuleSchedule1/,
    why: "the rule is DISABLED: it invokes nothing, so it is no subject",
  },
  {
    kind: "rollback alarms",
    template: /8\.output\.sns-subscriptions-trigger/,
    about: /BelloLambdaFunction/,
    why: UNDEFINED_ALARM,
  },
  {
    kind: "rollback-alarm",
    template: /8\.output\.sns-subscriptions-trigger/,
    about: /BelloLambdaFunction/,
    why: UNDEFINED_ALARM,
  },
  {
    kind: "invocation",
    template: /account-components\/solutions_app-infra_template\.yaml\.defaults/,
    about: /StubsLambda ← rest-method StubsApiGateway/,
    why: "the paths stand under an undecided condition: the corpus lists them as undecided, we keep them as what they are if they exist",
  },
];

export function explanationOf(found: {
  readonly kind: string;
  readonly template: string;
  readonly about: string;
}): string | null {
  const explained = EXPLAINED.find(
    ({ kind, template, about }) => kind === found.kind && template.test(found.template) && about.test(found.about),
  );
  return explained?.why ?? null;
}
