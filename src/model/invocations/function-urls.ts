// Function URLs, whose qualifier is a separate property.
import { type Family, qualified } from "./candidate.ts";
import { placesAt } from "./place.ts";

export const functionUrls: Family = ({ system }) =>
  system.resourcesOf("AWS::Lambda::Url").flatMap((url) =>
    placesAt(url, "TargetFunctionArn").map((place) => ({
      kind: "function-url",
      detail: null,
      place,
      text: qualified(place.node.symbol(), url.property("Qualifier").symbol()),
      certain: true,
    })),
  );
