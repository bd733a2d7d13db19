// Functions that transform the records of a Firehose stream, for any destination.
import { orDefault } from "../value.ts";
import type { Candidate, Family } from "./candidate.ts";
import { below, entries, items, type Place, placesAt } from "./place.ts";

export const firehoseProcessors: Family = ({ system }) =>
  system
    .resourcesOf("AWS::KinesisFirehose::DeliveryStream")
    .flatMap((stream) => placesAt(stream))
    .flatMap(entries)
    .filter(([key]) => key.endsWith("DestinationConfiguration"))
    .flatMap(([, destination]) => below(destination, "ProcessingConfiguration"))
    .flatMap(processorsOf);

function processorsOf(processing: Place): readonly Candidate[] {
  const enabled = orDefault(processing.node.at("Enabled").boolean(), true);
  return below(processing, "Processors")
    .flatMap(items)
    .flatMap((processor) => below(processor, "Parameters"))
    .flatMap(items)
    .filter(({ node }) => isLambdaArn(node.at("ParameterName").text("LambdaArn")))
    .flatMap((parameter) => below(parameter, "ParameterValue"))
    .map((place) => ({ kind: "firehose-processor", detail: null, place, certain: true, enabled }));
}

function isLambdaArn(name: { readonly state: string; readonly value?: string }): boolean {
  return name.state === "known" && name.value === "LambdaArn";
}
