// AppSync data sources.
import type { Family } from "./candidate.ts";
import { placesAt, shown } from "./place.ts";

export const dataSources: Family = ({ system }) =>
  system.resourcesOf("AWS::AppSync::DataSource").flatMap((source) =>
    placesAt(source, "LambdaConfig", "LambdaFunctionArn").map((place) => ({
      kind: "appsync-data-source",
      detail: shown(source.property("Name").symbol(), (text) => system.symbols.display(text)),
      place,
      certain: true,
    })),
  );
