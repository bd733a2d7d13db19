// What checks advise about a SAM template, and templates that several of them are asked about.
import type { Remedy } from "../src/assessment.ts";
import { runCheck } from "../src/audit/run-check.ts";
import type { Check } from "../src/checks/define-check.ts";
import { link } from "../src/model/link.ts";
import { readTemplates } from "../src/sources/template/template.ts";
import { folder, requestFor } from "./folder.ts";

/** By the logical id of the subject; of those that have a remedy. */
export async function remediesFor<Options>(
  check: Check<Options>,
  template: string,
): Promise<Readonly<Record<string, Remedy | string>>> {
  const model = link(await readTemplates(requestFor(folder({ "t.yaml": template }), ["t.yaml"])));
  const found = [...runCheck(check, model, check.options.parse({}), 0).values()];
  return Object.fromEntries(
    found.flatMap(({ subject, finding }) =>
      finding.remedy === undefined ? [] : [[subject.resource?.logicalId ?? subject.stack.name, finding.remedy] as const],
    ),
  );
}

/** A stage of a WebSocket API and one of a REST API. */
export const stages = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Greeter:
    Type: AWS::Serverless::Function
    Properties: { Handler: app.handler, Runtime: nodejs22.x, CodeUri: . }
  Chat:
    Type: AWS::Serverless::WebSocketApi
    Properties:
      RouteSelectionExpression: $request.body.action
      Routes: { $connect: { FunctionArn: !GetAtt Greeter.Arn } }
  Site:
    Type: AWS::Serverless::Api
    Properties: { StageName: prod, DefinitionBody: { paths: {} } }
`;

/** A function that gets a topic's messages from a queue that SAM makes, and a subscription within the topic. */
export const subscriptions = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Greeter:
    Type: AWS::Serverless::Function
    Properties:
      { Handler: app.handler, Runtime: nodejs22.x, CodeUri: ., Timeout: 60, Events: { News: { Type: SNS, Properties: { Topic: !Ref News, SqsSubscription: true } } } }
  News: { Type: AWS::SNS::Topic, Properties: { Subscription: [{ Protocol: email, Endpoint: a@example.com }] } }
`;
